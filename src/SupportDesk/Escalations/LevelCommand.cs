using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SupportDesk.Escalations;

/// <summary>What a level can do by mail. Unknown is a command that no word here means.</summary>
public enum LevelVerb { Unknown, Acknowledge, Forward, Ask, Decide, Confirm, Change, Discard }

/// <summary>
/// The command on the first line of a level's mail. With a slash (<c>/decide declined</c>) its words may follow in the line and below; in plain words it stands alone on
/// its line (<c>acknowledge</c>) or before a colon (<c>declined: …</c>), so that nothing is guessed from prose. English and German.
/// </summary>
/// <param name="Outcome">Of a decision; null where none was understood.</param>
/// <param name="Words">What follows the command, with its lines and paragraphs.</param>
/// <param name="EffectiveOn">Of a decision: the day that its first line below names.</param>
/// <param name="DayIsWrong">That line names a day that can't be read.</param>
public sealed partial record LevelCommand(LevelVerb Verb, DecisionOutcome? Outcome, string Words, DateOnly? EffectiveOn = null, bool DayIsWrong = false)
{
    private const int LongestPhrase = 4;
    private static readonly char[] Marks = [':', '.', ',', '!', ';'];

    /// <summary>Reads the command of a mail's new words; null where they do not begin with one.</summary>
    /// <param name="text">Without quoted history and signature. A line that says END ends it.</param>
    public static LevelCommand? Read(string text)
    {
        var lines = text.ReplaceLineEndings("\n").TrimStart().Split('\n', 2);
        var (first, below) = (lines[0].Trim(' ', '\t', '\u00a0', '*', '_'), lines.Length == 2 ? UpToEnd(lines[1]) : "");
        if (first.StartsWith('/'))
            return ReadSlash(first[1..].TrimStart(), below);

        var colon = first.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? ReadPlain(first, below) : ReadPlain(first[..colon], Join(first[(colon + 1)..], below));
    }

    /// <summary>The same command with other words, whose first line may name a day.</summary>
    public static LevelCommand Again(LevelVerb verb, DecisionOutcome? outcome, string words) => Create(verb, outcome, words.ReplaceLineEndings("\n").Trim());

    private static LevelCommand? ReadSlash(string first, string below)
    {
        if (TakePhrase(first, Verbs) is { } verb)
            return Create(verb.Found, null, Join(verb.After, below));
        if (TakePhrase(first, Outcomes) is { } outcome)
            return Create(LevelVerb.Decide, outcome.Found, Join(outcome.After, below));
        return Word().IsMatch(first) ? new(LevelVerb.Unknown, null, Join(Word().Replace(first, ""), below)) : null;
    }

    private static LevelCommand? ReadPlain(string head, string words)
    {
        var plain = Fold(head);
        if (Verbs.TryGetValue(plain, out var verb))
            return Create(verb, null, words);
        if (Outcomes.TryGetValue(plain, out var outcome))
            return Create(LevelVerb.Decide, outcome, words);

        var space = plain.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && Verbs.GetValueOrDefault(plain[..space]) == LevelVerb.Decide && Outcomes.TryGetValue(plain[(space + 1)..], out outcome)
            ? Create(LevelVerb.Decide, outcome, words)
            : null;
    }

    private static LevelCommand Create(LevelVerb verb, DecisionOutcome? outcome, string words)
    {
        if (verb != LevelVerb.Decide)
            return new(verb, null, words);

        if (outcome is null && TakePhrase(words.TrimStart(), Outcomes) is { } said)
            (outcome, words) = (said.Found, said.After);
        var day = EffectiveDay.Read(words);
        return new(verb, outcome, day.After.TrimStart([.. Marks, ' ', '\t', '\n']).TrimEnd(), day.On, day.IsWrong);
    }

    /// <summary>The longest phrase of a table that a text begins with, at a word's end, and what follows it.</summary>
    private static (T Found, string After)? TakePhrase<T>(string text, IReadOnlyDictionary<string, T> table)
    {
        var line = text.Split('\n', 2)[0];
        var words = WordEnds().Matches(line).Take(LongestPhrase).ToList();
        for (var count = words.Count; count > 0; count--)
        {
            var end = words[count - 1].Index + words[count - 1].Length;
            if (table.TryGetValue(Fold(line[..end]), out var found))
                return (found, text[end..].TrimStart([.. Marks, ' ', '\t', '\u00a0']));

            // "/declined: no" has its mark at a word of its own, and "/partly-accepted" none.
            var mark = line[..end].IndexOf(':', StringComparison.Ordinal);
            if (mark > 0 && table.TryGetValue(Fold(line[..mark]), out found))
                return (found, text[(mark + 1)..].TrimStart(' ', '\t', '\u00a0'));
        }

        return null;
    }

    private static string Join(string first, string below) => $"{first.Trim()}\n{below}".Trim();

    // For whom the desk takes a signature for words of theirs.
    private static string UpToEnd(string below)
    {
        var lines = below.Split('\n');
        var end = Array.FindIndex(lines, line => line.Trim() is "END" or "ENDE");
        return string.Join('\n', end < 0 ? lines : lines[..end]);
    }

    // Without case and accents, which telephones put in and leave out as they please.
    private static string Fold(string phrase)
    {
        if (phrase.Length > 40)
            return "";

        var letters = phrase.ToLowerInvariant().Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);
        return string.Join(' ', string.Concat(letters).Trim([.. Marks, ' ', '*', '_']).Split([' ', '\t', '\u00a0', '-'], StringSplitOptions.RemoveEmptyEntries));
    }

    [GeneratedRegex(@"\A\p{L}+(?:[:.,!](?=\s|\z)|(?=\s|\z))")]
    private static partial Regex Word();

    [GeneratedRegex(@"\S+")]
    private static partial Regex WordEnds();
}
