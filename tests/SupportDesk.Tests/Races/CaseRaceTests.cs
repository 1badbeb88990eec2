using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Mail;
using SupportDesk.Tests.Escalations;

namespace SupportDesk.Tests.Races;

/// <summary>Two acts on one case that both load before either saves.</summary>
public sealed class CaseRaceTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Whoever_joins_as_the_last_one_leaves_gets_a_case_that_goes_on(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var ended = (await desk.RaiseAsync()).Id;
        var ticket = await desk.TicketAsync("muhammed");

        (await desk.InTurnAsync(desk.Leave(ended, "damion"), desk.PassUp(ticket))).ShouldBeNull();

        (await desk.LoadAsync(ended)).State.ShouldBe(EscalationState.Withdrawn);
        (await CaseOfAsync(desk, "muhammed")).Climb.IsOpen.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_case_stays_open_when_the_last_one_leaves_as_another_joins(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var id = (await desk.RaiseAsync()).Id;
        var ticket = await desk.TicketAsync("muhammed");

        (await desk.InTurnAsync(desk.PassUp(ticket), desk.Leave(id, "damion"))).ShouldBeNull();

        var stays = await CaseOfAsync(desk, "muhammed");
        (stays.Id, stays.State).ShouldBe((id, EscalationState.Climbing));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_case_that_was_just_decided_is_joined_by_nobody(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var id = (await desk.RaiseAsync()).Id;
        var ticket = await desk.TicketAsync("muhammed");

        var refusal = await desk.InTurnAsync(desk.Decide(id), desk.PassUp(ticket));

        refusal!.ShouldStartWith("E-1 was decided on this policy not long ago.");
        (await desk.ReadAsync(db => db.Supporters.CountAsync(s => s.EscalationId == id, Stop))).ShouldBe(1);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Two_who_pass_up_to_one_policy_at_once_share_a_case(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var (one, other) = (await desk.TicketAsync("damion"), await desk.TicketAsync("muhammed"));

        (await desk.InTurnAsync(desk.PassUp(one), desk.PassUp(other))).ShouldBeNull();

        (await CaseOfAsync(desk, "muhammed")).Id.ShouldBe((await CaseOfAsync(desk, "damion")).Id);
        (await desk.ReadAsync(db => db.Escalations.CountAsync(Stop))).ShouldBe(1);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_last_two_who_leave_at_once_end_the_case(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var id = (await desk.RaiseAsync(true, "damion", "muhammed")).Id;

        await desk.InTurnAsync(desk.Leave(id, "damion"), desk.Leave(id, "muhammed"));

        (await desk.LoadAsync(id)).State.ShouldBe(EscalationState.Withdrawn);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Whoever_leaves_as_the_decision_falls_hears_it_and_whoever_left_before_does_not(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        await desk.AddMailboxAsync();
        var id = (await desk.RaiseAsync(true, "damion", "muhammed", "aldo")).Id;
        // All three within one millisecond: what counts is the order, not the clock.
        await desk.DoAsync(desk.Leave(id, "aldo"));
        await desk.InTurnAsync(desk.Decide(id), desk.Leave(id, "damion"));

        await desk.FanOutAsync();

        (await desk.MailedAsync(MailKind.Decision)).ShouldBe(["damion", "muhammed"]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_policy_with_an_open_case_gets_no_second_one_by_reopening(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var decided = (await desk.RaiseAsync()).Id;
        await desk.DoAsync(desk.Decide(decided));
        await desk.RaiseAsync(true, "muhammed");

        var refusal = await Should.ThrowAsync<DeskException>(() => desk.DoAsync(desk.Reopen(decided)));

        refusal.Message.ShouldStartWith("E-2 is open on this policy.");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_case_is_reopened_or_raised_anew_but_not_both(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var decided = (await desk.RaiseAsync()).Id;
        await desk.DoAsync(desk.Decide(decided));
        desk.Time.Advance(TimeSpan.FromDays(100));
        var ticket = await desk.TicketAsync("muhammed");

        await desk.InTurnAsync(desk.PassUp(ticket), desk.Reopen(decided));

        (await desk.ReadAsync(db => db.Escalations.CountAsync(e => e.Climb.IsOpen, Stop))).ShouldBe(1);
        (await desk.LoadAsync(decided)).State.ShouldBe(EscalationState.Decided);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_decided_case_takes_effect_when_its_day_comes(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var id = (await desk.RaiseAsync()).Id;
        await desk.DoAsync(desk.Decide(id, effective: DateOnly.FromDateTime(desk.Now.AddDays(10).UtcDateTime)));

        desk.Time.Advance(TimeSpan.FromDays(9));
        await desk.Sweep().RunAsync(Stop);
        (await KindsAsync(desk, id)).ShouldNotContain(ReceiptKind.Effective);
        desk.Time.Advance(TimeSpan.FromDays(2));
        await desk.Sweep().RunAsync(Stop);
        await desk.Sweep().RunAsync(Stop);

        (await KindsAsync(desk, id)).Count(k => k == ReceiptKind.Effective).ShouldBe(1);
    }

    static Task<List<ReceiptKind>> KindsAsync(CaseDesk desk, Guid id) =>
        desk.ReadAsync(db => db.Receipts.Where(r => r.EscalationId == id).OrderBy(r => r.No).Select(r => r.Kind).ToListAsync(Stop));

    static Task<Escalation> CaseOfAsync(CaseDesk desk, string name)
    {
        var person = desk[name];
        return desk.ReadAsync(db => db.Escalations.SingleAsync(e => db.Behind.Any(s => s.EscalationId == e.Id && s.PersonId == person), Stop));
    }
}
