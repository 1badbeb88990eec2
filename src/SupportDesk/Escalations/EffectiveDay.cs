using System.Globalization;
using System.Text.RegularExpressions;

namespace SupportDesk.Escalations;

/// <summary>
/// Reads the day on which a decision by mail takes effect: the line "effective: 2026-12-01" ("gilt ab: 1.12.2026") directly below the command. Days that two countries
/// read differently, like 01/02/2026, are not read.
/// </summary>
internal static partial class EffectiveDay
{
    private static readonly string[] Forms = ["yyyy-M-d", "d.M.yyyy", "d MMMM yyyy", "d MMM yyyy", "d. MMMM yyyy", "d. MMM yyyy", "MMMM d, yyyy", "MMM d, yyyy", "MMMM d yyyy"];

    /// <param name="words">A decision's words.</param>
    /// <returns>The day, the words without its line, and whether a day is named that can't be read.</returns>
    public static (DateOnly? On, string After, bool IsWrong) Read(string words)
    {
        var trimmed = words.TrimStart(' ', '\t', '\n', ':', '.', ',');
        var lines = trimmed.Split('\n', 2);
        if (Line().Match(lines[0]) is not { Success: true } line)
            return (null, words, false);

        if (Parse(line.Groups["day"].Value.Trim().TrimEnd('.')) is { } day)
            return (day, lines.Length == 2 ? lines[1] : "", false);
        // Without its colon the line is the statement's first: "Effective from December we ask for less."
        return (null, words, line.Groups["colon"].Length > 0);
    }

    private static DateOnly? Parse(string text)
    {
        foreach (var culture in (string[])["en-GB", "de"])
        {
            if (DateOnly.TryParseExact(text, Forms, CultureInfo.GetCultureInfo(culture), DateTimeStyles.AllowWhiteSpaces, out var day))
                return day;
        }

        return null;
    }

    [GeneratedRegex(@"\A\s*(?:effective(?:\s+(?:on|from))?|takes\s+effect(?:\s+on)?|gilt\s+ab|gültig\s+ab|wirksam\s+ab)\s*(?<colon>:?)\s*(?<day>[^\n]{1,40}?)\s*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
