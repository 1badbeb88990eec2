using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Races;
using SupportDesk.Threads;
using SupportDesk.Tickets;
using static SupportDesk.Tests.Pairs.CaseStage;
using CaseAct = SupportDesk.Tests.Pairs.PairAct<SupportDesk.Tests.Pairs.CaseStage, SupportDesk.Tests.Pairs.CaseScene>;

namespace SupportDesk.Tests.Pairs;

/// <summary>Everything that is done to a case, its policy and its chain. A new verb joins by a row here.</summary>
static partial class CaseActs
{
    static readonly CaseStage[] OnItsWay = [Climbing, Crowded, Asked, Returned, Reopened, OwnOwner];
    static readonly CaseStage[] MayEndWaiting = [.. OnItsWay, Waiting];
    static readonly CaseStage[] Any = [Climbing, Consenting, Answered, Crowded, Asked, Returned, Decided, Reopened, OwnOwner];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static IReadOnlyList<CaseAct> All { get; } =
    [
        // levels
        OnCase("Tess opens the dossier", [Climbing, Crowded], ["Escalation.Open"], (e, standing, s) =>
            e.Open(standing, s.Person("tess"), s.Now)),
        OnCase("Tess acknowledges", [Climbing, Crowded, Reopened], ["Escalation.Acknowledge"], (e, standing, s) =>
            e.Acknowledge(standing, s.Person("tess"), s.Now)),
        OnCase("Tess asks everybody", OnItsWay, ["Escalation.Ask"], (e, standing, s) =>
            e.Ask(new Asking("Which picture?"), standing, s.Person("tess"), s.Now)),
        OnCase("Tess returns it to the agents", [Climbing, Crowded, Asked], ["Escalation.Return"], (e, standing, s) =>
            e.Return("The tax number.", standing, s.Person("tess"), s.Now)),
        OnCase("Aldo brings what was missing", [Returned], ["Escalation.Bring"], (e, _, s) =>
            e.Bring("It is 12.", s.Person("aldo", Capacity.Agent), s.Now)),
        OnCase("Tess forwards it", MayEndWaiting, ["Escalation.Forward"], (e, standing, s) =>
            e.Forward("Yours.", standing, s.Person("tess"), s.Now)),
        OnCase("The owner takes it up and acknowledges", MayEndWaiting, [], (e, standing, s) => e.Acknowledge(standing, s.OwnerActs, s.Now)),
        OnCase("Victor decides", MayEndWaiting, ["Escalation.Decide"], (e, standing, s) =>
            e.Decide(new Ruling(DecisionOutcome.Accepted, "A badge will do."), standing, s.Person("victor"), s.Now)),
        OnCase("Victor writes another decision by mail", MayEndWaiting, ["Escalation.AwaitConfirmation"], (e, standing, s) =>
            e.AwaitConfirmation(LevelCommand.Read("/decide declined\nNo badge will do.")!, [], standing, s.Person("victor"), s.Now)),
        new("Victor confirms his decision", [Waiting], ["Escalation.Confirm"], ConfirmAsync),
        new("The owner decides and changes the rule", OnItsWay, ["Deciding.DecideAsync"], async (s, db) =>
            await Deciding(s, db).DecideAsync(await SeenAsync(s, db), new Ruling(DecisionOutcome.PartlyAccepted, "A badge may do."),
                "A badge is enough.", s.OwnerActs, s.Now, Stop)),
        new("Victor reopens it", [Decided], ["Deciding.ReopenAsync", "Escalation.Reopen"], async (s, db) =>
            await Deciding(s, db).ReopenAsync(await SeenAsync(s, db), "It leaks.", s.Person("victor"), s.Now, Stop)),
        OnCase("A mail of it may have left twice", Any, ["Escalation.NoteMaybeSentTwice"], (e, _, s) =>
            e.NoteMaybeSentTwice(1, Complaint.System, s.Now)),
        OnCase("An earlier copy of its mail may have left", Any, ["Escalation.NoteEarlierCopy"], (e, _, s) =>
            e.NoteEarlierCopy(1, Complaint.System, s.Now)),
        OnCase("Tess adds a note", Any, ["Escalation.Note"], (e, standing, s) =>
            e.Note("Look at the badge.", standing, s.Person("tess"), s.Now)),

        // time
        new("The sweep finds it due", Any, ["Escalation.TimePassed"], async (s, db) =>
        {
            var e = await CaseAsync(s, db);
            e.TimePassed(await new WhoStands(db, s.Now).ForAsync(e, Stop), Complaint.System, e.Climb.DueAt ?? s.Now);
        }),
        OnCase("A mail server has taken the level's notice", OnItsWay, ["Escalation.NoteDelivery"], (e, standing, s) =>
            e.NoteDelivery(standing with { Notices = new(Accepted: true, ReminderAccepted: false, NextTryAt: null, AllRefused: false) },
                Complaint.System, s.Now)),
        new("The job counts whom the decision reached", [Decided], ["Escalation.Tell"], async (s, db) =>
        {
            var e = await CaseAsync(s, db);
            if (await db.Receipts.CountAsync(r => r.EscalationId == e.Id && r.Kind == ReceiptKind.Told, Stop) == e.DecisionCount)
                throw new DeskException("It was counted already.");
            e.Tell(e.DecisionCount, 1, 0, Complaint.System, s.Now);
        }),
        new("The details of its receipts are erased", Any, ["Escalation.EraseDetails"], async (s, db) =>
        {
            var e = await CaseAsync(s, db);
            e.EraseDetails(await db.ReceiptDetails.Where(d => d.EscalationId == e.Id).OrderBy(d => d.No).ToListAsync(Stop),
                ErasureReason.Mistake, s.Person("ada", Capacity.Administrator), s.Now);
        }),
        new("The job tells what was decided", Any, [], (s, _) => PairDesk.TellDecisionsAsync(s.Desk), IsWhole: true),
        new("A whole sweep finds the level's mail accepted", [Climbing, Crowded, Asked, Returned, OwnOwner, Reopened], [],
            SweepAcceptedAsync, IsWhole: true, IsSweep: true),
        new("A whole sweep runs when it is due", Any, [], SweepDueAsync, IsWhole: true, IsSweep: true),
        OnCase("Aldo ends the gathering by hand", [Answered], ["Gathering.End", "Escalation.BeginClimb"], (e, standing, s) =>
            Gathering.End(e, standing, s.Person("aldo", Capacity.Agent), s.Now)),

        // supporters
        new("Damion answers how he may be quoted", Any, ["Supporter.Answer", "Supporter.Choose"], async (s, db) =>
        {
            var damion = await SupporterAsync(s, db, "damion");
            damion.Answer(Consent.Anonymous, "consent page", 1, fresh: true, s.Person("damion", Capacity.Supporter), s.Now);
            damion.Choose(Follow.Decision, s.Person("damion", Capacity.Supporter), s.Now);
            await Gathering.TryBeginAsync(db, s.CaseId, s.Now, Stop);
        }),
        new("Damion asks for a fresh link", Any, ["Supporter.AskAgain"], async (s, db) =>
            (await SupporterAsync(s, db, "damion")).AskAgain(s.Person("damion", Capacity.Supporter), s.Now)),
        new("Aldo picks further words of Damion's", Any, ["Supporter.Pick"], async (s, db) =>
            (await SupporterAsync(s, db, "damion")).Pick(await PostAsync(db, s.Tickets.Damions), 1, "No picture.",
                s.Person("aldo", Capacity.Agent), s.Now)),
        new("Damion writes in words of his own", Any, ["Supporter.WriteFreely"], async (s, db) =>
            (await SupporterAsync(s, db, "damion")).WriteFreely(await PostAsync(db, s.Tickets.Damions), proved: true,
                s.Person("damion", Capacity.Supporter), s.Now)),
        new("Aldo has read what Damion wrote", Any, ["Supporter.LeaveAsItIs"], async (s, db) =>
            (await SupporterAsync(s, db, "damion")).LeaveAsItIs(s.Person("aldo", Capacity.Agent), s.Now)),
        new("Aldo looks over words of Damion's", Any, ["Supporter.LookOver"], async (s, db) =>
        {
            var damion = await SupporterAsync(s, db, "damion");
            damion.LookOver(await db.Passages.FirstAsync(p => p.SupporterId == damion.Id && p.LookBy != null, Stop), "", null,
                s.Person("aldo", Capacity.Agent), s.Now);
        }),
        new("Damion leaves", Any, ["Leaving.WithdrawAsync", "Supporter.Withdraw", "Escalation.Withdraw"], (s, db) =>
            LeaveAsync(s, db, "damion")),
        new("Muhammed leaves", [Crowded], [], (s, db) => LeaveAsync(s, db, "muhammed")),
        new("Damion answers the question", [Asked], ["Answering.AnswerAsync", "Escalation.TakeAnswer"], AnswerAsync),

        // mail
        Mail("Tess acknowledges by mail", [Climbing, Crowded, Asked], "tess", ReplyPurpose.Level, "/acknowledge", MailOutcome.Act),
        Mail("Damion says by mail to count him only", Any, "damion", ReplyPurpose.Case, "COUNT ONLY", MailOutcome.Consent),
        Mail("Damion withdraws by mail", Any, "damion", ReplyPurpose.Case, "WITHDRAW", MailOutcome.Consent),
        Mail("Damion answers the question by mail", [Asked], "damion", ReplyPurpose.Question, "A badge would do.", MailOutcome.Answer),

        // passing up
        new("Aldo's ticket is passed up", Any, ["PassUp.DoAsync"], (s, db) => PassUpAsync(s, db, s.Tickets.Aldos)),
        new("Bojan's ticket is passed up, as asked for in it", Any, [], (s, db) => PassUpAsync(s, db, s.Tickets.Bojans, asked: true)),
        new("Ines, who came after the decision, is passed up", [Reopened], ["Supporter.StandBehind"], (s, db) =>
            PassUpAsync(s, db, s.Tickets.Iness)),
        new("Aldo is told the decision", [Decided], ["PassUp.TellAsync"], async (s, db) =>
            await PassUp(db).TellAsync(await TicketAsync(db, s.Tickets.Aldos), s.PolicyId, s.Person("tess", Capacity.Agent), s.Now, Stop)),

        .. OfPolicies(),
    ];

    static CaseAct OnCase(string name, CaseStage[] stages, string[] covers, Action<Escalation, Standing, CaseScene> act) =>
        new(name, stages, covers, async (s, db) =>
    {
        var seen = await SeenAsync(s, db);
        act(seen.Escalation, seen.Standing, s);
    });

    static CaseAct Mail(string name, CaseStage[] stages, string from, ReplyPurpose purpose, string words, MailOutcome expected) =>
        new(name, stages, [], (s, _) => PairMail.AnswerAsync(
            s.Desk, from, purpose, purpose == ReplyPurpose.Question ? s.QuestionId : s.CaseId, words, [expected]), IsWhole: true);

    static async Task SweepAcceptedAsync(CaseScene s, DeskDb _)
    {
        await using var db = s.Desk.Database.Open();
        await db.Outbox.Where(m => m.ObjectId == s.CaseId && m.Kind == MailKind.Delivery && m.SentAt == null)
            .ExecuteUpdateAsync(m => m.SetProperty(o => o.SentAt, s.Now), Stop);
        await s.Desk.Sweep().RunAsync(Stop);
    }

    static async Task SweepDueAsync(CaseScene s, DeskDb _)
    {
        if (await s.Desk.ReadAsync(db => db.Escalations.Where(e => e.Id == s.CaseId).Select(e => e.Climb.DueAt)
            .SingleAsync(Stop)) is { } due && due > s.Now)
            s.Desk.Time.Advance(due - s.Now);
        await s.Desk.Sweep().RunAsync(Stop);
    }

    static Task<Escalation> CaseAsync(CaseScene s, DeskDb db) => db.Escalations.SingleAsync(e => e.Id == s.CaseId, Stop);

    static async Task<SeenCase> SeenAsync(CaseScene s, DeskDb db)
    {
        var escalation = await CaseAsync(s, db);
        return new(escalation, await new WhoStands(db, s.Now).ForAsync(escalation, Stop), null);
    }

    static async Task<Supporter> SupporterAsync(CaseScene s, DeskDb db, string who)
    {
        var person = s.Desk[who];
        return await db.Supporters.SingleOrDefaultAsync(r => r.EscalationId == s.CaseId && r.PersonId == person, Stop)
            ?? throw new DeskException($"{who} does not stand behind it.");
    }

    static Task<Ticket> TicketAsync(DeskDb db, Ticket ticket) => db.Tickets.Include(t => t.Thread)
        .SingleAsync(t => t.Id == ticket.Id, Stop);

    static Task<Guid> PostAsync(DeskDb db, Ticket ticket) => db.Posts.Where(p => p.ThreadId == ticket.ThreadId).OrderBy(p => p.Position)
        .Select(p => p.Id).FirstAsync(Stop);

    static Deciding Deciding(CaseScene s, DeskDb db) => ActivatorUtilities.CreateInstance<Deciding>(s.Desk.Database.Services, db);

    static PassUp PassUp(DeskDb db) => new(db, Options.Create(new EscalationOptions()));

    static async Task LeaveAsync(CaseScene s, DeskDb db, string who) =>
        await Leaving.WithdrawAsync(db, await SupporterAsync(s, db, who), s.Person(who, Capacity.Supporter), s.Now, Stop);

    static async Task PassUpAsync(CaseScene s, DeskDb db, Ticket ticket, bool asked = false)
    {
        var post = await PostAsync(db, ticket);
        await PassUp(db).DoAsync(
            await TicketAsync(db, ticket), new(s.PolicyId, "", [new(post, "I have no picture.")], asked ? post : null, "It is worse now."),
                s.Person("tess", Capacity.Agent), s.Now, Stop);
    }

    static async Task AnswerAsync(CaseScene s, DeskDb db)
    {
        var question = await db.Questions.Where(q => q.EscalationId == s.CaseId)
            .Select(q => (Guid?)q.Id).FirstOrDefaultAsync(Stop) ?? throw new DeskException("Nothing was asked.");
        var ticket = await TicketAsync(db, s.Tickets.Damions);
        var post = ticket.Receive(new NewPost(PostKind.Reply, s.Desk["damion"], "damion", null, "<p>A badge.</p>", "A badge.", Origin.Mail),
            s.Person("damion", Capacity.Requester), s.Now);
        if (await db.OpenQuestionAsync(question, s.Desk["damion"], Stop) is { } open)
            await db.AnswerAsync(open.Question, open.Supporter, post, s.Person("damion", Capacity.Supporter), s.Now, Stop);
    }

    static async Task ConfirmAsync(CaseScene s, DeskDb db)
    {
        var escalation = await CaseAsync(s, db);
        var act = await db.UnconfirmedActs.SingleOrDefaultAsync(a => a.Id == s.UnconfirmedId, Stop) ?? throw new DeskException("Nothing waits.");
        escalation.Confirm(act, await new WhoStands(db, s.Now).ForAsync(escalation, Stop), s.Person("victor"), s.Now);
    }
}
