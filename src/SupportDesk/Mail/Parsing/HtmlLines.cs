using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace SupportDesk.Mail.Parsing;

/// <summary>Reads a tree as lines of text, each with the nodes it was made of and what the client's markup says about it.</summary>
sealed class HtmlLines(bool showLinks) : HtmlWalk
{
    readonly List<TextLine> lines = [];
    readonly StringBuilder text = new();
    readonly List<LinePart> parts = [];
    readonly Stack<int> counters = new();
    readonly HtmlHints hints = new();
    bool space, paragraph, pre;
    string? link;
    int linkStart;

    public static Lines Read(IHtmlDocument document, bool showLinks = true)
    {
        var reader = new HtmlLines(showLinks);
        if (document.Body is { } body) reader.Walk(body);
        reader.NewLine();
        return new Lines(reader.lines);
    }

    public sealed record Lines(List<TextLine> All)
    {
        public string AsText() => string.Join('\n', All.Select(l => (string.Concat(Enumerable.Repeat("> ", l.Depth)) + l.Text).TrimEnd())).Trim('\n');
    }

    protected override void Enter(IElement element) => hints.Enter(element, NewLine);

    protected override void Leave(IElement element) => hints.Leave(element, NewLine);

    protected override void Text(IText node)
    {
        var data = Texts.Clean(node.Data);
        // What the lines say of a text must fit the text.
        if (data.Length != node.Length) node.Data = data;
        var (at, start) = (text.Length, 0);
        for (var i = 0; i < data.Length; i++)
        {
            if (pre && data[i] == '\n')
            {
                parts.Add(new LinePart(node, at, start, i));
                Push();
                (at, start) = (0, i + 1);
            }
            else if (!pre && (data[i] is ' ' or '\t' or '\n' or '\f'))
            {
                space = true;
            }
            else
            {
                Add(data[i]);
            }
        }

        if (text.Length > 0) parts.Add(new LinePart(node, at, start, data.Length));
    }

    void Add(char c)
    {
        if (text.Length == 0 && paragraph && lines.Count > 0 && !lines[^1].IsBlank) lines.Add(new TextLine("", Math.Min(lines[^1].Depth, hints.Depth), hints.Hint));
        if (text.Length == 0) paragraph = false;
        if (space && text.Length > 0 && !pre) text.Append(' ');
        space = false;
        text.Append(c);
    }

    void Push()
    {
        lines.Add(new TextLine(text.ToString(), hints.Depth, hints.Hint, [.. parts]));
        text.Clear();
        parts.Clear();
        space = false;
        linkStart = 0;
    }

    protected override void Picture(IElement element)
    {
        parts.Add(new LinePart(element, text.Length, 0, 0));
        if (element.GetAttribute("src")?.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) != true) return;
        var name = Texts.Line(element.GetAttribute("alt"), 80);
        foreach (var c in name.Length > 0 ? $" [image: {name}] " : " [image] ") if (c == ' ') space = true; else Add(c);
    }

    protected override void Break() => Push();

    protected override void NewLine()
    {
        if (text.Length > 0 || parts.Count > 0) Push();
        space = false;
    }

    protected override void NewParagraph()
    {
        NewLine();
        paragraph = true;
    }

    protected override void Space() => space = true;

    protected override void Open(string tag, IElement element)
    {
        if (tag == "a" && showLinks && Links.Safe(element.GetAttribute("href")) is { Length: <= 200 } href && href.StartsWith("http", StringComparison.Ordinal))
        {
            (link, linkStart) = (href, text.Length);
        }

        space |= tag is "td" or "th";
        if (tag is "strong" or "em" or "s" or "code" or "a" or "td" or "th") return;
        NewLine();
        if (tag is "ul" or "ol") counters.Push(tag == "ol" ? Math.Max(1, int.TryParse(element.GetAttribute("start"), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 1) : 0);
        if (tag is "ul" or "ol" or "blockquote" or "table") paragraph = counters.Count <= 1;
        if (tag == "li") Mark(Item());
        if (tag == "pre") (pre, paragraph) = (true, true);
    }

    string Item()
    {
        if (!counters.TryPop(out var n)) return "- ";
        var indent = new string(' ', 2 * Math.Min(counters.Count, 10));
        counters.Push(n == 0 ? 0 : n + 1);
        return n == 0 ? indent + "- " : string.Create(CultureInfo.InvariantCulture, $"{indent}{n}. ");
    }

    void Mark(string mark)
    {
        var was = pre;
        pre = true;
        foreach (var c in mark) Add(c);
        pre = was;
    }

    protected override void Close(string tag, IElement element)
    {
        if (tag == "a" && link is { } href) EndLink(href);
        if (tag is "td" or "th") space = true;
        if (tag is "strong" or "em" or "s" or "code" or "a" or "td" or "th") return;
        NewLine();
        if (tag is "ul" or "ol" && counters.TryPop(out _)) paragraph = counters.Count == 0;
        if (tag is "blockquote" or "table" or "pre") paragraph = true;
        if (tag == "pre") pre = false;
    }

    void EndLink(string href)
    {
        link = null;
        var shown = linkStart <= text.Length ? text.ToString(linkStart, text.Length - linkStart).Trim() : "";
        if (shown.Length == 0 || (shown.Contains('.', StringComparison.Ordinal) && href.Contains(shown, StringComparison.OrdinalIgnoreCase)) || shown.Contains("://", StringComparison.Ordinal) || shown.Contains('@', StringComparison.Ordinal)) return;
        text.Append(" <").Append(href).Append('>');
    }
}
