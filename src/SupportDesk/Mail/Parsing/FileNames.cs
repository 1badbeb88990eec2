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
    /// Without the folders of a path, control, direction and zero-width characters, and what file systems refuse; no leading or trailing dots; no
    /// name of a device; at most <see cref="Length"/> characters with the ending kept. A slash in a name that is no path becomes "_".
    /// </summary>
    /// <param name="written">As the sender wrote it; may be null or empty.</param>
    /// <param name="instead">The name where nothing is left.</param>
    public static string Clean(string? written, string instead)
    {
        var text = Texts.Clean(written ?? "");
        var slash = IsPath(text) ? text.AsSpan().TrimEnd("/\\").LastIndexOfAny('/', '\\') : -1;
        var name = new StringBuilder();
        foreach (var c in slash < 0 ? text : text[(slash + 1)..].Trim('/', '\\'))
        {
            if (char.IsControl(c) || Texts.IsInvisible(c) || c is '\u200C' or '\u200D') continue;
            name.Append(c is '*' or '?' or '"' or '<' or '>' or '|' or '/' or '\\' ? '_' : char.IsWhiteSpace(c) ? ' ' : c);
        }

        var clean = name.ToString().Trim(' ', '.');
        if (clean.Length == 0 || text.AsSpan().Trim("/\\. ").IsEmpty) return instead;
        var stem = clean.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? clean[..dot] : clean;
        return Shorten(Reserved.Contains(stem.Trim()) ? "_" + clean : clean);
    }

    // "/tmp/a.pdf", "C:\a.pdf", "../a.pdf", "folder/a.pdf"; but "Report 7/2026.pdf" is a name.
    static bool IsPath(string text)
    {
        var first = text.AsSpan().TrimStart().IndexOfAny('/', '\\');
        if (first < 0) return false;
        var before = text.AsSpan().TrimStart()[..first];
        return before.Length == 0 || before is "." or ".." or "~" || (before.Length == 2 && before[1] == ':') || text.Contains('\\') || text.Contains("/../", StringComparison.Ordinal)
            || text.Contains("://", StringComparison.Ordinal);
    }

    static string Shorten(string name)
    {
        if (name.Length <= Length) return name;
        var ending = Path.GetExtension(name);
        if (ending.Length > 20) ending = "";
        return Texts.Cut(name[..^ending.Length], Length - ending.Length) + ending;
    }
}
