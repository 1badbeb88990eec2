using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace SupportDesk.Mail.Parsing;

/// <summary>A mail's words, parted: what is new, the signature, the history; as text, and the new ones as HTML too.</summary>
sealed record Words(string NewText, string NewHtml, string Signature, string QuotedText, string WholeText, string? OriginalHtml, WrittenAddress? ForwardedFrom, IReadOnlyList<string> LeftOut)
{
    public static Words Read(MailBody body, string? sender, bool isForward, ParseLimits limits)
    {
        var leftOut = new List<string>();
        var text = Cut(body.Text, limits, leftOut);
        var html = Cut(body.Html, limits, leftOut);
        if (html is not null && HtmlScan.IsOver(html, limits))
        {
            leftOut.Add("The formatted text has too many or too deeply nested elements; it is shown as text only.");
            text = string.IsNullOrWhiteSpace(text) ? Texts.Clean(HtmlScan.TextOf(html)) : text;
            html = null;
        }

        var document = html is null ? null : HtmlTree.Parse(html);
        var fromHtml = document is null ? null : HtmlLines.Read(document).All;
        if (fromHtml is not null) Part(fromHtml, sender, isForward);
        var differ = fromHtml is not null && !string.IsNullOrWhiteSpace(text) && Alternatives.Differ(text, fromHtml);
        if (differ && text!.Length > 300) leftOut.Add("The plain form of this mail says something else than the formatted one, which is shown; the message as it came has both.");
        var lines = string.IsNullOrWhiteSpace(text) || differ ? fromHtml ?? [] : Plain(text);
        if (lines != fromHtml) Part(lines, sender, isForward);
        var newText = Join(lines, Fold.New);
        var newHtml = document is null ? TextToHtml.Write(newText) : Shown(document, fromHtml!, body.Files);
        if (newHtml.Length == 0 && newText.Length > 0) newHtml = TextToHtml.Write(newText); // an empty HTML part beside a text
        return new(newText, newHtml, Join(lines, Fold.Signature), Join(lines, Fold.Quote), string.Join('\n', lines.Select(Text)).Trim('\n'), html, Forwards.Author(lines, isForward), leftOut);
    }

    static void Part(List<TextLine> lines, string? sender, bool isForward) => Parsing.NewText.Read(lines, sender, isForward);

    public static List<TextLine> Plain(string text) => [.. text.Split('\n').Select(l => new TextLine(l.TrimEnd()))];

    static string? Cut(string? text, ParseLimits limits, List<string> leftOut)
    {
        if (text is null || text.Length <= limits.TextLength) return text;
        leftOut.Add($"Only the first {limits.TextLength:N0} of {text.Length:N0} characters are shown.");
        return text[..limits.TextLength];
    }

    static string Text(TextLine line) => line.IsBlank ? "" : (new string(' ', 4 * Math.Min(line.Depth, 6)) + line.Text).TrimEnd();

    static string Join(List<TextLine> lines, Fold fold)
    {
        var text = string.Join('\n', lines.Where(l => l.Fold == fold).Select(Text)).Replace('\u00A0', ' ').Trim('\n');
        while (text.Contains("\n\n\n\n", StringComparison.Ordinal)) text = text.Replace("\n\n\n\n", "\n\n\n", StringComparison.Ordinal);
        return text.TrimEnd();
    }

    /// <summary>The tree without what was folded. A node goes when every line it stands on is folded.</summary>
    static string Shown(IHtmlDocument document, List<TextLine> lines, MailFiles files)
    {
        var kept = lines.Where(l => l.Fold == Fold.New).SelectMany(l => l.Nodes).ToHashSet();
        foreach (var node in lines.Where(l => l.Fold != Fold.New).SelectMany(l => l.Nodes).Distinct().Where(n => !kept.Contains(n)).ToList()) (node as IChildNode)?.Remove();
        foreach (var picture in document.QuerySelectorAll("img[src]"))
        {
            var source = picture.GetAttribute("src")!;
            if (source.StartsWith("cid:", StringComparison.OrdinalIgnoreCase)) picture.SetAttribute("src", files.SourceOf(source[4..]) ?? "");
        }

        return SubsetWriter.Write(document, source => PostHtml.IndexOf(source) is { } n && n < files.Count && files.All[n].Type.StartsWith("image/", StringComparison.Ordinal) ? source : null);
    }
}
