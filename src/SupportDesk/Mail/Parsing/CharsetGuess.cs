using System.Globalization;
using UtfUnknown;

namespace SupportDesk.Mail.Parsing;

/// <param name="IsSure">The letters are those of Western words, for which hardly another charset would do.</param>
readonly record struct GuessedCharset(Charset Charset, bool IsSure);

/// <summary>Which charset bytes are in that nobody declared: by the frequencies of letters and pairs (UTF.Unknown), and by what then stands within words.</summary>
static class CharsetGuess
{
    const int Most = 32 * 1024;

    const string WesternLetters = "äöüÄÖÜßéèêëàâáãåÅæÆøØçÇñÑíìîïóòôõúùûÿœŒÉÈÀÁÍÓÚÂÊÔ";
    const string WesternSigns = "€£§°²³´·«»„“”‘’‚–—…•™®©\u00A0\u00AD¿¡ºª½¼¾±×‹›†¹";

    // Of these one is a subset of the other but for a few letters: the one in which more letters and fewer signs stand in words.
    static readonly int[][] Alike = [[1252], [1250, 28592], [1253, 28597], [21866, 20866], [1251], [1254], [1255], [1256, 28596], [1257, 28603]];

    public static GuessedCharset Of(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Math.Min(bytes.Length, Most)];
        var western = Charset.Western.Read(bytes);
        var best = CharsetDetector.DetectFromBytes(bytes.ToArray()).Detected;
        var found = best?.EncodingName is { } name && best.Confidence > 0.5f ? CharsetNames.Find(name) : null;
        if ((found is null or { Page: 1252 or 28605 } or { IsUtf8: true } or { IsAscii: true }) && IsWestern(western)) return new(Charset.Western, true);
        if (found is null or { Page: 1252 }) found = EastAsian(bytes) ?? found;
        if (found is null or { IsUtf8: true } or { IsAscii: true }) found = Charset.Western;
        var family = Array.Find(Alike, f => f.Contains(found.Page));
        if (family is { Length: > 1 }) found = BestOf(family, bytes);
        return new(found, false);
    }

    // Too little for frequencies: every letter is among the frequent ones of a charset, by the rows of its table.
    static Charset? EastAsian(ReadOnlySpan<byte> bytes)
    {
        if (Charset.Of(874).Strict(bytes) is { } text && IsThai(text)) return Charset.Of(874);
        foreach (var (page, rows) in Frequent)
        {
            if (IsFrequent(bytes, rows) && (page != 949 || IsSpaced(bytes)) && Charset.Of(page).Strict(bytes) is not null) return Charset.Of(page);
        }

        return null;
    }

    // Korean has spaces between words, Chinese has marks of its own for comma and full stop.
    static bool IsSpaced(ReadOnlySpan<byte> bytes) => bytes.Contains((byte)' ') && bytes.IndexOf((ReadOnlySpan<byte>)[0xA3, 0xAC]) < 0 && bytes.IndexOf((ReadOnlySpan<byte>)[0xA1, 0xA3]) < 0;

    // First bytes of signs and of frequent letters, and the least second byte. Korean stands first: its rows are few.
    static readonly (int Page, (byte First, byte Last, byte Second, int Least) Rows)[] Frequent = [(949, (0xB0, 0xC8, 0xA1, 4)), (54936, (0xB0, 0xD7, 0xA1, 1)), (950, (0xA4, 0xC6, 0x40, 2)), (932, (0x82, 0x97, 0x40, 2))];

    static bool IsFrequent(ReadOnlySpan<byte> bytes, (byte First, byte Last, byte Second, int Least) rows)
    {
        var letters = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x80) continue;
            if (i + 1 == bytes.Length || bytes[i + 1] < rows.Second) return false;
            if (bytes[i] >= rows.First && bytes[i] <= rows.Last) letters++;
            else if (bytes[i] is not (>= 0xA1 and <= 0xA3) && !(rows.First == 0x82 && bytes[i] == 0x81)) return false;
            i++;
        }

        return letters >= rows.Least;
    }

    static bool IsThai(string text) => text.Count(c => c is > '\u0E2F' and < '\u0E4F') * 3 >= text.Count(c => c >= 0x80) && text.All(c => c < 0x80 || c is > '\u0E00' and < '\u0E5C');

    static Charset BestOf(int[] pages, ReadOnlySpan<byte> bytes)
    {
        var (best, most) = (pages[0], int.MinValue);
        foreach (var page in pages)
        {
            var worth = Worth(Charset.Of(page).Read(bytes));
            if (worth > most) (best, most) = (page, worth);
        }

        return Charset.Of(best);
    }

    static int Worth(string text)
    {
        // Letters of languages that do not share words: Czech has no ą and no ľ, Polish no š and no ž.
        var not = text.AsSpan().ContainsAny("ěřů") ? "ąĄľĽ" : text.AsSpan().ContainsAny("łęż") ? "šŠžŽťŤ" : "";
        var worth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < 0x80) continue;
            if (not.Contains(text[i])) worth--;
            else if (char.IsLetter(text[i]) || char.GetUnicodeCategory(text[i]) == UnicodeCategory.NonSpacingMark) worth += char.IsUpper(text[i]) && i > 0 && char.IsLower(text[i - 1]) ? -1 : 1;
            else if (Touches(text, i)) worth -= 2;
        }

        return worth;
    }

    static bool Touches(string text, int at) => (at > 0 && char.IsLetter(text[at - 1])) && (at + 1 < text.Length && char.IsLetter(text[at + 1]));

    // Letters of Western European languages, no three of them in a row, and the signs that Windows puts around words.
    static bool IsWestern(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 0x80) continue;
            if (char.IsLetter(c) ? !WesternLetters.Contains(c) || Between(text, i) : !WesternSigns.Contains(c) || (Touches(text, i) && c is not ('’' or '\u00AD' or '·'))) return false;
        }

        return !IsNonsense(text);
    }

    static bool Between(string text, int at) => at > 0 && at + 1 < text.Length && text[at - 1] >= 0xC0 && text[at + 1] >= 0xC0;

    /// <summary>Most of its letters above ASCII are of no Latin alphabet, and none stands beside a Latin one: no Western word looks so by chance.</summary>
    public static bool IsForeignScript(string text)
    {
        var (foreign, latin) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] >= 0x0370 && char.IsLetter(text[i])) foreign++;
            else if (text[i] >= 0x80) latin++;
            if (i > 0 && text[i] >= 0x0370 && char.IsAsciiLetter(text[i - 1])) latin++;
        }

        return foreign >= 4 && foreign > 4 * latin;
    }

    /// <summary>Words of accented letters alone, as no Western language has them: Cyrillic, Greek, Hebrew or Chinese read as Latin-1.</summary>
    public static bool IsNonsense(string text)
    {
        var (odd, all) = (0, 0);
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            var high = 0;
            for (; i < text.Length && (char.IsLetter(text[i]) || text[i] >= 0x80); i++) high += text[i] >= 0x80 ? 1 : 0;
            if (high > 0 && i - start > 1) all++;
            if (high > 1 && high == i - start) odd++;
            if (i == start) i++;
        }

        return odd > 0 && odd * 3 >= all * 2;
    }

    /// <summary>Most letters of another script stand in the midst of small Latin ones: what is read so was UTF-8 in a Western word.</summary>
    public static bool IsGlued(string text)
    {
        var (glued, all) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var start = i;
            while (i < text.Length && text[i] >= 0x80) i++;
            if (i == start) continue;
            all++;
            if (start > 0 && i < text.Length && char.IsAsciiLetter(text[start - 1]) && char.IsAsciiLetterLower(text[i])) glued++;
        }

        return glued * 2 > all;
    }

    /// <summary>Whether every letter above ASCII stands in a word as letters do: a small one not before a sign, no capital behind a small one.</summary>
    public static bool IsWord(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 0x80 || c == '\u00A0') continue;
            if (char.IsLetter(c) ? i > 0 && char.IsUpper(c) && char.IsLower(text[i - 1]) : char.IsControl(c) || Touches(text, i)) return false;
        }

        return true;
    }
}
