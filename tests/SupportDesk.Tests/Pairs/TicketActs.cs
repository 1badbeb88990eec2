using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Jobs;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.People;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Races;
using SupportDesk.Threads;
using SupportDesk.Tickets;
using static SupportDesk.Tests.Pairs.TicketStage;
using TicketAct = SupportDesk.Tests.Pairs.PairAct<SupportDesk.Tests.Pairs.TicketStage, SupportDesk.Tests.Pairs.TicketScene>;

namespace SupportDesk.Tests.Pairs;

/// <summary>Everything that is done to a ticket and its thread. A new verb joins by a row here.</summary>
static class TicketActs
{
    static readonly TicketStage[] Live = [Open, Held, Replied];
    static readonly TicketStage[] Any = [Open, Held, Replied, Solved, Spam, Closed];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static IReadOnlyList<TicketAct> All { get; } =
    [
        // who has it and how it is sorted
        OnTicket("Tess takes it", Live, ["Ticket.AssignTo"], (t, s) => t.AssignTo(s.Desk["tess"], s.By("tess"), s.Now)),
        OnTicket("Aldo gives it back", Any, ["Ticket.Unassign"], (t, s) => t.Unassign(s.By("aldo"), s.Now)),
        new("Work is dealt out", Any, ["Dealing.DealOutAsync"], DealAsync),
        OnTicket("It leaves its team", Live, ["Ticket.MoveTo"], (t, s) => t.MoveTo(null, s.By("aldo"), s.Now)),
        OnTicket("It becomes urgent", Live, ["Ticket.Prioritise"], (t, s) => t.Prioritise(Priority.Urgent, s.By("aldo"), s.Now)),
        OnTicket("It is renamed", Live, ["Ticket.Rename"], (t, s) => t.Rename("A badge", s.By("aldo"), s.Now)),
        new("It is tagged", Live, ["Tags.PutOnAsync", "Ticket.Tag"], async (s, db) =>
            await new Tags(db).PutOnAsync(await FindAsync(s, db), s.Name, s.By("aldo"), s.Now, Stop)),
        new("Its tag is taken off", Live, ["Tags.TakeOffAsync", "Ticket.Untag"], async (s, db) =>
            await new Tags(db).TakeOffAsync(await FindAsync(s, db), "pictures", s.By("aldo"), s.Now, Stop)),
        new("Muhammed is copied in", Live, ["Ticket.Join"], JoinAsync),
        new("Jo is copied in by Cc", Live, ["CopiedHelp.IncludeAllAsync", "CopiedHelp.IncludeAsync"], async (s, db) =>
            await new CopiedHelp(db).IncludeAllAsync(await FindAsync(s, db), $"{s.Name}-cc@supplier.test", s.By("aldo"), s.Now, Stop)),
        new("Bojan takes part no more", [Solved], ["Ticket.LetGo"], LetGoAsync),
        new("Another address is answered", Live, ["CopiedHelp.AnswerAsync", "Ticket.MakeRequester"], async (s, db) =>
            await new CopiedHelp(db).AnswerAsync(await FindAsync(s, db), new($"{s.Name}-other@supplier.test", null), s.By("aldo"), s.Now, Stop)),
        new("It becomes sensitive", Live, ["Ticket.KeepSensitive"], SensitiveAsync),

        // where it stands
        OnTicket("It is solved", Live, ["Ticket.SetStatus"], (t, s) =>
            t.SetStatus(TicketStatus.Solved, Outcome.Policy, s.Times, s.By("aldo"), s.Now)),
        OnTicket("It waits for Damion", Live, [], (t, s) => t.SetStatus(TicketStatus.Pending, null, s.Times, s.By("aldo"), s.Now)),
        OnTicket("It is spam", Live, ["Ticket.MarkSpam"], (t, s) => t.MarkSpam(s.By("aldo"), s.Now)),
        OnTicket("It is no spam", [Spam], ["Ticket.MarkNotSpam"], (t, s) => t.MarkNotSpam(s.By("aldo"), s.Now)),
        OnTicket("It is snoozed", Live, ["Ticket.Snooze"], (t, s) => t.Snooze(s.Now.AddDays(1), s.By("aldo"), s.Now)),
        OnTicket("The sweep finds it due", [Replied, Solved], ["Ticket.TimePassed"], (t, s) =>
            t.TimePassed(s.Times, Complaint.System, t.DueAt ?? s.Now)),
        new("Aldo undoes what he did", [Solved, Spam], ["Ticket.Undo"], UndoAsync),
        OnTicket("It is closed as history", Live, ["Ticket.Shelve"], (t, s) => t.Shelve(s.By("aldo"), s.Now)),

        // words
        OnTicket("Damion writes", [Open, Held, Replied, Solved], ["Ticket.Receive", "DeskThread.Append"], (t, s) =>
            t.Receive(s.Words("damion", "And now?"), s.By("damion", Capacity.Requester), s.Now)),
        OnTicket("A mail is held", Live, [], (t, s) =>
            t.Receive(s.Words("damion", "It is me.") with { State = PostState.Held }, s.By("damion", Capacity.Requester), s.Now)),
        OnTicket("An old mail is taken in", [Closed], ["Ticket.Recall"], (t, s) =>
            t.Recall(s.Words("damion", "Long ago."), s.By("damion", Capacity.Requester), s.Now)),
        OnTicket("Tess replies", [Open, Held, Replied, Solved], ["Ticket.Reply"], (t, s) =>
            t.Reply(s.Words("tess", "A badge will do."), AfterReply.Solve, s.Times, s.By("tess"), s.Now)),
        OnTicket("Aldo writes a note", Any, ["Ticket.Note"], (t, s) => t.Note(s.Words("aldo", "Odd."), s.By("aldo"), s.Now)),
        new("Aldo takes his reply back", [Replied], ["ReplyUndo.TakeBackAsync", "Ticket.TakeBack", "DeskThread.Remove"], async (s, db) =>
            await new ReplyUndo(db, new(db)).TakeBackAsync(await FindAsync(s, db),
                await PostAsync(s, db, p => p.AuthorId == s.Desk["aldo"]), s.By("aldo"), s.Now, Stop)),
        new("The held mail is released", [Held], ["HeldMail.ReleaseAsync", "Ticket.Release"], async (s, db) =>
            await db.ReleaseAsync(await FindAsync(s, db), await PostAsync(s, db, p => p.State == PostState.Held), s.By("aldo"), s.Now,
                Stop)),
        new("The held mail is rejected", [Held], ["Ticket.Reject"], async (s, db) =>
            (await FindAsync(s, db)).Reject(await PostAsync(s, db, p => p.State == PostState.Held), s.By("aldo"), s.Now)),
        new("The held mail is read in other letters", [Held], ["Ticket.ReadAgain"], async (s, db) =>
            (await FindAsync(s, db)).ReadAgain(await PostAsync(s, db, p => p.State == PostState.Held), new("koi8-r", "", "Me?", null, null, null, null, null), s.By("aldo"), s.Now)),
        new("Somebody outside is asked", Live, ["OutsideHelp.AskAsync", "Ticket.AskOutside", "Meeting.MeetAsync"], async (s, db) =>
            await new OutsideHelp(db).AskAsync(await FindAsync(s, db), s.Words("aldo", "Do you know the badge?"),
                new($"{s.Name}@supplier.test", null, Quoting.None), s.By("aldo"), s.Now, Stop)),
        OnTicket("Somebody outside answers", Any, ["Ticket.HearOutside"], (t, s) =>
            t.HearOutside(s.Words("muhammed", "I do."), s.By("muhammed", Capacity.Requester), s.Now)),
        new("The same stranger's call is written down", Any, ["NewTickets.WriteDownAsync"], async (s, db) =>
            await new NewTickets(db).WriteDownAsync(new($"{s.Name}@supplier.test", null, "A call", "Where is my badge?", s.Desk.TeamId),
                s.By("aldo"), s.Now, Stop)),

        // mail
        Mail("Damion writes by mail", [Open, Held, Replied, Solved, Closed], "damion", ReplyPurpose.Ticket, MailOutcome.Posted,
            MailOutcome.NewTicket),
        Mail("Muhammed answers a mail to Damion", [Open, Held, Replied, Solved], "muhammed", ReplyPurpose.Ticket, MailOutcome.Held),
        Mail("Aldo replies by mail", [Open, Held, Replied, Solved], "aldo", ReplyPurpose.Agent, MailOutcome.Posted),
        new("A whole sweep runs when it is due", [Replied, Solved], [], SweepAsync, IsWhole: true, IsSweep: true),

        // what the mail gateway notes
        OnTicket("A mail could not be delivered", Any, ["Ticket.NoteMailFailed"], (t, s) => t.NoteMailFailed(1, Complaint.System, s.Now)),
        OnTicket("A mail was called off", Any, ["Ticket.NoteMailCalledOff"], (t, s) => t.NoteMailCalledOff(1, Complaint.System, s.Now)),
        OnTicket("A mail came back", Any, ["Ticket.NoteMailBounced"], (t, s) => t.NoteMailBounced(1, Complaint.System, s.Now)),
        OnTicket("An earlier copy may have left", Any, ["Ticket.NoteEarlierCopy"], (t, s) => t.NoteEarlierCopy(1, Complaint.System, s.Now)),
        OnTicket("A mail may have left twice", Any, ["Ticket.NoteMaybeSentTwice"], (t, s) =>
            t.NoteMaybeSentTwice(1, Complaint.System, s.Now)),
        OnTicket("Too much came from there", Any, ["Ticket.StopAnswers"], (t, s) => t.StopAnswers(Complaint.System, s.Now)),
    ];

    static TicketAct OnTicket(string name, TicketStage[] stages, string[] covers, Action<Ticket, TicketScene> act) =>
        new(name, stages, covers, async (s, db) => act(await FindAsync(s, db), s));

    static TicketAct Mail(string name, TicketStage[] stages, string from, ReplyPurpose purpose, params MailOutcome[] expected) =>
        new(name, stages, [], (s, _) => PairMail.AnswerAsync(
            s.Desk, from, purpose, s.Ticket.Id, "And the badge?", expected, asked: purpose == ReplyPurpose.Ticket ? "damion" : null), IsWhole: true);

    static async Task SweepAsync(TicketScene s, DeskDb _)
    {
        if (await s.Desk.ReadAsync(db => db.Tickets.Where(t => t.Id == s.Ticket.Id).Select(t => t.DueAt).SingleAsync(Stop)) is { } due
            && due > s.Now)
            s.Desk.Time.Advance(due - s.Now);
        await ActivatorUtilities.CreateInstance<TicketSweep>(s.Desk.Database.Services).RunAsync(Stop);
    }

    static Task<Ticket> FindAsync(TicketScene s, DeskDb db) => db.Tickets.Include(t => t.Thread)
        .SingleAsync(t => t.Id == s.Ticket.Id, Stop);

    static async Task<Post> PostAsync(TicketScene s, DeskDb db, Func<Post, bool> which) =>
        (await db.Posts.Where(p => p.ThreadId == s.Ticket.ThreadId).OrderBy(p => p.Position)
            .ToListAsync(Stop)).FirstOrDefault(which) ?? throw new DeskException("The post is not there.");

    static async Task UndoAsync(TicketScene s, DeskDb db)
    {
        var (ticket, aldo) = (await FindAsync(s, db), s.Desk["aldo"]);
        var last = await db.Events.Where(e => e.ObjectId == ticket.Id && e.ActorId == aldo).OrderByDescending(e => e.Id).FirstAsync(Stop);
        ticket.Undo(last, s.By("aldo"), s.Now);
    }

    static async Task DealAsync(TicketScene s, DeskDb db)
    {
        var tess = await db.FindStaffAsync(s.Desk["tess"], Stop);
        await ActivatorUtilities.CreateInstance<Dealing>(s.Desk.Database.Services, db,
            ActivatorUtilities.CreateInstance<AgentLoads>(s.Desk.Database.Services, db)).DealOutAsync(tess!, s.By("tess"), s.Now, Stop);
    }

    static async Task JoinAsync(TicketScene s, DeskDb db)
    {
        var (ticket, muhammed) = (await FindAsync(s, db), s.Desk["muhammed"]);
        if (await db.Participants.AnyAsync(p => p.TicketId == ticket.Id && p.PersonId == muhammed, Stop))
            throw new DeskException("Muhammed takes part already.");
        ticket.Join(muhammed, null, ParticipantKind.Copied, s.By("aldo"), s.Now);
    }

    static async Task LetGoAsync(TicketScene s, DeskDb db)
    {
        var (ticket, bojan) = (await FindAsync(s, db), s.Desk["bojan"]);
        var part = await db.Participants.SingleOrDefaultAsync(p => p.TicketId == ticket.Id && p.PersonId == bojan, Stop);
        ticket.LetGo(part ?? throw new DeskException("Bojan takes part no more."), s.By("aldo"), s.Now);
    }

    static async Task SensitiveAsync(TicketScene s, DeskDb db)
    {
        var ticket = await FindAsync(s, db);
        if (ticket.Sensitive)
            throw new DeskException("It is sensitive already.");
        ticket.KeepSensitive([s.Desk["tess"]], s.By("aldo"), s.Now);
    }
}
