using System.Text;

namespace SupportDesk.Mail.Parsing;

/// <summary>What every text from outside passes through before it is kept (threats T13, T15).</summary>
public static class Texts
{
    public const int SubjectLength = 255;

    /// <summary>Line ends become LF; NUL, lone surrogates and control characters but tab and LF go.</summary>
    public static string Clean(string text)
    {
        if (!NeedsCleaning(text)) return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\r')
            {
                if (i + 1 >= text.Length || text[i + 1] != '\n') clean.Append('\n');
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(c).Append(text[++i]);
            }
            else if (c is '\u2028' or '\u2029' or '\u0085')
            {
                clean.Append('\n');
            }
            else if (c is '\t' or '\n' || !(char.IsSurrogate(c) || char.IsControl(c) || c == '\uFEFF' || c >= '\uFFFE'))
            {
                clean.Append(c);
            }
        }

        return clean.ToString();
    }

    /// <summary>One line: white space folded, control and direction characters removed, at most <paramref name="length"/> characters, an ellipsis where it was cut.</summary>
    public static string Line(string? text, int length = SubjectLength)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var line = new StringBuilder(Math.Min(text.Length, length + 1));
        foreach (var c in Clean(text))
        {
            if (line.Length > length + 1) break;
            if (char.IsWhiteSpace(c))
            {
                if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
            }
            else if (!IsInvisible(c))
            {
                line.Append(c);
            }
        }

        return Cut(line.ToString().TrimEnd(), length);
    }

    /// <summary>Never longer than <paramref name="length"/>, never ending in half a character.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length) return text;
        var end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    /// <summary>Direction marks, zero-width and other characters that let a text look like another. The joiner stays: emoji and scripts need it.</summary>
    internal static bool IsInvisible(char c) =>
        c is '\u200B' or '\u200E' or '\u200F' or '\u061C' or '\u180E' or '\u2060' or '\uFEFF' or '\u00AD' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u206F');

    static bool NeedsCleaning(string text)
    {
        foreach (var c in text)
        {
            if (c is not ('\n' or '\t') && (char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\uFEFF' || c >= '\uFFFE')) return true;
        }

        return false;
    }
}
