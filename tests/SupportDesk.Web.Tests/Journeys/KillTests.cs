using SupportDesk.Data;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Journeys;

/// <summary>kill -9 at ten named points of Damion's case, one after another: started again, the desk continues it as if nothing had been.</summary>
public sealed class KillTests
{
    // In the order in which the case comes by them; a number is the how-many-th time since the start, late enough not to be the start's own.
    private static readonly string[] Points =
    [
        "raw-stored", "claimed", "before-smtp", "before-commit:4", "after-commit:4", "rendered", "after-smtp", "sweep-before-commit", "unfold-batch", "before-commit:6",
    ];

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.Postgres)]
    public async Task Killed_ten_times_the_case_still_goes_on_to_its_decision(DatabaseProvider engine)
    {
        Machine.NeedsMailServers();
        await using var database = await TestDatabase.CreateAsync(engine);
        // Where several nodes may run, what the dead one had claimed is free only when its lease ends.
        await using var desk = await DeskProcess.StartAsync([.. database.Settings, new("Serilog:MinimumLevel:Default", "Warning"), new("Jobs:LeaseSeconds", "3"), new("Jobs:HeartbeatSeconds", "1")], "Development");
        using var played = new PlayedCase(desk, database, Points);

        await played.PlayAsync();

        played.Deaths.Select(d => d[..d.IndexOf(": ", StringComparison.Ordinal)]).ShouldBe(Points, string.Join('\n', played.Deaths));
        await played.ShouldBeWholeAsync();
        TestContext.Current.SendDiagnosticMessage(string.Join('\n', played.Deaths));
    }
}
