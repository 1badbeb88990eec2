namespace SupportDesk.Mail.Parsing;

/// <summary>
/// Cuts the plain form of a text where the formatted one was cut: its words are found in the tree's, in their order, and take their fold. So both
/// forms have the same parts, and the text keeps the lines that its writer's program gave it.
/// </summary>
sealed class PlainCut
{
    const int Ahead = 300;
    const int Compared = 4;

    readonly List<(string Word, Fold Fold)> known = [];
    readonly Dictionary<string, List<int>> places = new(StringComparer.OrdinalIgnoreCase);

    PlainCut(List<TextLine> lines)
    {
        foreach (var line in lines)
        {
            foreach (var word in PlainForms.Words(line.Text)) Add(word, line.Fold);
        }
    }

    void Add(string word, Fold fold)
    {
        if (!places.TryGetValue(word, out var at)) places[word] = at = [];
        at.Add(known.Count);
        known.Add((word, fold));
    }

    /// <summary>
    /// The lines of the plain form with the tree's folds; those of the tree where the plain ones show more than it. The address of a link in
    /// the signature is shown, since it says how to reach the writer.
    /// </summary>
    /// <param name="plain">As many as there are.</param>
    /// <param name="lines">Those of the tree, already folded.</param>
    /// <param name="hasLonger">The signature shows more than the tree's.</param>
    public static List<TextLine> Of(List<TextLine> plain, List<TextLine> lines, out bool hasLonger)
    {
        Set(plain, lines);
        var shown = PlainForms.Shown(lines);
        hasLonger = PlainForms.HasOthers(plain, Fold.Signature, shown);
        var hasLogo = lines.Exists(l => l.Fold == Fold.Signature && l.Parts.Any(p => p.Node is AngleSharp.Html.Dom.IHtmlImageElement));
        if ((!hasLonger || (!hasLogo && IsTheSame(plain, lines, shown))) && !PlainForms.HasOthers(plain, Fold.New, shown) && !PlainForms.HasOthers(plain, Fold.Quote, shown)) return lines.Exists(IsLine) ? plain : [.. plain.Where(l => !IsLine(l))];
        hasLonger = false;
        return lines;
    }

    // A line of "____", which Outlook writes for a rule of its formatted form: there it is no text.
    static bool IsLine(TextLine line) => line.Bare.Length >= 8 && line.Bare.AsSpan().IndexOfAnyExcept('_') < 0;

    // But for what only the plain form shows.
    static bool IsTheSame(List<TextLine> plain, List<TextLine> lines, HashSet<string> shown) =>
        Signature(plain).Where(shown.Contains).SequenceEqual(Signature(lines).Where(shown.Contains), StringComparer.OrdinalIgnoreCase);

    static IEnumerable<string> Signature(List<TextLine> lines) => lines.Where(l => l.Fold == Fold.Signature).SelectMany(l => PlainForms.Words(PlainForms.WithoutAddresses(l.Text)));

    static void Set(List<TextLine> plain, List<TextLine> lines)
    {
        var cut = new PlainCut(lines);
        var (next, fold) = (0, cut.known.Count > 0 ? cut.known[0].Fold : Fold.New);
        var blank = 0;
        for (var i = 0; i < plain.Count; i++)
        {
            var words = PlainForms.Words(plain[i].Text).ToList();
            var at = words.Count == 0 ? -1 : cut.Find(words, next);
            if (at >= 0)
            {
                (fold, next) = (cut.known[at].Fold, at + words.Count);
                // A mark above the words, such as the line above a signature, goes with them.
                for (var k = blank; k < i; k++) plain[k].Fold = fold;
            }

            plain[i].Fold = fold;
            if (words.Count > 0) blank = i + 1;
        }
    }

    // A single word says little: it must be the next.
    int Find(List<string> words, int from)
    {
        if (!places.TryGetValue(words[0], out var all)) return -1;
        var first = all.BinarySearch(from);
        for (var i = first < 0 ? ~first : first; i < all.Count && all[i] - from <= (words.Count == 1 ? 0 : Ahead); i++)
        {
            if (Fits(words, all[i])) return all[i];
        }

        return -1;
    }

    bool Fits(List<string> words, int at)
    {
        for (var i = 1; i < words.Count && i < Compared; i++)
        {
            if (at + i >= known.Count || !known[at + i].Word.Equals(words[i], StringComparison.OrdinalIgnoreCase)) return false;
        }

        return true;
    }
}
