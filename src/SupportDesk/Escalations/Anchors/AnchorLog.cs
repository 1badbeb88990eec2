using System.Globalization;

namespace SupportDesk.Escalations.Anchors;

/// <summary>Lines of anchors.log as a file holds them, each checked against those before it.</summary>
public sealed class AnchorLog
{
    private readonly Dictionary<Guid, AnchoredHead> heads = [];
    private readonly HashSet<string> seen = [];
    private bool isWhole = true;

    public List<AnchorLine> Lines { get; } = [];

    /// <summary>Lines that were changed, forged or left out, as sentences.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>What limits the check without being wrong, as sentences.</summary>
    public List<string> Remarks { get; } = [];

    /// <param name="text">All of a file, or of several, one after the other.</param>
    public static AnchorLog Read(string text)
    {
        var log = new AnchorLog();
        var lines = text.Split('\n').Select(l => l.TrimEnd('\r')).ToList();
        foreach (var (index, line) in lines.Index())
        {
            if (line.Length > 0 && log.seen.Add(line))
                log.Take(line, index + 1, isTail: index == lines.Count - 1);
        }

        if (log.Lines.Count == 0 && log.Problems.Count == 0)
            log.Problems.Add("The file holds no line of anchors.log.");
        return log;
    }

    private void Take(string text, int no, bool isTail)
    {
        if (AnchorLine.Read(text) is not { } line)
        {
            if (isTail)
                Remarks.Add($"Line {no} is cut off; it was not checked.");
            else
                Problems.Add($"Line {no} is no line of anchors.log: it was changed.");
            isWhole = isWhole && isTail;
            return;
        }

        CheckPlace(line, no);
        foreach (var head in line.Changed)
            heads[head.Id] = head;
        if (isWhole && (AnchorLine.HashOf(heads.Values) != line.Hash || heads.Count != line.Cases))
            Wrong($"Line {no} ({Say(line.Day)}) was changed: its heads and those before it do not give its hash.");
        Lines.Add(line);
    }

    private void CheckPlace(AnchorLine line, int no)
    {
        if (Lines.Count == 0 && line.Since.Length > 0)
        {
            isWhole = false;
            Remarks.Add($"The file begins on {Say(line.Day)}, later than the desk’s own log. Heads are checked; the hashes over all heads can’t be.");
        }
        else if (Lines.Count > 0 && (line.Since != Lines[^1].Hash || line.Day <= Lines[^1].Day))
        {
            Wrong($"Line {no} ({Say(line.Day)}) does not follow the line before it: a line was changed or left out.");
        }
    }

    // What comes after a wrong line can't add up: one sentence for the first is enough.
    private void Wrong(string what)
    {
        if (isWhole)
            Problems.Add(what);
        isWhole = false;
    }

    internal static string Say(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
