using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Tests.Escalations;

namespace SupportDesk.Tests.Races;

/// <summary>When a gathering ends: with the last answer, whoever gives it and whoever leaves instead.</summary>
public sealed class GatheringRaceTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task It_ends_when_the_last_silent_person_leaves(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var id = (await desk.RaiseAsync(climbs: false, "damion", "muhammed")).Id;
        await desk.DoAsync(desk.Answer(id, "damion", Consent.Named));
        (await desk.LoadAsync(id)).State.ShouldBe(EscalationState.Gathering);

        await desk.DoAsync(desk.Leave(id, "muhammed"));

        (await desk.LoadAsync(id)).State.ShouldBe(EscalationState.Climbing);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task It_does_not_wait_for_those_who_left(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var id = (await desk.RaiseAsync(climbs: false, "damion", "muhammed", "aldo")).Id;
        await desk.DoAsync(desk.Leave(id, "aldo"));

        await desk.DoAsync(desk.Answer(id, "damion", Consent.Named));
        (await desk.LoadAsync(id)).State.ShouldBe(EscalationState.Gathering);
        await desk.DoAsync(desk.Answer(id, "muhammed", Consent.Anonymous));

        (await desk.LoadAsync(id)).State.ShouldBe(EscalationState.Climbing);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Two_last_answers_at_once_end_it_with_the_next_sweep(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var id = (await desk.RaiseAsync(climbs: false, "damion", "muhammed")).Id;

        (await desk.InTurnAsync(desk.Answer(id, "damion", Consent.Named), desk.Answer(id, "muhammed", Consent.Private))).ShouldBeNull();
        await desk.Sweep().RunAsync(Stop);

        (await desk.LoadAsync(id)).State.ShouldBe(EscalationState.Climbing);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task It_ends_though_one_answers_as_the_other_leaves(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var id = (await desk.RaiseAsync(climbs: false, "damion", "muhammed")).Id;

        (await desk.InTurnAsync(desk.Leave(id, "muhammed"), desk.Answer(id, "damion", Consent.Named))).ShouldBeNull();
        await desk.Sweep().RunAsync(Stop);

        (await desk.LoadAsync(id)).State.ShouldBe(EscalationState.Climbing);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_gathering_that_somebody_joins_waits_for_their_answer(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var id = (await desk.RaiseAsync(climbs: false, "damion")).Id;
        var ticket = await desk.TicketAsync("muhammed");

        await desk.InTurnAsync(desk.PassUp(ticket), desk.Answer(id, "damion", Consent.Named));
        await desk.Sweep().RunAsync(Stop);

        (await desk.LoadAsync(id)).State.ShouldBe(EscalationState.Gathering);
    }
}
