namespace SupportDesk.Mail.Parsing;

/// <summary>What a firm's server, a list or a virus scanner adds below everything, also below the quotation: no words of the writer.</summary>
static class SmallPrint
{
    const int MostLines = 40;
    const int LongLine = 60;
    const int CertainSubjects = 4;

    /// <summary>All of the lines of [start, end): legal words, a list's footer behind a line of dashes, or a scanner's advertisement.</summary>
    public static bool Is(List<TextLine> lines, int start, int end)
    {
        if (end - start > MostLines) return false;
        var words = lines.GetRange(start, end - start).Where(l => !l.IsBlank).ToList();
        if (words.Count == 0) return false;
        var ruled = words[0].Bare is "--" || Signatures.IsRule(words[0].Bare);
        var text = Phrases.Folded(string.Join(' ', words.Select(w => w.Bare)));
        if (text.Length > 6000) return false;
        var legal = Subjects(text);
        if (legal >= 3 || (legal >= 2 && (ruled || text.Length > 120))) return true;
        return (ruled || words.Count <= 3) && words.Count <= 8 && words.Exists(w => IsFooter(w.Bare)) && words.TrueForAll(w => w.Bare.Length <= 200);
    }

    /// <summary>Where the legal words begin that end [start, end); end where none do.</summary>
    /// <param name="lines">All lines.</param>
    /// <param name="start">Never the first of them: small print stands below something.</param>
    /// <param name="end">Behind the last of them.</param>
    /// <param name="isCertain">It speaks of so many subjects of small print that it needs no signature above.</param>
    public static int Start(List<TextLine> lines, int start, int end, out bool isCertain)
    {
        isCertain = false;
        var (text, at) = ("", end);
        for (var i = end - 1; i > start && end - i <= MostLines && text.Length <= 6000; i--)
        {
            if (lines[i].IsBlank) continue;
            if (lines[i].IsCode) break;
            // From a first paragraph on only its own lines, each as long as a paragraph's are.
            if (at < end && (lines[i + 1].IsBlank || lines[i].Bare.Length <= LongLine)) break;
            text = Phrases.Folded(lines[i].Bare + " " + text);
            if (text.Length > LongLine * 2 && Subjects(text) >= 2) at = i;
        }

        // Within a paragraph the words may be the end of the writer's own sentence.
        isCertain = at < end && Subjects(text) >= CertainSubjects && (lines[at - 1].IsBlank || Signatures.IsRule(lines[at - 1].Bare));
        return at;
    }

    static int Subjects(string text) => Phrases.LegalWords.Count(group => group.Any(w => text.Contains(w, StringComparison.Ordinal)));

    static bool IsFooter(string bare)
    {
        var folded = Phrases.Folded(bare);
        return Phrases.Footers.Any(f => folded.Contains(f, StringComparison.Ordinal));
    }
}
