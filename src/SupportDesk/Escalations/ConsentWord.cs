using System.Globalization;
using System.Text;

namespace SupportDesk.Escalations;

/// <summary>What a supporter can say about their words in one word by mail.</summary>
public enum ConsentChoice { Named, Anonymous, Private, NotAtAll, Withdraw }

/// <summary>
/// Reads the one word that a supporter's mail begins with. It counts only where it stands alone on its line, in one of the languages in which the question lists it:
/// nothing is guessed from sentences.
/// </summary>
public static class ConsentWord
{
    // Without case and accents, which telephones put in and leave out as they please.
    private static readonly Dictionary<string, ConsentChoice> Known = new()
    {
        ["name"] = ConsentChoice.Named,
        ["anonymous"] = ConsentChoice.Anonymous, ["anonym"] = ConsentChoice.Anonymous,
        ["count only"] = ConsentChoice.Private, ["nur zahlen"] = ConsentChoice.Private, ["nur zaehlen"] = ConsentChoice.Private,
        ["no"] = ConsentChoice.NotAtAll, ["nein"] = ConsentChoice.NotAtAll,
        ["withdraw"] = ConsentChoice.Withdraw, ["zuruckziehen"] = ConsentChoice.Withdraw, ["zurueckziehen"] = ConsentChoice.Withdraw,
    };

    /// <summary>The choice, and what else the mail says below it; null where it does not begin with one.</summary>
    /// <param name="text">The mail's new words, without quoted history and signature.</param>
    public static (ConsentChoice Choice, string Below)? Read(string text)
    {
        var lines = text.ReplaceLineEndings("\n").TrimStart().Split('\n', 2);
        return Known.TryGetValue(Plain(lines[0]), out var choice) ? (choice, lines.Length == 2 ? lines[1].Trim() : "") : null;
    }

    private static string Plain(string line)
    {
        if (line.Length > 40)
            return "";

        var letters = line.ToLowerInvariant().Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);
        return string.Join(' ', string.Concat(letters).Trim(' ', '\t', '\u00a0', '.', '!', ',', ';', ':', '*', '"', '\'', '“', '”', '„', '«', '»').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
