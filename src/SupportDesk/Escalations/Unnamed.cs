using System.Text.RegularExpressions;

namespace SupportDesk.Escalations;

/// <summary>Words as they are shown without a name: whatever the agent left in, no address and no part of the speaker's own name.</summary>
public static partial class Unnamed
{
    private const string Gap = "[…]";

    /// <summary>The words with mail addresses and the speaker's names (three letters or more, whatever the case) blanked; linear.</summary>
    /// <param name="name">The speaker's display name.</param>
    public static string Of(string words, string name)
    {
        var blanked = Address().Replace(words, Gap);
        foreach (var part in Words.OneLine(name).Split(' ').Where(p => p.Length > 2))
            blanked = Regex.Replace(blanked, $@"\b{Regex.Escape(part)}\b", Gap, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1));
        return blanked;
    }

    [GeneratedRegex(@"[^\s<>()@]{1,64}@[^\s<>()@]{1,255}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();
}
