using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace SupportDesk.Mail.Parsing;

/// <summary>Builds the tree and takes out of it what may not be shown.</summary>
static class HtmlTree
{
    static readonly HtmlParser Parser = new(new HtmlParserOptions { IsScripting = false });

    static readonly string[] Tags =
    [
        "html", "head", "body", "p", "div", "span", "font", "center", "section", "article", "header", "footer", "main", "aside", "address", "figure", "figcaption",
        "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code", "tt", "kbd", "samp",
        "b", "strong", "i", "em", "cite", "u", "s", "strike", "del", "ins", "small", "big", "sub", "sup", "q", "abbr",
        "a", "img", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
    ];

    // Nobody sees their content, so it goes with them; of all other unknown elements the children stay.
    static readonly HashSet<string> Dropped = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "title", "template", "iframe", "frame", "frameset", "noframes", "noembed", "embed", "svg", "math",
        "input", "meta", "link", "base", "canvas", "datalist",
    };

    // What they hold is for readers who cannot have them: a form's words, and what stands for a film, a program or a script.
    static readonly HashSet<string> Replaced = new(StringComparer.OrdinalIgnoreCase)
    {
        "noscript", "object", "applet", "select", "optgroup", "option", "button", "dialog",
    };

    // Their text is shown as it stands, whatever markup it looks like.
    static readonly HashSet<string> Literal = new(StringComparer.OrdinalIgnoreCase) { "plaintext", "xmp", "textarea", "listing" };

    public static IHtmlDocument Parse(string html) => Parse([html]);

    /// <summary>One tree from several documents, one below the other.</summary>
    public static IHtmlDocument Parse(IReadOnlyList<string> pieces)
    {
        var document = Parser.ParseDocument(HtmlMending.Mended(pieces[0]));
        foreach (var piece in pieces.Skip(1)) Append(document, Parser.ParseDocument(HtmlMending.Mended(piece)));
        foreach (var element in document.All.Where(e => Dropped.Contains(e.LocalName) || IsHidden(e)).ToList()) element.Remove();
        foreach (var element in document.All.Where(e => Literal.Contains(e.LocalName)).ToList()) Replace(document, element, "pre");
        foreach (var element in document.All.Where(e => Replaced.Contains(e.LocalName)).ToList()) Replace(document, element, "div");
        foreach (var line in document.QuerySelectorAll("p[class*=Mso]").ToList()) Replace(document, line, "div"); // Word writes each line as a paragraph without space between them.
        return document;
    }

    static void Append(IHtmlDocument document, IHtmlDocument piece)
    {
        if (piece.Body is null || document.Body is null) return;
        var part = document.CreateElement("div");
        while (piece.Body.FirstChild is { } child) part.AppendChild(child);
        document.Body.AppendChild(part);
    }

    static void Replace(IHtmlDocument document, IElement old, string tag)
    {
        var element = document.CreateElement(tag);
        // Those that are read later: a damaged mail has attributes that may be parsed and not set.
        foreach (var name in new[] { "id", "class", "style", "dir" })
        {
            if (old.GetAttribute(name) is { } value) element.SetAttribute(name, value);
        }

        while (old.FirstChild is { } child) element.AppendChild(child);
        old.Replace(element);
    }

    /// <summary>Elements that say something to a reader, and do nothing.</summary>
    public static ISet<string> AllowedTags { get; } = new HashSet<string>(Tags, StringComparer.OrdinalIgnoreCase);

    // Many threads may use one sanitiser that nobody changes (HtmlSanitizer's README); making one costs as much as a mail.
    static readonly HtmlSanitizer Sanitizer = new(new HtmlSanitizerOptions
    {
        AllowedTags = AllowedTags,
        AllowedAttributes = new HashSet<string>(["href", "src", "alt", "start", "colspan"], StringComparer.OrdinalIgnoreCase),
        AllowedSchemes = new HashSet<string>(["http", "https", "mailto", "attachment"], StringComparer.OrdinalIgnoreCase),
        UriAttributes = new HashSet<string>(["href", "src"], StringComparer.OrdinalIgnoreCase),
        AllowedCssProperties = new HashSet<string>(),
        AllowedAtRules = new HashSet<AngleSharp.Css.Dom.CssRuleType>(),
    })
    {
        KeepChildNodes = true,
        AllowDataAttributes = false,
    };

    /// <summary>Cleans the tree in place.</summary>
    public static IHtmlDocument Sanitise(IHtmlDocument document) => Sanitizer.SanitizeDom(document);

    static bool IsHidden(IElement element)
    {
        var style = element.GetAttribute("style");
        return element.HasAttribute("hidden")
            || (style is not null && style.Replace(" ", "", StringComparison.Ordinal) is var s
                && (s.Contains("display:none", StringComparison.OrdinalIgnoreCase) || s.Contains("mso-hide:all", StringComparison.OrdinalIgnoreCase)));
    }
}
