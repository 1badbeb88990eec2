using SupportDesk.Benchmarks.Figures;

namespace SupportDesk.Benchmarks;

/// <summary><c>dotnet run -c Release --project tests/SupportDesk.Benchmarks -- list search --tickets 100000</c>: each figure a line of JSON, its floor beside it; on SQLite, or with <c>--postgres</c> in a database of its own on that server.</summary>
static class Benchmarks
{
    static readonly Dictionary<string, Func<BenchDesk, Report, Task>> Figures = new()
    {
        ["list"] = ListFigure.RunAsync,
        ["ticket"] = TicketFigure.RunAsync,
        ["search"] = SearchFigure.RunAsync,
        ["footprint"] = FootprintFigure.RunAsync,
        // These write, so they come last.
        ["sweep"] = SweepFigure.RunAsync,
        ["ingest"] = IngestFigure.RunAsync,
    };

    static async Task<int> Main(string[] arguments)
    {
        var postgres = After("--postgres");
        var asked = Figures.Keys.Where(name => arguments.Contains(name) || arguments.Contains("all")).ToList();
        if (asked.Count == 0)
        {
            await Console.Error.WriteLineAsync($"usage: SupportDesk.Benchmarks all|{string.Join('|', Figures.Keys)}… [--tickets 10000] [--seconds 5] [--messages 2000] [--cases 2000] [--postgres CONNECTION]");
            return 2;
        }

        if (postgres is not null && asked.Find(name => name is not ("sweep" or "ingest")) is { } sqlite)
        {
            await Console.Error.WriteLineAsync($"{sqlite}: its floor is written for SQLite; with --postgres ask for sweep or ingest");
            return 2;
        }

        var size = new Size(Number("--tickets", 10_000), TimeSpan.FromSeconds(Number("--seconds", 5)), Number("--messages", 2_000), Number("--cases", 2_000));
        await using var desk = await BenchDesk.SeedAsync(size, postgres);
        var report = new Report(size, Machine.SyncMilliseconds(desk.Folder));
        report.Seeded(desk.SeedTime);
        foreach (var name in asked)
            await Figures[name](desk, report.For(name));
        return 0;

        int Number(string name, int otherwise) => After(name) is { } number ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : otherwise;

        string? After(string name) => Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }
}

/// <summary>How much is measured.</summary>
/// <param name="Seconds">How long each loop runs at most; 0 runs each once.</param>
sealed record Size(int Tickets, TimeSpan Seconds, int Messages, int Cases);
