using System.Text;

namespace SupportDesk;

/// <summary>Text as it is made fit to keep and to show in one line.</summary>
public static class Words
{
    /// <summary>Removes NUL and lone surrogates, which no engine keeps; linear.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";

        var spoilt = false;
        for (var i = 0; i < text.Length && !spoilt; i++)
            spoilt = text[i] == '\0' || char.IsSurrogate(text[i]);
        if (!spoilt)
            return text;

        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value != 0 && rune != Rune.ReplacementChar)
                kept.Append(rune.ToString());
        }

        return kept.ToString();
    }

    /// <summary>One line: control and format characters become spaces, runs of white space one space, ends trimmed.</summary>
    public static string OneLine(string? text)
    {
        var line = new StringBuilder();
        var gap = false;
        foreach (var c in Clean(text))
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c) || c is '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
            {
                gap = line.Length > 0;
                continue;
            }

            if (gap)
                line.Append(' ');
            gap = false;
            line.Append(c);
        }

        return line.ToString();
    }

    /// <summary>A number of bytes as people read it, in powers of 1024: 512 B, 34 kB, 2.5 MB.</summary>
    public static string Size(long bytes, IFormatProvider culture) =>
        bytes < 1024 ? string.Create(culture, $"{bytes} B") : bytes < 1024 * 1024 ? string.Create(culture, $"{bytes / 1024} kB") : string.Create(culture, $"{bytes / 1024.0 / 1024:0.#} MB");

    /// <summary>At most <paramref name="length"/> UTF-16 units, never half a surrogate pair, with an ellipsis where something was cut.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
            return text;

        var end = length - 1;
        if (char.IsHighSurrogate(text[end - 1]))
            end--;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
