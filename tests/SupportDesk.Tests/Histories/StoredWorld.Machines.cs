using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Jobs;
using SupportDesk.Mail;
using SupportDesk.Mail.Sending;
using SupportDesk.Notifications;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Races;

namespace SupportDesk.Tests.Histories;

/// <summary>Two workers, the mail server and the clock.</summary>
sealed partial class StoredWorld
{
    readonly HashSet<string> refusing = [];
    SendResult answers = SendResult.Accepted;

    bool IsServerDown => answers == SendResult.Unreachable;

    async Task DoToMachinesAsync(Doing doing, Step step)
    {
        switch (doing)
        {
            case Doing.AcceptMail or Doing.ServerAnswers: Answers(SendResult.Accepted); break;
            case Doing.LeaveMailWaiting: Answers(SendResult.RefusedForNow); break;
            case Doing.ServerFails: Answers(SendResult.Unreachable); break;
            case Doing.RefuseAddress: refusing.Add($"{Staff[step.Amount % Staff.Length]}@marketfield.test"); break;
            case Doing.AcceptAddress: refusing.Remove(refusing.Order().First()); break;
            case Doing.BounceMail: await BounceAsync(step); break;
            case Doing.PassHours: await RunOnAsync(TimeSpan.FromHours(1 + step.Amount % 12)); break;
            case Doing.PassDays: await RunOnAsync(TimeSpan.FromDays(1 + step.Amount % 4)); break;
            case Doing.PassTheDueMoment when cases.Min(c => c.DueAt) is { } due && due > desk.Now: await RunOnAsync(due - desk.Now); break;
            case Doing.LoseJob: await RunOnAsync(TimeSpan.FromHours(1 + step.Amount % 20)); return;
            case Doing.StopDesk: desk.Time.Advance(TimeSpan.FromHours(2 + step.Amount % 60)); break;
            case Doing.DieBeforeCommit: deaths.BeforeCommit(); break;
            case Doing.DieAfterCommit: deaths.AfterCommit(); break;
        }

        await WorkAsync();
        if (doing == Doing.DoubleJob)
            await WorkAsync();
        deaths.CallOff();
    }

    void Answers(SendResult result)
    {
        answers = result;
        server.Always(result);
        server.Refuses = to => !IsServerDown && refusing.Contains(to) ? new SendAnswer(SendResult.RefusedForGood, "550 no such user") : null;
    }

    // A report that the newest notice to a level did not arrive, as the gateway takes it.
    Task<string?> BounceAsync(Step step) => desk.TryAsync(async db =>
    {
        var at = Choose(step.Amount, c => c.Climbs && c.NoticeSent).Id;
        var mail = await db.Outbox.Where(m => m.ObjectId == at && m.Kind == MailKind.Delivery && m.SentAt != null && m.BouncedAt == null)
            .OrderByDescending(m => m.Id).FirstOrDefaultAsync(Stop)
            ?? throw new DeskException("No notice has left.");
        mail.Bounce(desk.Now);
        var person = await db.People.SingleAsync(p => p.Id == mail.PersonId, Stop);
        if (await db.MailAddresses.FirstOrDefaultAsync(a => a.AddressKey == mail.Address, Stop) is { } address)
            person.Bounce(address, Complaint.System, desk.Now);
    });

    // Time passes while the desk runs: its heart has beaten all along.
    async Task RunOnAsync(TimeSpan time)
    {
        desk.Time.Advance(time);
        var now = desk.Database.Clock.RealNow;
        await desk.ReadAsync(db => db.Heartbeats.ExecuteUpdateAsync(set => set.SetProperty(b => b.LastAt, now), Stop));
    }

    Task WorkAsync() => Task.WhenAll(Task.Run(WorkOnceAsync, Stop), Task.Run(WorkOnceAsync, Stop));

    // What a worker's jobs do one after the other; another process goes on where it died.
    async Task WorkOnceAsync()
    {
        var services = desk.Database.Services;
        try
        {
            await new Beats(desk.Database.Factory, desk.Database.Clock).BeatAsync(Stop);
            await desk.Sweep().RunAsync(Stop);
            await services.GetRequiredService<Unfold>().RunAsync(Stop);
            await services.GetRequiredService<Delivery>().RunAsync(Stop);
            await desk.Sweep().RunAsync(Stop);
        }
        catch (OperationCanceledException death) when (death.Message.StartsWith("died", StringComparison.Ordinal))
        {
            await desk.Sweep().RunAsync(Stop);
        }
    }
}
