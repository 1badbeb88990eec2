using System.Text.RegularExpressions;

namespace SupportDesk.Mail.Parsing;

/// <summary>What a parser of today would leave out with the markup around it: words that other mail programs show, or that stand for them.</summary>
static partial class HtmlMending
{
    /// <summary>The same HTML; to be counted (<see cref="HtmlScan"/>) and parsed (<see cref="HtmlTree"/>) in this form only.</summary>
    public static string Mended(string html) => WithoutFrames(WithoutOpenComment(html));

    // "<!--" that nothing closes takes all that follows; it ends at the next ">" here.
    static string WithoutOpenComment(string html)
    {
        var closed = Math.Max(html.LastIndexOf("-->", StringComparison.Ordinal), html.LastIndexOf("--!>", StringComparison.Ordinal));
        var open = html.IndexOf("<!--", Math.Max(0, closed + 1), StringComparison.Ordinal);
        return open < 0 ? html : html[..open] + html[open..].Replace("<!--", "<!", StringComparison.Ordinal);
    }

    // A page of frames has no body; what it says without them does, and so does what a list writes below it.
    static string WithoutFrames(string html) => html.Contains("<frameset", StringComparison.OrdinalIgnoreCase) ? Frames().Replace(html, "") : html;

    [GeneratedRegex("</?(?:frameset|frame|noframes)\\b[^<>]*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Frames();
}
