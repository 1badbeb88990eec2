namespace SupportDesk.Mail.Parsing;

/// <summary>
/// "My answers are below in red": the writer answers inside the quoted mail, which Outlook quotes without any mark, so that no line of it
/// can be told from the answers.
/// </summary>
static class AnswersInside
{
    const int LinesAbove = 8;
    const int Longest = 160;

    /// <summary>The last words above <paramref name="end"/> say so.</summary>
    public static bool AreAnnounced(List<TextLine> lines, int end)
    {
        for (var (i, seen) = (end - 1, 0); i >= 0 && seen < LinesAbove; i--)
        {
            if (lines[i].IsBlank || lines[i].Kind != LineKind.Text) continue;
            seen++;
            if (lines[i].Bare.Length > Longest) continue;
            var text = Phrases.Folded(lines[i].Bare);
            if (Phrases.AnswersInside.Any(group => group.All(w => text.Contains(w, StringComparison.Ordinal)))) return true;
        }

        return false;
    }
}
