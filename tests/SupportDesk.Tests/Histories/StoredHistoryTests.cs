using CsCheck;
using SupportDesk.Data;

namespace SupportDesk.Tests.Histories;

/// <summary>The guarantees of product.md on random histories of a whole desk: its database, its mail, two workers (docs/reliability.md has the long run).</summary>
public sealed class StoredHistoryTests(ITestOutputHelper output)
{
    static int Many(DatabaseProvider engine) => HistoryCount.Or(engine == DatabaseProvider.Sqlite ? 8 : 6);

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_guarantees_hold_with_two_workers(DatabaseProvider engine)
    {
        var table = new DoingTable();
        await HistoryPlan.Histories.SampleAsync(h => PlayAsync(engine, h.Plan, h.Steps, table), iter: Many(engine), threads: 2);

        output.WriteLine($"{engine}: {table}");
        table.ActsEach.ShouldBeGreaterThanOrEqualTo(30);
        if (Many(engine) >= 200)
            table.Rare.ShouldBeEmpty("each act is done often enough");
    }

    static async Task PlayAsync(DatabaseProvider engine, HistoryPlan plan, Step[] steps, DoingTable table)
    {
        await using var world = await StoredWorld.OpenAsync(engine, plan, table);
        try
        {
            foreach (var step in steps)
                await world.DoAsync(step);
            await world.VerifyAsync();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{failure.Message}\nafter {world.Told}", failure);
        }
    }
}
