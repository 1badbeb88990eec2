using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace SupportDesk.Mail.Parsing;

/// <summary>Pictures that a mail would load from somewhere, which tells its sender who reads it and when (threat T01e).</summary>
internal static partial class RemotePictures
{
    // Where a picture's address may stand, besides in styles.
    private static readonly string[] Attributes = ["src", "srcset", "background", "poster", "href", "xlink:href"];

    /// <summary>How many a mail names, in whatever way: as a picture, a background, in a style or in a drawing.</summary>
    public static int Count(string html)
    {
        var document = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(html);
        return document.All.Sum(e => (IsRemote(e) ? 1 : 0) + InStyle().Count(e.LocalName == "style" ? e.TextContent : e.GetAttribute("style") ?? ""));
    }

    public static bool IsRemote(IElement element) => element.LocalName switch
    {
        "img" or "image" => Names(element, Attributes),
        "source" => element.ParentElement?.LocalName == "picture" && Names(element, Attributes),
        "input" => string.Equals(element.GetAttribute("type"), "image", StringComparison.OrdinalIgnoreCase) && Names(element, ["src"]),
        _ => Names(element, ["background", "poster"]),
    };

    private static bool Names(IElement element, IEnumerable<string> attributes) => attributes.Any(name => element.GetAttribute(name) is { } address && Elsewhere().IsMatch(address));

    [GeneratedRegex(@"^\s*(https?:|ftp:|//|\\\\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"url\(\s*['""]?\s*(https?:|ftp:|//)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InStyle();
}
