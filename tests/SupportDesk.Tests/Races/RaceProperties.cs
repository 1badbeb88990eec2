using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Races;

/// <summary>After any two or three acts at once, nobody is lost: every supporter belongs to a case that goes on, or was told its decision.</summary>
public sealed class RaceProperties
{
    /// <summary>Histories for each engine; each takes some 50 ms.</summary>
    const int Histories = 60;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    enum Doing { DamionLeaves, MuhammedLeaves, DamionAnswers, MuhammedAnswers, AldoIsPassedUp, TessIsPassedUp, AldoIsTold, Decide, Reopen, Sweep }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Nobody_is_lost_whatever_happens_at_once(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        await desk.AddMailboxAsync();

        await Gen.Select(Gen.Enum<EscalationState>().Where(s => s < EscalationState.Withdrawn), Gen.Bool, Gen.Enum<Doing>().Array[2, 3])
            .SampleAsync(async (state, two, acts) =>
            {
                var play = await Play.BeginAsync(desk, state, two);
                await play.DoAsync(acts);
                await play.VerifyAsync(acts);
            }, iter: Histories, threads: 1);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_administrator_remains_whoever_deactivates_whom_at_once(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        string[] admins = ["ada", "bojan", "victor"];
        foreach (var name in admins[1..])
            await desk.DoAsync(async db => (await PersonAsync(desk, db, name)).Grant(Role.Administrator, Complaint.System, desk.Now));

        await Gen.Select(Gen.OneOfConst(admins), Gen.Bool).Array[2, 3].SampleAsync(async acts =>
        {
            await Overlap.RunAsync(desk, [.. acts.Select(a => a.Item2 ? desk.Deactivate(a.Item1, "ada") : Reactivate(desk, a.Item1))]);

            (await desk.ReadAsync(db => db.Users.CountAsync(u => u.DeactivatedAt == null && db.AccountRoles.Any(r => r.AccountId == u.Id && r.Role == Role.Administrator), Stop))).ShouldBeGreaterThan(0);
        }, iter: Histories, threads: 1);
    }

    static Task<Person> PersonAsync(CaseDesk desk, DeskDb db, string name)
    {
        var id = desk[name];
        return db.People.SingleAsync(p => p.Id == id, Stop);
    }

    static Func<DeskDb, Task> Reactivate(CaseDesk desk, string name) => async db =>
    {
        var person = await PersonAsync(desk, db, name);
        person.Reactivate(await db.Users.SingleAsync(u => u.Id == person.Id, Stop), Complaint.System, desk.Now);
    };

    sealed class Play(CaseDesk desk, Guid caseId, Guid policyId, Dictionary<string, Ticket> tickets)
    {
        public static async Task<Play> BeginAsync(CaseDesk desk, EscalationState state, bool two)
        {
            var escalation = await desk.RaiseAsync(state != EscalationState.Gathering, two ? ["damion", "muhammed"] : ["damion"]);
            desk.Time.Advance(TimeSpan.FromHours(20)); // its first reminder is due
            if (state == EscalationState.Decided)
                await desk.DoAsync(desk.Decide(escalation.Id));
            return new(desk, escalation.Id, escalation.PolicyId, new() { ["aldo"] = await desk.TicketAsync("aldo"), ["tess"] = await desk.TicketAsync("tess") });
        }

        public async Task DoAsync(Doing[] acts)
        {
            var refusals = await Overlap.RunAsync(desk, [.. acts.Select(Act)]);
            foreach (var (act, refusal) in acts.Zip(refusals))
            {
                if (refusal is null && act is (Doing.AldoIsPassedUp or Doing.TessIsPassedUp))
                    await StandsAsync(act == Doing.AldoIsPassedUp ? "aldo" : "tess");
            }

            await desk.Sweep().RunAsync(Stop);
            await desk.FanOutAsync();
        }

        Func<DeskDb, Task> Act(Doing doing) => doing switch
        {
            Doing.DamionLeaves => desk.Leave(caseId, "damion"),
            Doing.MuhammedLeaves => IfThere("muhammed", desk.Leave(caseId, "muhammed")),
            Doing.DamionAnswers => desk.Answer(caseId, "damion", Consent.Named),
            Doing.MuhammedAnswers => IfThere("muhammed", desk.Answer(caseId, "muhammed", Consent.Private)),
            Doing.AldoIsPassedUp => desk.PassUp(tickets["aldo"], policyId),
            Doing.TessIsPassedUp => desk.PassUp(tickets["tess"], policyId),
            Doing.AldoIsTold => Tell,
            Doing.Decide => desk.Decide(caseId),
            Doing.Reopen => desk.Reopen(caseId),
            _ => async _ => await desk.Sweep().RunAsync(Stop),
        };

        Func<DeskDb, Task> IfThere(string name, Func<DeskDb, Task> act) => async db =>
        {
            var person = desk[name];
            if (await db.Supporters.AnyAsync(s => s.EscalationId == caseId && s.PersonId == person, Stop))
                await act(db);
        };

        async Task Tell(DeskDb db) => await new PassUp(db, Options.Create(new EscalationOptions()))
            .TellAsync(await db.Tickets.SingleAsync(t => t.Id == tickets["aldo"].Id, Stop), policyId, new Actor(desk["tess"], Capacity.Agent, Via.Web), desk.Now, Stop);

        async Task StandsAsync(string name)
        {
            var person = desk[name];
            (await desk.ReadAsync(db => db.Behind.AnyAsync(s => s.PersonId == person && db.Escalations.Any(e => e.Id == s.EscalationId && e.PolicyId == policyId), Stop)))
                .ShouldBeTrue($"{name} was passed up and stands behind nothing");
        }

        public async Task VerifyAsync(Doing[] acts)
        {
            await using var db = desk.Database.Open();
            var cases = await db.Escalations.AsNoTracking().Where(e => e.PolicyId == policyId).ToListAsync(Stop);
            cases.Count(c => c.Climb.IsOpen).ShouldBeLessThanOrEqualTo(1, "two open cases on one policy");
            var audit = new ReceiptAudit(db, desk.Database.Services.GetRequiredService<KeyRing>());
            foreach (var row in cases)
            {
                var behind = await db.Behind.AsNoTracking().Where(s => s.EscalationId == row.Id).ToListAsync(Stop);
                if (row.State == EscalationState.Withdrawn)
                    behind.ShouldBeEmpty("a supporter of a case that ended for want of supporters");
                if (row.State == EscalationState.Gathering)
                    behind.ShouldContain(s => s.Consent == Consent.None, "a gathering that waits for nobody");
                if (row.Climb.IsOpen && !acts.Contains(Doing.Reopen))
                    behind.ShouldNotBeEmpty("a case that goes on with nobody behind it");
                (await audit.CheckAsync(row.Id, Stop)).Broken.ShouldBeNull();
                await ToldAsync(db, row);
            }
        }

        static async Task ToldAsync(DeskDb db, Escalation row)
        {
            (await db.Outbox.CountAsync(m => db.Notices.Any(n => n.Id == m.NoticeId && n.ObjectId == row.Id && n.Event.Kind == EventKind.Withdrawn), Stop)).ShouldBe(0, "somebody behind it was told that nobody is");
            var counted = await db.Supporters.AsNoTracking().Where(s => s.EscalationId == row.Id && s.CountedAt != null).ToListAsync(Stop);
            for (var no = 1; no <= row.DecisionCount; no++)
            {
                var mailed = await db.Outbox.Where(m => m.Kind == MailKind.Decision && m.ObjectId == row.Id && m.PartNo == no).Select(m => m.PersonId).ToListAsync(Stop);
                mailed.ShouldBeUnique("one mail to each for each decision");
                foreach (var supporter in counted.Where(s => s.JoinedAfterDecision < no && (s.LeftAfterDecision is null || s.LeftAfterDecision >= no)))
                    mailed.ShouldContain(supporter.PersonId, $"decision {no} was not told to somebody behind it");
            }
        }
    }
}
