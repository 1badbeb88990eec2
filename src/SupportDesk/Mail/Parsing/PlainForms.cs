using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace SupportDesk.Mail.Parsing;

/// <summary>Compares the plain form of a text with the formatted one, which is what the writer saw and every mail program shows (RFC 2046, 5.1.4).</summary>
static partial class PlainForms
{
    const int FewWords = 4;

    static readonly string[] Written = ["href", "src", "alt", "title"];

    /// <summary>The plain form holds words that stand nowhere in the formatted one, nor in its links and pictures.</summary>
    public static bool HasMore(string plain, IHtmlDocument document, List<TextLine> lines)
    {
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var word in lines.SelectMany(l => Words(l.Text))) known.Add(word);
        foreach (var value in document.All.SelectMany(e => Written.Select(e.GetAttribute)).OfType<string>())
        {
            foreach (var word in Words(value)) known.Add(word);
        }

        return Words(plain).Any(word => !known.Contains(word));
    }

    /// <summary>The plain form lacks no number of the formatted one, and but a few of its words: mail programs put words of their own into either.</summary>
    public static bool SaysTheSame(string plain, List<TextLine> lines)
    {
        var known = Words(plain).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var missing = lines.Where(l => !IsPicture(l)).SelectMany(l => Words(l.Bare)).Where(w => !known.Contains(w)).Take(FewWords).ToList();
        return missing.Count < FewWords && !missing.Exists(w => w.Any(char.IsDigit));
    }

    /// <summary>The words that a tree's texts show: a page keeps the address of a link inside its markup.</summary>
    public static HashSet<string> Shown(List<TextLine> lines) =>
        lines.SelectMany(l => l.Parts).Select(p => p.Node).OfType<IText>().SelectMany(t => Words(t.Data)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A part of the plain form shows words that are not among these.</summary>
    public static bool HasOthers(List<TextLine> plain, Fold fold, HashSet<string> shown) =>
        plain.Where(l => l.Fold == fold).SelectMany(l => Words(WithoutAddresses(l.Text))).Any(w => !shown.Contains(w));

    /// <summary>A line without the addresses in angle brackets that programs write behind the words of a link.</summary>
    public static string WithoutAddresses(string line) => Address().Replace(line, " ");

    [GeneratedRegex("<[^<>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    /// <summary>A word is new in the plain form and not in the formatted one.</summary>
    public static bool HasOtherNews(List<TextLine> plain, List<TextLine> lines)
    {
        var known = lines.Where(l => l.Fold == Fold.New).SelectMany(l => Words(l.Text)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return plain.Where(l => l.Fold == Fold.New && !l.Text.Contains("://", StringComparison.Ordinal)).SelectMany(l => Words(l.Text)).Any(w => !known.Contains(w));
    }

    /// <summary>A line on which nothing stands but pictures.</summary>
    public static bool IsPicture(TextLine line) =>
        line.Parts.Count > 0 && line.Parts.All(p => p.Node is IHtmlImageElement || string.IsNullOrWhiteSpace(p.Node.TextContent));

    // Letters in a row; where a script has no spaces between words, each of its characters.
    public static IEnumerable<string> Words(string text)
    {
        var word = new System.Text.StringBuilder();
        foreach (var c in text)
        {
            var letter = char.IsLetterOrDigit(c);
            var single = letter && c >= '\u2E80';
            if (Texts.IsInvisible(c)) continue;
            if (word.Length > 0 && (!letter || single))
            {
                if (word.Length > 1) yield return word.ToString();
                word.Clear();
            }

            if (single) yield return c.ToString();
            else if (letter) word.Append(c);
        }

        if (word.Length > 1) yield return word.ToString();
    }
}
