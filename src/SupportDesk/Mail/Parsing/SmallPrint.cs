namespace SupportDesk.Mail.Parsing;

/// <summary>What a firm's server, a list or a virus scanner adds below everything, also below the quotation: no words of the writer.</summary>
static class SmallPrint
{
    const int MostLines = 40;

    /// <summary>All of the lines of [start, end): legal words, a list's footer behind a line of dashes, or a scanner's advertisement.</summary>
    public static bool Is(List<TextLine> lines, int start, int end)
    {
        if (end - start > MostLines) return false;
        var words = lines.GetRange(start, end - start).Where(l => !l.IsBlank).ToList();
        if (words.Count == 0) return false;
        var ruled = words[0].Bare is "--" || Signatures.IsRule(words[0].Bare);
        var text = Phrases.Folded(string.Join(' ', words.Select(w => w.Bare)));
        if (text.Length > 6000) return false;
        var legal = Phrases.LegalWords.Count(group => group.Any(w => text.Contains(w, StringComparison.Ordinal)));
        if (legal >= 3 || (legal >= 2 && (ruled || text.Length > 120))) return true;
        return (ruled || words.Count <= 3) && words.Count <= 8 && words.Exists(w => IsFooter(w.Bare)) && words.TrueForAll(w => w.Bare.Length <= 200);
    }

    static bool IsFooter(string bare)
    {
        var folded = Phrases.Folded(bare);
        return Phrases.Footers.Any(f => folded.Contains(f, StringComparison.Ordinal));
    }
}
