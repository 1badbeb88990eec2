using AngleSharp.Html.Dom;

namespace SupportDesk.Mail.Parsing;

/// <summary>A mail's words, parted: what is new, the signature, the history; each as text and as HTML.</summary>
/// <param name="PlainForm">The plain text beside the formatted one, where it holds words that the formatted one does not.</param>
/// <param name="OriginalHtml">The HTML as it was sent; null where there is none, or it must not be shown.</param>
sealed record Words(
    string NewText, string NewHtml, string Signature, string SignatureHtml, string QuotedText, string QuotedHtml, string WholeText,
    string? PlainForm, string? OriginalHtml, WrittenAddress? ForwardedFrom, IReadOnlyList<string> LeftOut)
{
    /// <summary>What stands above the mail that was passed on, and its own words; both empty without one.</summary>
    public (string Above, string Text) Forwarded { get; private init; } = ("", "");

    /// <summary>The formatted text is folded, and the plain one where there is no other; the other form is made from what was folded.</summary>
    public static Words Read(MailBody body, MailContext context, ParseLimits limits)
    {
        var leftOut = new List<string>();
        if (Tree(body, limits, leftOut) is { } document)
        {
            var shown = HtmlLines.Read(document).All;
            if (shown.Exists(l => !l.IsBlank || l.Parts.Any(p => p.Node is IHtmlImageElement))) return FromTree(body, document, shown, context, limits, leftOut);
        }

        var lines = Plain(PlainText(body, limits, leftOut));
        Parsing.NewText.Read(lines, context);
        return Written(lines, fold => TextToHtml.Write(Join(lines, fold)), leftOut);
    }

    static Words FromTree(MailBody body, IHtmlDocument document, List<TextLine> lines, MailContext context, ParseLimits limits, List<string> leftOut)
    {
        var beside = Cut(body.TextBesideHtml, limits, leftOut);
        var hasMore = beside is not null && PlainForms.HasMore(beside, document, lines);
        // A picture alone beside a text: the text is what was written.
        if (hasMore && lines.TrueForAll(l => l.IsBlank || PlainForms.IsPicture(l)))
        {
            var written = Plain(beside!);
            Parsing.NewText.Read(written, context);
            return Written(written, fold => TextToHtml.Write(Join(written, fold)), leftOut);
        }

        Parsing.NewText.Read(lines, context);
        // The lines that the writer's program gave the same words; where it has others too, they are shown apart.
        var (text, isLonger) = (lines, false);
        if (beside is not null && !hasMore && body.HasBothForms && PlainForms.SaysTheSame(beside, lines)) text = PlainCut.Of(Plain(beside), lines, out isLonger);
        hasMore |= text != lines && PlainForms.HasOtherNews(text, lines);
        var tree = new FoldedTree(document, lines, body.Files);
        return Written(text, fold => fold == Fold.Signature && isLonger ? TextToHtml.Write(Join(text, fold)) : tree.Write(fold), leftOut) with
        {
            WholeText = body.Text is { } whole && !string.IsNullOrWhiteSpace(whole) ? whole.Trim('\n') : Whole(lines),
            PlainForm = hasMore ? beside!.Trim('\n') : null,
            OriginalHtml = body.Html,
            ForwardedFrom = Forwards.Author(lines),
            Forwarded = Parted(lines),
        };
    }

    static Words Written(List<TextLine> lines, Func<Fold, string> html, List<string> leftOut) => new(
        Join(lines, Fold.New), html(Fold.New), Join(lines, Fold.Signature), html(Fold.Signature), Join(lines, Fold.Quote), html(Fold.Quote),
        Whole(lines), null, null, Forwards.Author(lines), leftOut) { Forwarded = Parted(lines) };

    static (string Above, string Text) Parted(List<TextLine> lines) =>
        Forwards.Find(lines) is { } found ? (Join(lines[..found.At], Fold.New), Join(lines[found.Words..], Fold.New)) : ("", "");

    static string Whole(List<TextLine> lines) => string.Join('\n', lines.Select(Text)).Trim('\n');

    static IHtmlDocument? Tree(MailBody body, ParseLimits limits, List<string> leftOut)
    {
        if (body.Html is not { } html) return null;
        if (html.Length <= limits.TextLength && !HtmlScan.IsOver(html, limits)) return HtmlTree.Parse(body.HtmlPieces);
        if (html.Length <= limits.TextLength) leftOut.Add("The formatted text has too many or too deeply nested elements; it is shown as text only.");
        else if (!HtmlScan.IsOver(html = Cut(html, limits, leftOut)!, limits)) return HtmlTree.Parse([html]);
        return null;
    }

    static string PlainText(MailBody body, ParseLimits limits, List<string> leftOut)
    {
        var text = Cut(body.Text, limits, leftOut);
        if (!string.IsNullOrWhiteSpace(text) || body.Html is not { } html) return text ?? "";
        return Texts.Clean(HtmlScan.TextOf(Cut(html, limits, [])!));
    }

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
}
