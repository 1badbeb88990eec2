using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail.Sending;
using SupportDesk.Tests.Escalations;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Histories;

/// <summary>What people do, as pages and the mail gateway do it.</summary>
sealed partial class StoredWorld
{
    static readonly string[] Staff = ["tess", "ines", "bojan", "victor", "ada"];
    static readonly string[] MayGo = ["tess", "ines", "bojan", "victor"];

    int edits;

    // What would be refused for certain is drawn only now and then.
    bool Can(Doing doing) => doing switch
    {
        Doing.RaiseAnother => cases.Count < 3 && policies.Exists(p => !cases.Exists(c => c.PolicyId == p && c.IsOpen)),
        Doing.Join or Doing.JoinInWriting => cases.Exists(c => c.IsOpen && c.Behind < Requesters.Length),
        Doing.ComeAfter => cases.Exists(c => c.State == EscalationState.Decided && c.Behind < Requesters.Length),
        Doing.Rejoin => cases.Exists(c => c.IsOpen && c.CameAfter),
        Doing.AllowName or Doing.AllowWords or Doing.AllowCount or Doing.Leave => cases.Exists(c => c.Behind > 0),
        Doing.Reopen => cases.Exists(c => c.State == EscalationState.Decided),
        <= Doing.Confirm => cases.Exists(c => CanAt(doing, c)),
        Doing.ComeBack => away.Count > 0,
        Doing.Reactivate => inactive.Count > 0,
        Doing.AcceptMail => answers != SendResult.Accepted && !IsServerDown,
        Doing.LeaveMailWaiting or Doing.ServerFails => !IsServerDown,
        Doing.AcceptAddress => refusing.Count > 0,
        Doing.BounceMail => !IsServerDown && cases.Exists(c => c.Climbs && c.NoticeSent),
        Doing.ServerAnswers => IsServerDown,
        Doing.PassTheDueMoment => cases.Exists(c => c.DueAt is not null),
        _ => true,
    };

    static bool CanAt(Doing doing, Row at) => doing switch
    {
        Doing.Reopen => at.State == EscalationState.Decided,
        Doing.Bring => at.WaitsFor == WaitsFor.Agent,
        Doing.Answer => at.Climbs && at.Asked,
        Doing.Confirm => at.Climbs && at.Unconfirmed,
        Doing.Open => at.Climbs && !at.Opened,
        Doing.Acknowledge => at.Climbs && !at.Acknowledged,
        Doing.Forward => at.Climbs && at.Level < at.Top,
        _ => at.Climbs,
    };

    Row Choose(int amount, Func<Row, bool> fits)
    {
        var fitting = cases.Where(fits).ToList();
        return fitting.Count > 0 ? fitting[amount % fitting.Count] : cases[amount % cases.Count];
    }

    Task ActAsync(Doing doing, Step step, DeskDb db) => doing switch
    {
        Doing.RaiseAnother => PassUpAsync(db, Free(step.Amount), step, false),
        Doing.Join or Doing.Rejoin => PassUpAsync(db, Choose(step.Amount, c => c.IsOpen && (doing == Doing.Join || c.CameAfter)).PolicyId, step, false, doing == Doing.Rejoin),
        Doing.JoinInWriting => PassUpAsync(db, Choose(step.Amount, c => c.IsOpen).PolicyId, step, true),
        Doing.ComeAfter => TellAsync(db, Choose(step.Amount, c => c.State == EscalationState.Decided), step),
        Doing.AllowName or Doing.AllowWords or Doing.AllowCount => AllowAsync(db, doing, step),
        Doing.Leave => LeaveAsync(db, step),
        <= Doing.Confirm => DoAtLevelAsync(db, doing, step),
        _ => DoToStaffAsync(db, doing, step),
    };

    Guid Free(int amount) => policies.Find(p => !cases.Exists(c => c.PolicyId == p && c.IsOpen)) is var free && free != Guid.Empty ? free : policies[amount % 2];

    async Task PassUpAsync(DeskDb db, Guid policy, Step step, bool inWriting, bool cameAfter = false)
    {
        var ticket = await TicketAsync(db, policy, step, cameAfter);
        var post = await db.Posts.Where(p => p.ThreadId == ticket.ThreadId).OrderBy(p => p.Position).Select(p => p.Id).FirstAsync(Stop);
        await new PassUp(db, Options.Create(new EscalationOptions())).DoAsync(
            ticket, new(policy, "", [new(post, "I have no picture.")], inWriting ? post : null, "It is worse now."), new(desk["tess"], Capacity.Agent, Via.Web), desk.Now, Stop);
    }

    async Task TellAsync(DeskDb db, Row at, Step step) => await new PassUp(db, Options.Create(new EscalationOptions()))
        .TellAsync(await TicketAsync(db, at.PolicyId, step, false), at.PolicyId, new(desk["tess"], Capacity.Agent, Via.Web), desk.Now, Stop);

    // Of somebody who does not stand behind the policy's case yet.
    async Task<Ticket> TicketAsync(DeskDb db, Guid policy, Step step, bool cameAfter)
    {
        var known = await db.Supporters.Where(s => db.Escalations.Any(e => e.Id == s.EscalationId && e.PolicyId == policy && (e.Climb.IsOpen || e.DecisionCount > 0)))
            .Select(s => new { s.PersonId, After = s.CountedAt == null }).ToListAsync(Stop);
        var names = Requesters.Where(r => cameAfter ? known.Exists(k => k.PersonId == desk[r] && k.After) : !known.Exists(k => k.PersonId == desk[r])).ToList();
        var id = tickets[names.Count > 0 ? names[step.Amount % names.Count] : Requesters[step.Amount % Requesters.Length]].Id;
        return await db.Tickets.Include(t => t.Thread).SingleAsync(t => t.Id == id, Stop);
    }

    async Task AllowAsync(DeskDb db, Doing doing, Step step)
    {
        var supporter = await BehindAsync(db, Choose(step.Amount, c => c.Behind > 0).Id, step);
        var form = doing switch { Doing.AllowName => Consent.Named, Doing.AllowWords => Consent.Anonymous, _ => Consent.Private };
        supporter.Answer(form, "test", Supporter.QuestionVersion, fresh: step.Amount % 3 > 0, new(supporter.PersonId, Capacity.Supporter, Via.Web), desk.Now);
        await Gathering.TryBeginAsync(db, supporter.EscalationId, desk.Now, Stop);
    }

    async Task LeaveAsync(DeskDb db, Step step)
    {
        var supporter = await BehindAsync(db, Choose(step.Amount, c => c.Behind > 0).Id, step);
        await Leaving.WithdrawAsync(db, supporter, new(supporter.PersonId, Capacity.Supporter, Via.Web), desk.Now, Stop);
    }

    static async Task<Supporter> BehindAsync(DeskDb db, Guid id, Step step)
    {
        var behind = await db.Supporters.Where(s => s.EscalationId == id && s.WithdrawnAt == null && s.CountedAt != null).OrderBy(s => s.Id).ToListAsync(Stop);
        return behind.Count > 0 ? behind[step.Amount / 4 % behind.Count] : throw new DeskException("Nobody stands behind it.");
    }

    async Task DoAtLevelAsync(DeskDb db, Doing doing, Step step)
    {
        var id = Choose(step.Amount, c => CanAt(doing, c)).Id;
        if (doing == Doing.Answer)
        {
            await AnswerAsync(db, id, step);
            return;
        }

        var row = await db.Escalations.SingleAsync(e => e.Id == id, Stop);
        var standing = await new WhoStands(db, desk.Now).ForAsync(row, Stop);
        var (by, now) = (Complaint.By(WhoActs(row, standing, step)), desk.Now);
        switch (doing)
        {
            case Doing.Open when row.Open(standing, by, now): break;
            case Doing.Acknowledge: row.Acknowledge(standing, by, now); break;
            case Doing.Ask: row.Ask(new Asking("Would a badge do?"), standing, by, now); break;
            case Doing.AskOne: row.Ask(new Asking("Which picture?", (await BehindAsync(db, id, step)).Id, step.Amount % 2 == 0), standing, by, now); break;
            case Doing.Return: row.Return("The tax number.", standing, by, now); break;
            case Doing.Bring: row.Bring("It is 12.", Complaint.By(desk["aldo"], Capacity.Agent), now); break;
            case Doing.Forward: row.Forward("Yours.", standing, by, now); break;
            case Doing.Decide or Doing.DecideForLater:
                var day = DateOnly.FromDateTime(now.AddDays(1 + step.Amount % 9).UtcDateTime);
                row.Decide(new((DecisionOutcome)(step.Amount % 4), "A badge will do.", doing == Doing.Decide ? null : day), standing, by, now);
                break;
            case Doing.Reopen:
                await ActivatorUtilities.CreateInstance<Deciding>(desk.Database.Services, db).ReopenAsync(new(row, standing, null), "It leaks.", by, now, Stop);
                break;
            case Doing.Note: row.Note("Look at the badge.", standing, by, now); break;
            case Doing.DecideByMail:
                var waiting = await db.UnconfirmedActs.Where(u => u.EscalationId == id).ToListAsync(Stop);
                row.AwaitConfirmation(LevelCommand.Read("/decide accepted\nA badge will do.")!, waiting, standing, by, now);
                break;
            case Doing.Confirm: await ConfirmAsync(db, row, standing); break;
            default: throw new DeskException("It is open already.");
        }
    }

    async Task ConfirmAsync(DeskDb db, Escalation row, Standing standing)
    {
        var act = await db.UnconfirmedActs.OrderBy(u => u.Id).FirstOrDefaultAsync(u => u.EscalationId == row.Id && u.EndedAt == null, Stop)
            ?? throw new DeskException("Nothing waits.");
        row.Confirm(act, standing, Complaint.By(act.PersonId), desk.Now);
    }

    async Task AnswerAsync(DeskDb db, Guid id, Step step)
    {
        var question = await db.Questions.Where(q => q.EscalationId == id).OrderByDescending(q => q.AskedAt).FirstOrDefaultAsync(Stop)
            ?? throw new DeskException("Nothing was asked.");
        var supporter = await db.Supporters.SingleOrDefaultAsync(s => s.Id == question.SupporterId, Stop) ?? await BehindAsync(db, id, step);
        var open = await db.OpenQuestionAsync(question.Id, supporter.PersonId, Stop) ?? throw new DeskException("They have answered.");
        var ticket = await db.Tickets.Include(t => t.Thread).SingleAsync(t => t.Id == supporter.TicketId, Stop);
        var by = new Actor(supporter.PersonId, Capacity.Supporter, Via.Web);
        var words = new NewPost(PostKind.Reply, supporter.PersonId, "somebody", null, "<p>A badge.</p>", "A badge.", Origin.Mail);
        var post = ticket.Receive(words, by with { Capacity = Capacity.Requester }, desk.Now);
        await db.AnswerAsync(open.Question, open.Supporter, post, by, desk.Now, Stop);
    }

    // Mostly somebody who may: at the case's level, now and then above; else anybody.
    Guid WhoActs(Escalation row, Standing standing, Step step)
    {
        var level = Math.Max(row.Climb.Level, 1);
        var some = (step.Who % 8) switch
        {
            < 5 => standing.At(level),
            5 => standing.At(Math.Min(level + 1, standing.Top)),
            6 => standing.At(standing.Top),
            _ => Staff.Select(s => desk[s]).ToHashSet(),
        };
        return some.Count > 0 ? some.Order().ElementAt(step.Amount % some.Count) : desk[Staff[step.Amount % Staff.Length]];
    }
}
