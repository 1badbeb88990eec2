using System.Diagnostics;
using System.Text.Json;

namespace SupportDesk.Web.Tests.Benchmarks;

/// <summary>The benchmarks still run; how fast is never asserted. The footprint is left out, since it publishes the desk first.</summary>
public sealed class BenchmarksTests
{
    static readonly string Program = AppContext.BaseDirectory.Replace("SupportDesk.Web.Tests", "SupportDesk.Benchmarks", StringComparison.Ordinal) + "SupportDesk.Benchmarks.dll";

    [Fact]
    public async Task Each_figure_is_measured_at_a_tiny_size()
    {
        var start = new ProcessStartInfo("dotnet", [Program, "list", "ticket", "search", "sweep", "ingest", "--tickets", "60", "--seconds", "0", "--messages", "8", "--cases", "4"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var lines = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n').Where(line => line.StartsWith('{')).ToList();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(0, await error);
        var figures = lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line)).GroupBy(f => f.GetProperty("figure").GetString()!).ToDictionary(g => g.Key, g => g.ToList());
        figures.Keys.ShouldBe(["seed", "list", "ticket", "search", "sweep", "ingest"]);
        figures.Values.ShouldAllBe(all => all.All(f => f.GetProperty("value").GetDouble() > 0));
        new[] { "list", "ticket", "search", "sweep", "ingest" }.Where(name => !figures[name].Exists(f => f.TryGetProperty("floor", out _))).ShouldBeEmpty("figures without a floor");
    }
}
