using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Escalations;

/// <summary>One case of Damion and Muhammed on an idle desk, taken from state to state by its own verbs: tess holds level 1, ines level 2, victor level 3.</summary>
sealed class CaseStory(DeskApplication desk, long ticket, Guid policyId, Guid caseId)
{
    public const string Statement = "A badge will do.\n\nFrom then on:\n- no picture is asked for,\n- nobody is locked out.\n\nThank you.";
    public const string Reason = "The badge\n\n- came late.";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public long Ticket => ticket;

    public Guid CaseId => caseId;

    public Task<string> SlugAsync() => desk.ReadAsync(db => db.Policies.Where(p => p.Id == policyId).Select(p => p.Slug).SingleAsync(Stop));

    public Task<long> NumberAsync() => desk.ReadAsync(db => db.Escalations.Where(e => e.Id == caseId).Select(e => e.Number).SingleAsync(Stop));

    /// <summary>Two people raise it; nobody has answered yet.</summary>
    public static async Task<CaseStory> RaiseAsync(DeskApplication desk, string title)
    {
        var policy = await desk.PolicyAsync($"Rule {Guid.CreateVersion7(desk.Clock.RealNow):N}");
        var (first, second) = (await desk.TicketAsync("Refused", "It refuses mine.\n\n- twice"), await desk.TicketAsync("Refused too", "It refuses me.", from: "muhammed"));
        foreach (var (ticket, words) in new[] { (first, "It refuses mine.\n\n- twice"), (second, "It refuses me.") })
        {
            var post = (await desk.PostsAsync(ticket))[0].Id;
            await desk.DoAsync(async db => await new PassUp(db, Microsoft.Extensions.Options.Options.Create(new EscalationOptions()))
                .DoAsync(await db.Tickets.SingleAsync(t => t.Number == ticket), new(policy.Id, title, [new(post, words)], null, null), desk.By("aldo"), desk.Clock.Now, Stop));
        }

        return new(desk, first, policy.Id, await desk.ReadAsync(db => db.Escalations.Where(e => e.PolicyId == policy.Id).Select(e => e.Id).SingleAsync(Stop)));
    }

    public Task ConsentAsync(string name, Consent form) => desk.DoAsync(async db =>
    {
        var mine = await db.Supporters.SingleAsync(s => s.EscalationId == caseId && s.PersonId == desk.Person(name), Stop);
        mine.Answer(form, "test", 1, fresh: true, new(mine.PersonId, Capacity.Supporter, Via.Web), desk.Clock.Now);
        return true;
    });

    /// <summary>It goes up; no mail server has taken its notice yet.</summary>
    public Task BeginAsync() => DoAsync("", (e, standing, _, at) => e.BeginClimb(standing, Actor.System(Via.Job), at));

    /// <summary>A mail server takes the notice to its level.</summary>
    public Task DeliverAsync() => DoAsync("", (e, standing, _, at) => e.NoteDelivery(standing with { Notices = new(true, false, null, false) }, Actor.System(Via.Job), at));

    /// <summary>Whatever falls due by a moment from now happens.</summary>
    public Task RunOutAsync(TimeSpan within) => DoAsync("", (e, standing, _, at) =>
    {
        while (e.TimePassed(standing, Actor.System(Via.Job), at + within))
        {
        }
    });

    public Task AcknowledgeAsync(string name) => DoAsync(name, (e, standing, by, at) => e.Acknowledge(standing, by, at));

    public Task ForwardAsync(string name) => DoAsync(name, (e, standing, by, at) => e.Forward("Not mine to change.", standing, by, at));

    public Task AskAsync(string name) => DoAsync(name, (e, standing, by, at) => e.Ask(new("Since when?\n- this year\n- before"), standing, by, at));

    public Task ReturnAsync(string name) => DoAsync(name, (e, standing, by, at) => e.Return("Which form?", standing, by, at));

    public Task DecideAsync(string name, DecisionOutcome outcome, int? inDays = null) => DoAsync(name, (e, standing, by, at) =>
        e.Decide(new(outcome, Statement, inDays is { } days ? DateOnly.FromDateTime(at.UtcDateTime).AddDays(days) : null), standing, by, at));

    public Task WithdrawAsync(string name) => desk.DoAsync(async db =>
    {
        var mine = await db.Supporters.SingleAsync(s => s.EscalationId == caseId && s.PersonId == desk.Person(name), Stop);
        await Leaving.WithdrawAsync(db, mine, new(mine.PersonId, Capacity.Supporter, Via.Web), desk.Clock.Now, Stop, "test");
        return true;
    });

    public Task ReopenAsync(string name) => DoAsync(async db =>
    {
        var (escalation, standing) = await FindAsync(db);
        var newest = await db.Decisions.SingleAsync(d => d.EscalationId == caseId && d.No == escalation.DecisionCount, Stop);
        escalation.Reopen(newest, Reason, standing, new(desk.Person(name), Capacity.Level, Via.Web), desk.Clock.Now);
    });

    public Task AnswerAsync(string words) => DoAsync(async db =>
    {
        var question = await db.Questions.Where(q => q.EscalationId == caseId).OrderByDescending(q => q.AskedAt).FirstAsync(Stop);
        var mine = await db.Supporters.SingleAsync(s => s.EscalationId == caseId && s.PersonId == desk.Person("damion"), Stop);
        var row = await db.Tickets.Include(t => t.Thread).SingleAsync(t => t.Number == ticket, Stop);
        var by = new Actor(mine.PersonId, Capacity.Requester, Via.Mail);
        var post = row.Receive(new(SupportDesk.Threads.PostKind.Reply, mine.PersonId, "Damion M", "damion@customer.test", "<p>x</p>", words, SupportDesk.Threads.Origin.Mail, Verdict: SupportDesk.Threads.Verdict.Proved), by, desk.Clock.Now);
        await db.AnswerAsync(question, mine, post, by, desk.Clock.Now, Stop);
    });

    /// <summary>No verb joins two cases yet: the row is changed as such a verb would.</summary>
    public Task MergeAsync() => desk.ReadAsync(db => db.Escalations.Where(e => e.Id == caseId).ExecuteUpdateAsync(
        set => set.SetProperty(e => e.State, EscalationState.Merged).SetProperty(e => e.Climb.IsOpen, false).SetProperty(e => e.Climb.WaitsFor, WaitsFor.Nothing)
            .SetProperty(e => e.Climb.PromisedAt, (DateTimeOffset?)null).SetProperty(e => e.Climb.DueAt, (DateTimeOffset?)null), Stop));

    /// <summary>Days pass, and what falls due in them happens.</summary>
    public async Task PassDaysAsync(int days)
    {
        await desk.PushClockAsync(TimeSpan.FromDays(days));
        await RunOutAsync(TimeSpan.Zero);
    }

    /// <summary>The account of somebody who holds a level is deactivated.</summary>
    public Task EmptyAsync(string name) => DoAsync(async db =>
        (await db.People.SingleAsync(p => p.Id == desk.Person(name), Stop)).Deactivate(await db.Users.SingleAsync(a => a.Id == desk.Person(name), Stop), Actor.System(Via.CommandLine), desk.Clock.Now));

    public Task FillAsync(string name) => DoAsync(async db =>
        (await db.People.SingleAsync(p => p.Id == desk.Person(name), Stop)).Reactivate(await db.Users.SingleAsync(a => a.Id == desk.Person(name), Stop), Actor.System(Via.CommandLine), desk.Clock.Now));

    /// <summary>Each address of its level refuses its notice for good.</summary>
    public Task RefuseAsync() => DoAsync("", (e, standing, _, at) => e.NoteDelivery(standing with { Notices = new(false, false, null, true) }, Actor.System(Via.Job), at));

    /// <summary>Damion reads pages in a language.</summary>
    public Task SpeakAsync(string language) => desk.ReadAsync(db => db.People.Where(p => p.Id == desk.Person("damion")).ExecuteUpdateAsync(set => set.SetProperty(p => p.Language, language), Stop));

    public Task<string> TrackLinkAsync(string name = "damion") => desk.DoAsync(db =>
    {
        var (link, token) = Link.Make(LinkPurpose.Track, desk.Person(name), caseId, desk.Clock.RealNow.AddDays(1), desk.Clock.Now);
        db.Links.Add(link);
        return token;
    });

    public Task DoAsync(string name, Action<Escalation, Standing, Actor, DateTimeOffset> act) => DoAsync(async db =>
    {
        var (escalation, standing) = await FindAsync(db);
        act(escalation, standing, new(name.Length == 0 ? Actor.SystemId : desk.Person(name), Capacity.Level, Via.Web), desk.Clock.Now);
    });

    private Task<bool> DoAsync(Func<DeskDb, Task> act) => desk.DoAsync(async db =>
    {
        await act(db);
        return true;
    });

    private async Task<(Escalation Escalation, Standing Standing)> FindAsync(DeskDb db)
    {
        var escalation = await db.Escalations.SingleAsync(e => e.Id == caseId, Stop);
        return (escalation, await new WhoStands(db, desk.Clock.Now).ForAsync(escalation, Stop));
    }
}
