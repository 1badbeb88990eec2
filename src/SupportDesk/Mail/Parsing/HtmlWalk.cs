using AngleSharp.Dom;

namespace SupportDesk.Mail.Parsing;

/// <summary>Goes through a tree as a reader sees it: lines, paragraphs and the few structures we keep. Everything else is only a carrier of text.</summary>
abstract class HtmlWalk
{
    static readonly HashSet<string> Lines = new(StringComparer.Ordinal)
    {
        "div", "section", "article", "header", "footer", "main", "aside", "address", "figure", "figcaption", "center", "form", "fieldset", "dl", "dt", "dd",
        "details", "summary", "caption", "nav", "hgroup", "legend",
    };

    const int LongestValue = 60;

    readonly Dictionary<IElement, bool> grids = [];

    /// <summary>A text node, outside of anything hidden.</summary>
    protected abstract void Text(IText node);

    protected abstract void Picture(IElement element);

    /// <summary>An explicit line break.</summary>
    protected abstract void Break();

    /// <summary>The next text stands on a new line.</summary>
    protected abstract void NewLine();

    /// <summary>The next text stands in a new paragraph.</summary>
    protected abstract void NewParagraph();

    /// <summary>One of ul, ol, li, blockquote, pre, table, tr, td, th; or inline strong, em, s, code, a.</summary>
    protected abstract void Open(string tag, IElement element);

    protected abstract void Close(string tag, IElement element);

    /// <summary>Any element before and after its content; for what only its attributes say.</summary>
    protected virtual void Enter(IElement element)
    {
    }

    protected virtual void Leave(IElement element)
    {
    }

    public void Walk(INode node)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText text) Text(text);
            else if (child is IElement element) Visit(element);
        }
    }

    void Visit(IElement element)
    {
        Enter(element);
        var tag = element.LocalName;
        switch (tag)
        {
            case "br": Break(); break;
            case "hr": NewParagraph(); break;
            case "img": Picture(element); break;
            case "p" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6": Paragraph(element, tag); break;
            case "table" or "tr" or "td" or "th": Table(element, tag); break;
            case "ul" or "ol" or "li" or "blockquote" or "pre": Structure(element, tag); break;
            default: Inline(element, tag); break;
        }

        Leave(element);
    }

    void Within(IElement element, Action around)
    {
        around();
        Walk(element);
        around();
    }

    void Paragraph(IElement element, string tag)
    {
        NewParagraph();
        if (tag == "p") Walk(element);
        else Structure(element, "strong");
        NewParagraph();
    }

    void Structure(IElement element, string tag)
    {
        Open(tag, element);
        Walk(element);
        Close(tag, element);
    }

    void Table(IElement element, string tag)
    {
        var table = tag == "table" ? element : element.Closest("table");
        if (table is not null && IsGridOnce(table)) Structure(element, tag);
        else if (tag is "td" or "th") Within(element, Space);
        else Within(element, NewLine);
    }

    /// <summary>Beside the cell before, in a table that is only layout.</summary>
    protected abstract void Space();

    void Inline(IElement element, string tag)
    {
        var name = tag switch
        {
            "b" or "strong" => "strong",
            "i" or "em" or "cite" => "em",
            "s" or "strike" or "del" => "s",
            "code" or "tt" or "kbd" or "samp" => "code",
            "a" => "a",
            _ => null,
        };
        if (name is not null) Structure(element, name);
        else if (Lines.Contains(tag)) Within(element, NewLine);
        else Walk(element);
    }

    bool IsGridOnce(IElement table)
    {
        if (!grids.TryGetValue(table, out var grid)) grids[table] = grid = IsGrid(table);
        return grid;
    }

    /// <summary>Real rows and columns: two by two at least, or short values side by side; all else is layout.</summary>
    static bool IsGrid(IElement table)
    {
        if (table.QuerySelector("table") is not null) return false;
        var rows = table.QuerySelectorAll("tr").Select(Filled).Where(cells => cells.Count >= 2).ToList();
        if (rows.Count >= 2 && table.ParentElement?.Closest("table") is null) return true;
        return rows.Count > 0 && rows.TrueForAll(cells => cells.TrueForAll(IsValue));
    }

    static List<IElement> Filled(IElement row) => [.. row.Children.Where(c => c.LocalName is "td" or "th" && c.TextContent.AsSpan().Trim().Length > 0)];

    static bool IsValue(IElement cell) =>
        cell.TextContent.AsSpan().Trim().Length <= LongestValue && cell.QuerySelector("br, img, ul, ol, blockquote, pre, p + p, div + div, h1, h2, h3") is null;
}
