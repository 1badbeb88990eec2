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

    /// <summary>The new words of both are the same, in the same order.</summary>
    public static bool SaySame(List<TextLine> plain, List<TextLine> html) => New(plain).SequenceEqual(New(html), StringComparer.Ordinal);

    static IEnumerable<string> New(List<TextLine> lines) => lines.Where(l => l.Fold == Fold.New).SelectMany(l => Words(l.Bare));

    // Letters in a row; where a script has no spaces between words, each of its characters.
    static IEnumerable<string> Words(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var letter = i < text.Length && char.IsLetterOrDigit(text[i]);
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
