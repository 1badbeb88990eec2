using System.Globalization;

namespace SupportDesk.Web.Tests.Kills;

/// <summary>One kill -9 of the desk.</summary>
/// <param name="Point">A point of <see cref="CrashPoint"/>; null: at any moment, by the test.</param>
/// <param name="Times">How often the point is passed before, this time included; at any moment: how many mails are done since the start.</param>
sealed record Strike(string? Point, int Times)
{
    public string? Armed => Point is null ? null : $"{Point}:{Times}";
}

/// <summary>How many mails come, and which kills meanwhile: few of them among all tests, many by a command (docs/reliability.md).</summary>
sealed record KillPlan(int Mails, int EachPoint, IReadOnlyList<Strike> Strikes)
{
    private const int Seed = 20260302;

    /// <summary>Mails for each life of the desk, the last one included.</summary>
    public int Portion => (Mails / (Strikes.Count + 1)) + 1;

    /// <summary>Three quarters of the kills at the named points, each as often as the others and at least once; the rest at any moment; the order mixed.</summary>
    /// <param name="times">The how-many-th passing of a point, drawn for each kill.</param>
    public static KillPlan Of(string[] points, int kills, int mails, Func<Random, string, int> times)
    {
        (kills, mails) = (Asked("SUPPORTDESK_TEST_KILLS") ?? kills, Asked("SUPPORTDESK_TEST_KILL_MAILS") ?? mails);
        var (random, each) = (new Random(Seed), Math.Max(kills * 3 / 4 / points.Length, 1));
        var strikes = points.SelectMany(point => Enumerable.Repeat(point, each)).Concat(Enumerable.Repeat<string?>(null, kills - (each * points.Length))).ToArray();
        random.Shuffle(strikes);
        var portion = (mails / (kills + 1)) + 1;
        return new(mails, each, [.. strikes.Select(point => new Strike(point, point is null ? random.Next(1, portion) : times(random, point)))]);
    }

    private static int? Asked(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
