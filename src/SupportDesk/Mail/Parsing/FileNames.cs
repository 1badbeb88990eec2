using System.Text;

namespace SupportDesk.Mail.Parsing;

/// <summary>Names of attachments, safe to show, to put into a header and to save under (threats T13, T15).</summary>
public static class FileNames
{
    public const int Length = 200;

    static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    };

    /// <summary>
    /// Without path parts, control, direction and zero-width characters, and what file systems refuse; no leading or trailing dots; no name of a
    /// device; at most <see cref="Length"/> characters with the ending kept.
    /// </summary>
    /// <param name="written">As the sender wrote it; may be null or empty.</param>
    /// <param name="instead">The name where nothing is left.</param>
    public static string Clean(string? written, string instead)
    {
        var text = Texts.Clean(written ?? "");
        var slash = text.AsSpan().TrimEnd("/\\").LastIndexOfAny('/', '\\');
        var name = new StringBuilder();
        foreach (var c in text.AsSpan(slash + 1))
        {
            if (char.IsControl(c) || Texts.IsInvisible(c) || c is '/' or '\\' or '\u200C' or '\u200D') continue;
            name.Append(c is '*' or '?' or '"' or '<' or '>' or '|' ? '_' : char.IsWhiteSpace(c) ? ' ' : c);
        }

        var clean = name.ToString().Trim(' ', '.');
        if (clean.Length == 0) return instead;
        var stem = clean.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? clean[..dot] : clean;
        return Shorten(Reserved.Contains(stem.Trim()) ? "_" + clean : clean);
    }

    static string Shorten(string name)
    {
        if (name.Length <= Length) return name;
        var ending = Path.GetExtension(name);
        if (ending.Length > 20) ending = "";
        return Texts.Cut(name[..^ending.Length], Length - ending.Length) + ending;
    }
}
