using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SupportDesk.Escalations;

/// <summary>What a level can do by mail. Unknown is a command that no word here means.</summary>
public enum LevelVerb { Unknown, Acknowledge, Forward, Ask, Decide }

/// <summary>Why a level's command did nothing.</summary>
public enum CommandRefusal
{
    /// <summary>There is no such command.</summary>
    Unknown,

    /// <summary>A question or a decision without words.</summary>
    NoWords,

    /// <summary>A decision that does not say which.</summary>
    NoOutcome,

    /// <summary>The case does not climb.</summary>
    NotClimbing,

    /// <summary>The sender stands below the case.</summary>
    NotTheirs,

    /// <summary>It was acknowledged already.</summary>
    Already,

    /// <summary>Their level has not that power, or nobody is above.</summary>
    NotAllowed,
}

/// <summary>
/// The command that a level's mail begins with: a slash and a word, with or without a colon, in front of the first line that says anything, as in <c>/decide declined</c>;
/// what follows, in that line and below, are its words. English and German.
/// </summary>
/// <param name="Outcome">Of a decision; null where none was understood.</param>
public sealed partial record LevelCommand(LevelVerb Verb, DecisionOutcome? Outcome, string Words)
{
    private static readonly Dictionary<string, LevelVerb> Verbs = new()
    {
        ["acknowledge"] = LevelVerb.Acknowledge, ["bestatigen"] = LevelVerb.Acknowledge,
        ["forward"] = LevelVerb.Forward, ["weiterreichen"] = LevelVerb.Forward,
        ["ask"] = LevelVerb.Ask, ["fragen"] = LevelVerb.Ask,
        ["decide"] = LevelVerb.Decide, ["entscheiden"] = LevelVerb.Decide,
    };

    // Longer ones first: "partly accepted" must not be read as what "accepted" alone would be.
    private static readonly (string Written, DecisionOutcome Outcome)[] Outcomes =
    [
        ("partly accepted", DecisionOutcome.PartlyAccepted), ("partly-accepted", DecisionOutcome.PartlyAccepted), ("partlyaccepted", DecisionOutcome.PartlyAccepted),
        ("zum teil zugestimmt", DecisionOutcome.PartlyAccepted), ("teilweise zugestimmt", DecisionOutcome.PartlyAccepted),
        ("accepted", DecisionOutcome.Accepted), ("zugestimmt", DecisionOutcome.Accepted),
        ("declined", DecisionOutcome.Declined), ("abgelehnt", DecisionOutcome.Declined),
        ("clarified", DecisionOutcome.Clarified), ("klargestellt", DecisionOutcome.Clarified),
    ];

    /// <summary>Reads the command of a mail's new words; null where they do not begin with one.</summary>
    /// <param name="text">Without quoted history.</param>
    public static LevelCommand? Read(string text)
    {
        if (Line().Match(text) is not { Success: true } line)
            return null;

        var verb = Verbs.GetValueOrDefault(Plain(line.Groups["verb"].Value));
        var words = text[(line.Index + line.Length)..].Trim();
        if (verb != LevelVerb.Decide)
            return new(verb, null, words);

        foreach (var (written, outcome) in Outcomes)
        {
            if (words.StartsWith(written, StringComparison.OrdinalIgnoreCase) && (words.Length == written.Length || !char.IsLetterOrDigit(words[written.Length])))
                return new(verb, outcome, words[written.Length..].TrimStart(':', '.', ',', ' ', '\t', '\r', '\n'));
        }

        return new(verb, null, words);
    }

    // Without case and accents, which telephones put in and leave out as they please.
    private static string Plain(string word) =>
        string.Concat(word.ToLowerInvariant().Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));

    [GeneratedRegex(@"\A\s*/(?<verb>\p{L}+):?(?=\s|\z)")]
    private static partial Regex Line();
}
