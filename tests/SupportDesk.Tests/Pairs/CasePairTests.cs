using SupportDesk.Data;
using SupportDesk.Tests.Guarantees;

namespace SupportDesk.Tests.Pairs;

/// <summary>
/// Every pair of acts on one case and its policy: both load, the first is saved, then the second is saved or refused with a sentence.
/// Afterwards the guarantees of a case hold, and no root was saved over what another act had changed.
/// </summary>
public sealed class CasePairTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public Task Any_two_acts_on_a_case_leave_its_guarantees_whole(DatabaseProvider engine) => TryAsync(engine, sweeps: false);

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public Task A_whole_sweep_beside_any_act_on_a_case_leaves_its_guarantees_whole(DatabaseProvider engine) =>
        TryAsync(engine, sweeps: true);

    static async Task TryAsync(DatabaseProvider engine, bool sweeps)
    {
        var before = new BeforeSave();
        await using var desk = await PairDesk.OpenAsync(engine, before);
        var shared = await CaseScene.ShareAsync(desk);

        var tried = await new Pairing<CaseStage, CaseScene>(desk, before, CaseActs.All)
            .RunAsync(sweeps, stages => CaseScene.MakeAsync(desk, shared, stages));

        await desk.Sweep().RunAsync(Stop);
        await PairDesk.TellDecisionsAsync(desk);
        await PairInvariants.CasesHoldAsync(desk, tried);
        await CaseChecks.NothingWasSavedOverAsync(desk);
    }
}
