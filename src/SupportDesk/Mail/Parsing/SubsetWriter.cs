using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace SupportDesk.Mail.Parsing;

/// <summary>Writes the subset of <see cref="PostHtml"/> from a sanitised tree: every character of markup in the result is written here.</summary>
sealed class SubsetWriter(Func<string, string?>? picture, Func<INode, bool>? shows = null) : HtmlWalk
{
    const int ShortNumber = 32;

    readonly StringBuilder html = new();
    readonly Stack<Block> blocks = new([new Block("", 0, 0)]);
    readonly List<(string Tag, string Open)> wanted = [];
    int opened, written;
    Gap gap;

    enum Gap { None, Space, Line, Paragraph }

    sealed record Block(string Tag, int Start, int Written)
    {
        public bool IsFlow => Tag is "" or "blockquote";
        public bool InParagraph { get; set; }
        public bool HasText { get; set; }
        public bool IsImplied { get; init; }
        public int TextStart { get; set; } = -1;
    }

    Block Here => blocks.Peek();

    public static string Write(IHtmlDocument document, Func<string, string?>? picture) => Write(HtmlTree.Sanitise(document), picture, null);

    /// <param name="sanitised">A tree that the sanitiser has left.</param>
    /// <param name="picture">From a picture's src to the address it may be shown from, or null.</param>
    /// <param name="shows">Which texts and pictures are written; all where null.</param>
    public static string Write(IHtmlDocument sanitised, Func<string, string?>? picture, Func<INode, bool>? shows)
    {
        var writer = new SubsetWriter(picture, shows);
        if (sanitised.Body is { } body) writer.Walk(body);
        writer.EndText();
        return writer.html.ToString();
    }

    protected override void Text(IText node)
    {
        if (shows?.Invoke(node) == false) return;
        if (Here.Tag == "pre")
        {
            Begin();
            Append(node.Data);
            return;
        }

        var linked = wanted.Any(w => w.Tag is "a" or "code");
        var word = new StringBuilder();
        foreach (var c in node.Data)
        {
            if (c is not (' ' or '\n' or '\t' or '\r' or '\f'))
            {
                word.Append(c);
                continue;
            }

            Word(word, linked);
            if (gap == Gap.None) gap = Gap.Space;
        }

        Word(word, linked);
    }

    void Word(StringBuilder word, bool linked)
    {
        if (word.Length == 0) return;
        var text = word.ToString();
        word.Clear();
        if (text.AsSpan().Trim('\u00A0').Length == 0 && (!Here.HasText || gap >= Gap.Line))
        {
            gap = Gap.Paragraph; // what fills an empty line
            return;
        }

        Begin();
        if (linked) Append(text);
        else Links.Write(text, html);
    }

    protected override void Picture(IElement element)
    {
        if (shows?.Invoke(element) == false || element.GetAttribute("src") is not { } src || picture?.Invoke(src) is not { } address) return;
        Begin();
        html.Append("<img src=\"");
        Append(address);
        html.Append("\" alt=\"");
        Append(Texts.Line(element.GetAttribute("alt"), 200));
        html.Append("\">");
    }

    protected override void Break() => gap = gap is Gap.Line or Gap.Paragraph ? Gap.Paragraph : Gap.Line;
    protected override void NewLine() => gap = gap < Gap.Line ? Gap.Line : gap;
    protected override void NewParagraph() => gap = Gap.Paragraph;
    protected override void Space() => gap = gap == Gap.None ? Gap.Space : gap;

    protected override void Open(string tag, IElement element)
    {
        if (tag is "strong" or "em" or "s" or "code" or "a")
        {
            wanted.Add((tag, tag != "a" ? $"<{tag}>" : Links.Open(element.GetAttribute("href")) ?? ""));
            return;
        }

        if (Here.IsImplied) EndText();
        // A list item or cell outside its list or row would be moved by a browser; it is a line then.
        if ((tag == "li" && Here.Tag is not ("ul" or "ol")) || (tag is "tr" && Here.Tag != "table") || (tag is "td" or "th" && Here.Tag != "tr"))
        {
            NewLine();
            return;
        }

        EndText();
        blocks.Push(new Block(tag, html.Length, written));
        html.Append('<').Append(tag);
        if (tag == "ol" && int.TryParse(element.GetAttribute("start"), NumberStyles.None, CultureInfo.InvariantCulture, out var start)) html.Append(CultureInfo.InvariantCulture, $" start=\"{start}\"");
        if (tag is "td" or "th" && int.TryParse(element.GetAttribute("colspan"), NumberStyles.None, CultureInfo.InvariantCulture, out var span) && span is > 1 and <= 100) html.Append(CultureInfo.InvariantCulture, $" colspan=\"{span}\"");
        if (tag is "td" or "th" && IsShortNumber(element)) html.Append(" nowrap");
        html.Append('>');
    }

    // "10,00 €" stays on one line, however narrow the page.
    static bool IsShortNumber(IElement cell) => cell.TextContent is { Length: <= 200 } text && text.Trim() is { Length: <= ShortNumber } value && value.Any(char.IsDigit);

    protected override void Close(string tag, IElement element)
    {
        if (tag is "strong" or "em" or "s" or "code" or "a")
        {
            CloseInline(wanted.Count - 1);
            wanted.RemoveAt(wanted.Count - 1);
            return;
        }

        var real = Here.IsImplied ? blocks.ElementAt(1) : Here;
        if (real.Tag != tag || blocks.Count == 1)
        {
            NewLine();
            return;
        }

        EndText();
        var block = blocks.Pop();
        // Cells keep their place even when empty; other empty blocks go, and so does a table of which nothing is written here.
        var empty = block.Written == written && (shows is not null || !block.HasText) && tag is not ("td" or "th");
        if (empty) html.Length = block.Start;
        else html.Append("</").Append(tag).Append('>');
        Here.HasText |= !empty && (block.HasText || tag is "td" or "th");
        gap = Gap.None;
    }

    /// <summary>Makes place for text: the open paragraph, the break that is due, the wanted emphasis.</summary>
    void Begin()
    {
        if (Here.Tag is "ul" or "ol" or "table" or "tr")
        {
            var tag = Here.Tag is "ul" or "ol" ? "li" : Here.Tag == "tr" ? "td" : "caption";
            blocks.Push(new Block(tag, html.Length, written) { IsImplied = true });
            html.Append('<').Append(tag).Append('>');
        }

        if (Here.TextStart >= 0 && gap == Gap.Paragraph && Here.IsFlow) EndText();
        if (Here.TextStart < 0)
        {
            if (Here.IsFlow) html.Append("<p>");
            Here.InParagraph = Here.IsFlow;
            Here.TextStart = html.Length;
        }
        else if (gap >= Gap.Line)
        {
            html.Append(gap == Gap.Paragraph ? "<br><br>" : "<br>");
        }
        else if (gap == Gap.Space)
        {
            html.Append(' ');
        }

        gap = Gap.None;
        written++;
        Here.HasText = true;
        for (; opened < wanted.Count; opened++) html.Append(wanted[opened].Open);
    }

    void EndText()
    {
        CloseInline(0);
        if (Here.InParagraph) html.Append("</p>");
        Here.InParagraph = false;
        Here.TextStart = -1;
        gap = Gap.None;
        if (!Here.IsImplied) return;
        html.Append("</").Append(blocks.Pop().Tag).Append('>');
        Here.HasText = true;
    }

    void CloseInline(int from)
    {
        for (; opened > from; opened--)
        {
            var (tag, open) = wanted[opened - 1];
            if (open.Length > 0) html.Append("</").Append(tag).Append('>');
        }
    }

    void Append(string text) => Links.Encode(text, html);
}
