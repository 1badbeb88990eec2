using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Files;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Mail.Incoming;

/// <summary>Takes in a mail that was set aside before, from its raw bytes: after an upgrade, or once its cause is gone (threat F06).</summary>
public sealed class SecondTry(IDbContextFactory<DeskDb> databases, Intake intake, Recorder recorder, FileStore files, DeskClock clock, IOptions<MailOptions> mail, IOptions<TicketOptions> times)
{
    /// <summary>Tries once. What fails stays set aside, with the new reason.</summary>
    /// <param name="id">The incoming mail's.</param>
    /// <param name="by">Who asked for it.</param>
    /// <exception cref="DeskException">It is not set aside any more, its raw form is gone, or it failed again: the sentence says which.</exception>
    public async Task<IntakeResult> RunAsync(long id, Actor by, CancellationToken cancel)
    {
        var (raw, ticketId) = await LoadAsync(id, cancel);
        await SayAsync(id, "Trying it again ended the program.", cancel); // True unless we come back to say otherwise.
        var reading = await intake.ReadAsync(raw, cancel);
        if (reading.Trouble is not null)
            throw await FailedAsync(id, reading.Trouble, cancel);

        IntakeResult result;
        try
        {
            result = await databases.RunAsync(async db => await recorder.RecordAgainAsync(db, await SetAsideAsync(db, id, cancel), reading, cancel), cancel);
        }
        catch (Exception failure) when (Blame.IsTheMails(failure) && failure is not DeskException)
        {
            throw await FailedAsync(id, $"It could not be taken in ({failure.GetBaseException().GetType().Name}).", cancel);
        }

        await SettleAsync(ticketId, result, by, cancel);
        return result;
    }

    private async Task<(RawMail Raw, Guid? TicketId)> LoadAsync(long id, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await SetAsideAsync(db, id, cancel);
        var box = await db.Mailboxes.Where(m => m.Id == row.MailboxId).Join(db.MailboxWatches, m => m.Id, w => w.MailboxId, (m, w) => new { m.Name, w.StartedAfter }).SingleAsync(cancel);
        var past = mail.Value.Named(box.Name)?.Source?.Start == MailStart.Archive && row.At <= box.StartedAfter;
        var place = row.Uid is { } uid ? new SourcePosition(row.UidValidity, uid) : null;
        return (new RawMail(row.MailboxId, await files.ReadAsync(db, row.RawHash, cancel), place, PastAt: past ? row.At : null), row.TicketId);
    }

    private static async Task<IncomingMail> SetAsideAsync(DeskDb db, long id, CancellationToken cancel) =>
        await db.IncomingMail.SingleOrDefaultAsync(m => m.Id == id && m.Outcome == MailOutcome.SetAside, cancel) ?? throw new DeskException("This mail is not set aside any more.");

    private async Task<DeskException> FailedAsync(long id, string trouble, CancellationToken cancel)
    {
        var said = $"{trouble} Tried again on {clock.Now.UtcDateTime.ToString("d MMM yyyy 'at' HH:mm", CultureInfo.InvariantCulture)} UTC.";
        await SayAsync(id, said, cancel);
        return new DeskException($"It failed again and stays set aside. {trouble}");
    }

    private async Task SayAsync(long id, string problem, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.IncomingMail.Where(m => m.Id == id).ExecuteUpdateAsync(set => set.SetProperty(m => m.Problem, problem), cancel);
    }

    // The ticket that held its place has done its work; where its words stand now is said on it.
    private async Task SettleAsync(Guid? ticketId, IntakeResult result, Actor by, CancellationToken cancel) => await databases.RunAsync(async db =>
    {
        if (ticketId is null || await db.Tickets.Include(t => t.Thread).SingleOrDefaultAsync(t => t.Id == ticketId, cancel) is not { } ticket)
            return false;

        var text = result.TicketNumber is { } number ? $"This mail was read at a second try: #{number}." : "This mail was read at a second try and concerns no ticket.";
        ticket.Note(new(PostKind.Note, Actor.SystemId, "SupportDesk", null, Parsing.PostHtml.FromText(text), text, Origin.Mail), Actor.System(Via.Mail), clock.Now);
        if (ticket.Status is not (TicketStatus.Closed or TicketStatus.Spam or TicketStatus.Solved))
            ticket.SetStatus(TicketStatus.Solved, Tickets.Outcome.Duplicate, times.Value, by, clock.Now);
        await db.CommitAsync(Act.Job, cancel);
        return true;
    }, cancel);
}
