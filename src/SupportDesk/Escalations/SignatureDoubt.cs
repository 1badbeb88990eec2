namespace SupportDesk.Escalations;

/// <summary>
/// Finds at the end of public words what may be a signature that the mail's reader did not cut, so that the confirmation can point at it. It cuts nothing:
/// a list at the end of a statement looks much the same.
/// </summary>
public static class SignatureDoubt
{
    private const int MostLines = 8;
    private const int ShortLine = 60;

    /// <summary>The last lines, if none of them is a sentence and words stand above them; else empty.</summary>
    public static string Find(string text)
    {
        var lines = text.TrimEnd().ReplaceLineEndings("\n").Split('\n');
        var first = lines.Length;
        while (first > 0 && lines.Length - first < MostLines && (lines[first - 1].Trim().Length == 0 || IsNoSentence(lines[first - 1].Trim())))
            first--;
        while (first < lines.Length && lines[first].Trim().Length == 0)
            first++;
        return first > 0 && first < lines.Length ? string.Join('\n', lines[first..]) : "";
    }

    private static bool IsNoSentence(string line) => line.Length <= ShortLine && line[^1] is not ('.' or '!' or '?' or ':' or ';' or '…') && line[0] is not ('-' or '*' or '•') && !char.IsAsciiDigit(line[0]);
}
