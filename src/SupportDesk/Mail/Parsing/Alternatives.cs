using AngleSharp.Dom;

namespace SupportDesk.Mail.Parsing;

/// <summary>Compares the two forms of one text. The formatted one is what the writer saw and every mail program shows (RFC 2046, 5.1.4).</summary>
static class Alternatives
{
    const int FewestWords = 4;

    /// <summary>The plain form stands for nothing ("your program cannot show this"), or says something else: most words of the formatted one are not in it.</summary>
    public static bool Differ(string plain, List<TextLine> html)
    {
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var word in Words(plain)) known.Add(word);
        var (all, missing) = (0, 0);
        foreach (var word in html.SelectMany(l => Words(l.Bare)))
        {
            all++;
            if (!known.Contains(word)) missing++;
        }

        return missing >= FewestWords && missing * 2 > all;
    }

    /// <summary>Both say the same new words in the same order, but the plain form's history has more beside them: addresses of links, lines of dashes.</summary>
    public static bool HasMoreBesideTheSame(List<TextLine> plain, List<TextLine> html) =>
        New(plain).SequenceEqual(New(html), StringComparer.Ordinal) && HasMore(plain, html, Fold.Quote, ofAll: true);

    /// <summary>The plain form's signature has all words of the formatted one and more: the address that a link keeps inside its markup.</summary>
    public static bool HasLongerSignature(List<TextLine> plain, List<TextLine> html) =>
        HasMore(plain, html, Fold.Signature, ofAll: false) && !HasMore(html, plain, Fold.Signature, ofAll: false);

    // The page keeps a link's address inside its markup, so of a tree only its texts are shown.
    static bool HasMore(List<TextLine> one, List<TextLine> other, Fold fold, bool ofAll)
    {
        var shown = other.Where(l => ofAll || l.Fold == fold).SelectMany(Shown).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return one.Where(l => l.Fold == fold).SelectMany(Shown).Any(w => !shown.Contains(w));
    }

    static IEnumerable<string> Shown(TextLine line) =>
        line.Nodes.Count == 0 ? Words(line.Text, '_') : line.Nodes.OfType<IText>().SelectMany(n => Words(n.Data, '_'));

    static IEnumerable<string> New(List<TextLine> lines) => lines.Where(l => l.Fold == Fold.New).SelectMany(l => Words(l.Bare));

    // Letters in a row; where a script has no spaces between words, each of its characters.
    static IEnumerable<string> Words(string text, char more = '\0')
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var letter = i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == more);
            var single = letter && text[i] >= '\u2E80';
            if (start >= 0 && (!letter || single))
            {
                if (i - start > 1) yield return text[start..i];
                start = -1;
            }

            if (single) yield return text[i].ToString();
            else if (letter && start < 0) start = i;
        }
    }
}
