using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Notifications;
using SupportDesk.Tests.Escalations;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Races;

/// <summary>Acts as pages and jobs do them, for two that load before either has saved.</summary>
static class RaceDesk
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static Actor Aldo(CaseDesk desk) => new(desk["aldo"], Capacity.Agent, Via.Web);

    /// <summary>Both load, the first saves, then the second; where that clashes, it is done once more from the start, as the usual path does.</summary>
    /// <returns>Why the second was refused in the end; null where it was done.</returns>
    public static async Task<string?> InTurnAsync(this CaseDesk desk, Func<DeskDb, Task> first, Func<DeskDb, Task> second)
    {
        await using var late = desk.Database.Open();
        try
        {
            await second(late);
            await desk.DoAsync(first);
            await late.CommitAsync(Act.Job, Stop);
        }
        catch (ClashException)
        {
            return await desk.TryAsync(second);
        }
        catch (DeskException refusal)
        {
            return refusal.Message;
        }

        return null;
    }

    /// <summary>Does an act as jobs do: after a clash once more from the start, at most five times.</summary>
    /// <returns>Why it was refused; null where it was done.</returns>
    public static async Task<string?> TryAsync(this CaseDesk desk, Func<DeskDb, Task> act)
    {
        try
        {
            await desk.Database.Factory.RunAsync(async db =>
            {
                await act(db);
                return await db.CommitAsync(Act.Job, Stop);
            }, Stop);
            return null;
        }
        catch (DeskException refusal)
        {
            return refusal.Message;
        }
    }

    /// <summary>A mailbox, so that what is owed becomes mail.</summary>
    public static Task AddMailboxAsync(this CaseDesk desk) => desk.DoAsync(db =>
    {
        var mailbox = new Mailbox(Guid.CreateVersion7(desk.Now), "support", "support@marketfield.test");
        mailbox.Configure("support@marketfield.test", "support+{token}@marketfield.test", "Marketfield", desk.TeamId, "en", acknowledges: true);
        db.AddRange(mailbox, new MailboxWatch(mailbox.Id));
        return Task.CompletedTask;
    });

    /// <summary>A ticket of somebody's that nobody has passed up.</summary>
    public static async Task<Ticket> TicketAsync(this CaseDesk desk, string requester)
    {
        var ticket = Ticket.Open(
            new NewTicket("The picture", desk[requester], null, desk.TeamId, null, "en"),
            new NewPost(PostKind.Reply, desk[requester], requester, $"{requester}@marketfield.test", "<p>I have no picture.</p>", "I have no picture.", Origin.Mail),
            new Actor(desk[requester], Capacity.Requester, Via.Mail), desk.Now);
        await desk.DoAsync(db =>
        {
            db.Add(ticket);
            return Task.CompletedTask;
        });
        return ticket;
    }

    public static Func<DeskDb, Task> PassUp(this CaseDesk desk, Ticket ticket, Guid? policy = null) => async db =>
    {
        var post = await db.Posts.Where(p => p.ThreadId == ticket.ThreadId).Select(p => p.Id).FirstAsync(Stop);
        var row = await db.Tickets.SingleAsync(t => t.Id == ticket.Id, Stop);
        await new PassUp(db, Options.Create(new EscalationOptions())).DoAsync(row, new(policy ?? desk.PolicyId, "", [new(post, "I have no picture.")], null, null), Aldo(desk), desk.Now, Stop);
    };

    public static Func<DeskDb, Task> Leave(this CaseDesk desk, Guid id, string name) => async db =>
    {
        var person = desk[name];
        var supporter = await db.Supporters.SingleAsync(s => s.EscalationId == id && s.PersonId == person, Stop);
        await Leaving.WithdrawAsync(db, supporter, Complaint.By(person, Capacity.Supporter), desk.Now, Stop);
    };

    public static Func<DeskDb, Task> Answer(this CaseDesk desk, Guid id, string name, Consent form) => async db =>
    {
        var person = desk[name];
        var supporter = await db.Supporters.SingleAsync(s => s.EscalationId == id && s.PersonId == person, Stop);
        supporter.Answer(form, "test", 1, fresh: true, Complaint.By(person, Capacity.Supporter), desk.Now);
        await Gathering.TryBeginAsync(db, id, desk.Now, Stop);
    };

    public static Func<DeskDb, Task> Decide(this CaseDesk desk, Guid id, string by = "victor", DateOnly? effective = null) => async db =>
    {
        var escalation = await db.Escalations.SingleAsync(e => e.Id == id, Stop);
        var standing = await new WhoStands(db, desk.Now).ForAsync(escalation, Stop);
        escalation.Decide(new Ruling(DecisionOutcome.Accepted, "A badge will do.", effective), standing, Complaint.By(desk[by]), desk.Now);
    };

    public static Func<DeskDb, Task> Forward(this CaseDesk desk, Guid id, string by = "tess") => async db =>
    {
        var escalation = await db.Escalations.SingleAsync(e => e.Id == id, Stop);
        escalation.Forward(null, await new WhoStands(db, desk.Now).ForAsync(escalation, Stop), Complaint.By(desk[by]), desk.Now);
    };

    public static Func<DeskDb, Task> Reopen(this CaseDesk desk, Guid id, string by = "victor") => async db =>
    {
        var escalation = await db.Escalations.SingleAsync(e => e.Id == id, Stop);
        var standing = await new WhoStands(db, desk.Now).ForAsync(escalation, Stop);
        await Deciding(desk, db).ReopenAsync(new(escalation, standing, 3), "It leaks.", Complaint.By(desk[by]), desk.Now, Stop);
    };

    static Deciding Deciding(CaseDesk desk, DeskDb db) => ActivatorUtilities.CreateInstance<Deciding>(desk.Database.Services, db);

    public static Func<DeskDb, Task> Deactivate(this CaseDesk desk, string name, string by) => async db =>
    {
        var (person, actor) = (desk[name], new Actor(desk[by], Capacity.Administrator, Via.Web));
        (await db.People.SingleAsync(p => p.Id == person, Stop)).Deactivate(await db.Users.SingleAsync(u => u.Id == person, Stop), actor, desk.Now);
    };

    public static Task<int> FanOutAsync(this CaseDesk desk) => desk.Database.Services.GetRequiredService<Unfold>().RunAsync(Stop);

    public static async Task<T> ReadAsync<T>(this CaseDesk desk, Func<DeskDb, Task<T>> read)
    {
        await using var db = desk.Database.Open();
        return await read(db);
    }

    /// <summary>The names of those who got a mail of a kind.</summary>
    public static Task<List<string>> MailedAsync(this CaseDesk desk, MailKind kind) =>
        desk.ReadAsync(db => db.Outbox.Where(m => m.Kind == kind).Join(db.People, m => m.PersonId, p => p.Id, (_, p) => p.DisplayName).OrderBy(n => n).ToListAsync(Stop));
}
