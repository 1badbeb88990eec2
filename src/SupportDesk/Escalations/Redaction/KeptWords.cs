namespace SupportDesk.Escalations.Redaction;

/// <summary>What is proposed to be left out of a text.</summary>
/// <param name="Key">The words and which of several it is: stays the same while the rest of the text is edited.</param>
public sealed record Proposal(Finding Finding, string Key);

/// <summary>What agents left in though the desk proposed to leave it out: one key a line.</summary>
public static class KeptWords
{
    public static IReadOnlyList<Proposal> Propose(string text, IReadOnlyList<Finding> findings)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var proposals = new List<Proposal>(findings.Count);
        foreach (var finding in findings)
        {
            var words = string.Join(' ', text.Substring(finding.Start, finding.Length).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
            var no = seen[words] = seen.GetValueOrDefault(words) + 1;
            proposals.Add(new(finding, $"{no}:{words}"));
        }

        return proposals;
    }

    /// <summary>What stays in: it was offered, and the box was not ticked.</summary>
    public static string Keep(IEnumerable<string>? offered, IEnumerable<string>? taken) => string.Join('\n', (offered ?? []).Except(taken ?? [], StringComparer.Ordinal).Select(k => k.ReplaceLineEndings(" ")));

    public static IReadOnlySet<string> Read(string kept) => kept.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
}
