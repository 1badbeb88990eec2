using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ganss.Xss;
using SupportDesk.Files;

namespace SupportDesk.Mail.Parsing;

/// <summary>
/// The formatted mail nearly as it was sent, for a frame without scripts: its colours, tables and sizes stay; what runs, loads or places itself over a page goes
/// (threats T01a, T01e). Pictures that came along stand within it; all others would be fetched from somewhere, so they are left out.
/// </summary>
public static class SentHtml
{
    private const int MostPictureBytes = 5 * 1024 * 1024;

    private static readonly string[] Attributes =
    [
        "href", "src", "alt", "title", "width", "height", "align", "valign", "bgcolor", "color", "face", "size", "border", "cellpadding", "cellspacing",
        "colspan", "rowspan", "dir", "lang", "start", "type", "style",
    ];

    private static readonly string[] Styles =
    [
        "color", "background-color", "font-family", "font-size", "font-style", "font-weight", "font-variant", "text-align", "text-decoration", "text-indent", "text-transform",
        "letter-spacing", "line-height", "white-space", "vertical-align", "direction", "width", "max-width", "min-width", "height", "border-collapse", "border-spacing", "list-style-type",
        "margin", "margin-top", "margin-right", "margin-bottom", "margin-left", "padding", "padding-top", "padding-right", "padding-bottom", "padding-left",
        "border", "border-top", "border-right", "border-bottom", "border-left", "border-width", "border-style", "border-color", "border-radius",
    ];

    private static readonly HtmlSanitizer Sanitizer = new(new HtmlSanitizerOptions
    {
        AllowedTags = HtmlTree.AllowedTags,
        AllowedAttributes = new HashSet<string>(Attributes, StringComparer.OrdinalIgnoreCase),
        AllowedSchemes = new HashSet<string>(["http", "https", "mailto", "attachment"], StringComparer.OrdinalIgnoreCase),
        UriAttributes = new HashSet<string>(["href", "src"], StringComparer.OrdinalIgnoreCase),
        AllowedCssProperties = new HashSet<string>(Styles, StringComparer.OrdinalIgnoreCase),
        AllowedAtRules = new HashSet<AngleSharp.Css.Dom.CssRuleType>(),
    })
    {
        KeepChildNodes = true,
        AllowDataAttributes = false,
    };

    /// <summary>The body, how many pictures from elsewhere were left out, and how many that should have come along can't be shown.</summary>
    /// <param name="html">Null gives null.</param>
    public static (string? Html, int Remote, int Unshown) Clean(string? html, IReadOnlyList<MailFile> files)
    {
        if (html is null || HtmlScan.IsOver(html, ParseLimits.Default))
            return (null, 0, 0);

        var document = HtmlTree.Parse(html);
        foreach (var picture in document.QuerySelectorAll("img").ToList())
        {
            if (RemotePictures.IsRemote(picture))
            {
                Replace(document, picture);
                continue;
            }

            var source = picture.GetAttribute("src") ?? "";
            var at = source.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) ? IndexOf(files, source[4..]) : -1;
            picture.SetAttribute("src", at < 0 ? "" : $"attachment:{at}");
        }

        // Parsed once more, by the sanitiser: our trees know nothing of styles.
        var clean = Sanitizer.SanitizeDom(document.Body?.InnerHtml ?? "");
        return clean.Body is null ? (null, 0, 0) : (Place(clean, files, out var unshown), RemotePictures.Count(html), unshown);
    }

    private static string Place(IHtmlDocument document, IReadOnlyList<MailFile> files, out int unshown)
    {
        var left = MostPictureBytes;
        unshown = 0;
        foreach (var picture in document.QuerySelectorAll("img").ToList())
        {
            var file = PostHtml.IndexOf(picture.GetAttribute("src") ?? "") is { } n && n < files.Count ? files[n] : null;
            var type = file is null ? "" : FileKinds.TypeOf(file.Content.Span);
            if (file is null || !FileKinds.IsPicture(type) || file.Size > left)
            {
                unshown++;
                Replace(document, picture);
                continue;
            }

            left -= (int)file.Size;
            picture.SetAttribute("src", $"data:{type};base64,{Convert.ToBase64String(file.Content.Span)}");
        }

        foreach (var link in document.QuerySelectorAll("a[href]"))
            link.SetAttribute("rel", "noopener noreferrer");
        return document.Body!.InnerHtml;
    }

    private static void Replace(IHtmlDocument document, IElement picture) =>
        picture.Replace(document.CreateTextNode(picture.GetAttribute("alt") is { Length: > 0 } alt ? $"[{alt}]" : ""));

    private static int IndexOf(IReadOnlyList<MailFile> files, string contentId)
    {
        var id = Uri.UnescapeDataString(contentId).Trim('<', '>');
        for (var n = 0; n < files.Count; n++)
        {
            if (string.Equals(files[n].ContentId, id, StringComparison.OrdinalIgnoreCase))
                return n;
        }

        return -1;
    }
}
