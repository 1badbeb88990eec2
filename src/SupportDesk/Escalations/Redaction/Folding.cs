using System.Globalization;
using System.Text;

namespace SupportDesk.Escalations.Redaction;

/// <summary>How words are compared: without case, and a second time without the marks that people leave out.</summary>
internal static class Folding
{
    public static string Lower(string text)
    {
        var lower = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC).ToLowerInvariant())
        {
            if (!IsInvisible(c) && c != '\u0307')
                lower.Append(c switch { 'ı' => 'i', 'ς' => 'σ', _ => c });
        }

        return lower.ToString();
    }

    /// <summary>Lower case without accents, vowel points and ligatures; marks that are letters (Devanagari, Thai) stay.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in Lower(text).Normalize(NormalizationForm.FormD))
        {
            if (IsAccent(c))
                continue;
            _ = c switch
            {
                'ß' => folded.Append("ss"),
                'æ' => folded.Append("ae"),
                'œ' => folded.Append("oe"),
                'þ' => folded.Append("th"),
                'ł' => folded.Append('l'),
                'đ' or 'ð' => folded.Append('d'),
                'ø' => folded.Append('o'),
                _ => folded.Append(c),
            };
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>As Germans write without umlauts: Mueller.</summary>
    public static string Spelled(string lower) =>
        lower.Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal).Replace("ü", "ue", StringComparison.Ordinal);

    /// <summary>Cyrillic and Greek as they are written in Latin letters, in the commonest way.</summary>
    public static string Latin(string lower)
    {
        const string From = "абвгґдеёзийклмнопрстуфыэіαβγδεζηικλμνοπρστυφω", To = "abvggdeeziyklmnoprstufyeiavgdeziiklmnoprstyfo";
        var latin = new StringBuilder();
        foreach (var c in Fold(lower))
        {
            var at = From.IndexOf(c, StringComparison.Ordinal);
            _ = c switch
            {
                'ж' => latin.Append("zh"), 'х' => latin.Append("kh"), 'ц' => latin.Append("ts"), 'ч' => latin.Append("ch"), 'ш' => latin.Append("sh"), 'щ' => latin.Append("shch"),
                'ї' => latin.Append("yi"), 'є' => latin.Append("ye"), 'ю' => latin.Append("yu"), 'я' => latin.Append("ya"), 'ь' or 'ъ' => latin, 'θ' => latin.Append("th"), 'χ' => latin.Append("ch"), 'ψ' => latin.Append("ps"), 'ξ' => latin.Append('x'),
                _ => latin.Append(at >= 0 ? To[at] : c),
            };
        }

        return latin.ToString();
    }

    /// <summary>Letters of scripts that are written without spaces.</summary>
    public static bool IsUnspaced(char c) =>
        c is >= '\u0E00' and <= '\u0EFF' or >= '\u1000' and <= '\u109F' or >= '\u1780' and <= '\u17FF' or >= '\u3005' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF';

    public static bool IsInvisible(char c) => c is '\u00AD' or >= '\u200B' and <= '\u200F' or '\u2060' or '\uFEFF';

    public static bool IsWordPart(char c) =>
        char.IsLetter(c) || IsInvisible(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsAccent(char c) => c is >= '\u0300' and <= '\u036F' or >= '\u0591' and <= '\u05C7' or >= '\u064B' and <= '\u065F' or '\u0670' or '\u0640';
}
