using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Races;

namespace SupportDesk.Tests.Chains;

public sealed class ChainSetupTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_start_with_another_chain_leaves_the_cases_that_are_on_their_way_as_they_are(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var (climbing, gathering) = ((await desk.RaiseAsync()).Id, (await desk.RaiseAsync(climbs: false)).Id);
        var before = await ChainsAsync(desk);

        await new ChainSetup(desk.Database.Factory, Options.Create(WithOneLevel()), desk.Database.Clock).RunAsync(Stop);

        (await ChainsAsync(desk)).ShouldBe(before);
        (await desk.ReadAsync(db => db.Chains.Select(c => c.No).SingleAsync(Stop))).ShouldBe(2, "the next case gets the new version");
        desk.Time.Advance(TimeSpan.FromDays(6));
        await desk.Sweep().RunAsync(Stop);
        (await ChainsAsync(desk)).ShouldBe(before);
        (await desk.LoadAsync(climbing)).Climb.Level.ShouldBe(2, "its own chain has a second level");
        (await desk.StandingAsync(await desk.LoadAsync(gathering))).At(1).Single()
            .ShouldBe(desk["tess"], "its own chain begins with the team lead");
    }

    static EscalationOptions WithOneLevel() => new()
    {
        Chains = { ["Policies"] = new ChainOptions { Levels = [new LevelOptions { Name = "The board",
            Who = ["person:victor@marketfield.test"] }] } },
    };

    static Task<List<string>> ChainsAsync(CaseDesk desk) => desk.ReadAsync(async db =>
        (await db.Escalations.AsNoTracking().OrderBy(e => e.Number).ToListAsync(Stop)).ConvertAll(e =>
            $"{e.Number}: version {e.Climb.ChainNo}, {e.Climb.Chain.Json}"));
}
