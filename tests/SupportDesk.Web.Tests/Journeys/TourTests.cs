using System.Text.RegularExpressions;

namespace SupportDesk.Web.Tests.Journeys;

/// <summary>README's "The demo in ten minutes", played from its own words on each day of the week.</summary>
public sealed partial class TourTests
{
    // The tour waits for the desk to look at what is due.
    private static readonly Dictionary<string, string?> EverySecond = new() { ["Jobs:HeartbeatSeconds"] = "1" };

    [Theory]
    [InlineData(DayOfWeek.Monday)]
    [InlineData(DayOfWeek.Tuesday)]
    [InlineData(DayOfWeek.Wednesday)]
    [InlineData(DayOfWeek.Thursday)]
    [InlineData(DayOfWeek.Friday)]
    [InlineData(DayOfWeek.Saturday)]
    [InlineData(DayOfWeek.Sunday)]
    public async Task The_tour_leads_to_its_decision_whenever_it_begins(DayOfWeek day)
    {
        var begin = new DateTimeOffset(2026, 3, 1 + (int)day, 15, 30, 0, TimeSpan.Zero);
        var clock = new Tour.MovedClock(begin - TimeProvider.System.GetUtcNow());
        await using var desk = await DeskApplication.StartAsync(new(Demo: true, Time: clock, More: EverySecond));
        using var tour = new Tour(desk, clock);
        var steps = Steps();
        steps.Count.ShouldBe(tour.Plays.Count);

        foreach (var (step, play) in steps.Zip(tour.Plays))
        {
            await play(step);

            var seen = tour.TakeSeen();
            Tour.WordsIn(step).Where(words => !seen.Contains(words, StringComparison.Ordinal)).ShouldBeEmpty(step);
        }
    }

    private static List<string> Steps()
    {
        var tour = File.ReadAllText(Path.Combine(Repository.Root, "README.md")).Split("## The demo in ten minutes")[1].Split("\n## ")[0];
        return [.. Step().Matches(tour).Select(m => m.Value)];
    }

    [GeneratedRegex(@"^\d\. .*(?:\n   .*)*", RegexOptions.Multiline)]
    private static partial Regex Step();
}
