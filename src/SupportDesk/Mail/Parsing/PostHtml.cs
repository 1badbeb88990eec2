using System.Globalization;

namespace SupportDesk.Mail.Parsing;

/// <summary>
/// The small subset of HTML in which a post is kept and shown: p, br, ul, ol, li, blockquote, pre, code, strong, em, s, a, table, tr, th, td
/// and img at addresses of ours. A short cell with a number has nowrap. No style, class, id or name. It is written anew, element by element, from what a sanitiser with an empty
/// allow-list left; nothing of the source's markup is copied (threats T01a, T01b). Used for mail and for what agents type alike.
/// </summary>
public static class PostHtml
{
    /// <summary>Cuts HTML to the subset. HTML that is too deep or has too many elements comes back as its text only.</summary>
    /// <param name="html">Any HTML, typed or received.</param>
    /// <param name="picture">From a picture's src to the address of ours it may be shown from, or null: the picture is left out. Without it no picture is shown.</param>
    public static string Clean(string html, Func<string, string?>? picture = null)
    {
        if (HtmlScan.IsOver(html, ParseLimits.Default)) return FromText(HtmlScan.TextOf(html));
        return SubsetWriter.Write(HtmlTree.Parse(html), picture);
    }

    /// <summary>Plain text as the subset: paragraphs, quoted lines as quotes, addresses as links. Linear in the length.</summary>
    public static string FromText(string text) => TextToHtml.Write(Texts.Clean(text));

    /// <summary>HTML as good plain text: lists with dashes or numbers, quotes with "&gt; ", links with their address behind them.</summary>
    public static string ToText(string html)
    {
        if (HtmlScan.IsOver(html, ParseLimits.Default)) return Texts.Clean(HtmlScan.TextOf(html));
        return HtmlLines.Read(HtmlTree.Parse(html)).AsText();
    }

    /// <summary>Gives the pictures that stand as <c>attachment:N</c> their addresses; a null address takes the picture out.</summary>
    public static string PlacePictures(string html, Func<int, string?> addressOf)
    {
        const string start = "<img src=\"attachment:";
        if (!html.Contains(start, StringComparison.Ordinal)) return html;
        return SubsetWriter.Write(HtmlTree.Parse(html), src => IndexOf(src) is { } n ? addressOf(n) : null);
    }

    /// <summary>The subset with the direction of each block said, so that Hebrew and Arabic run from right to left. Only for showing: it is kept without.</summary>
    public static string WithDirections(string html) => Directions.Set(html);

    /// <summary>N of <c>attachment:N</c>, by which HTML names a picture that has no address yet: its place among the files beside it, from 0; else null.</summary>
    public static int? IndexOf(string src) =>
        src.StartsWith("attachment:", StringComparison.Ordinal) && int.TryParse(src.AsSpan(11), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
}
