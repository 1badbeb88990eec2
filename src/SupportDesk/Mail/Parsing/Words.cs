namespace SupportDesk.Mail.Parsing;

/// <summary>A mail's words, parted: what is new, the signature, the history; each as text and as HTML.</summary>
sealed record Words(string NewText, string NewHtml, string Signature, string SignatureHtml, string QuotedText, string QuotedHtml, string WholeText, string? OriginalHtml, WrittenAddress? ForwardedFrom, IReadOnlyList<string> LeftOut)
{
    public static Words Read(MailBody body, MailContext context, ParseLimits limits)
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
        if (fromHtml is not null) Parsing.NewText.Read(fromHtml, context);
        var differ = fromHtml is not null && !string.IsNullOrWhiteSpace(text) && Alternatives.Differ(text, fromHtml);
        if (differ && text!.Length > 300) leftOut.Add("The plain form of this mail says something else than the formatted one, which is shown; the message as it came has both.");
        var lines = string.IsNullOrWhiteSpace(text) || differ ? fromHtml ?? [] : Plain(text);
        if (lines != fromHtml) Parsing.NewText.Read(lines, context);
        // Both forms say the same new words: the signature and the history are those of the form that is shown.
        if (fromHtml is not null && lines != fromHtml && Alternatives.HasMoreBesideTheSame(lines, fromHtml)) lines = fromHtml;
        var (newText, signature, quoted) = (Join(lines, Fold.New), Join(lines, Fold.Signature), Join(lines, Fold.Quote));
        var shown = document is null ? null : new FoldedTree(document, fromHtml!, body.Files);
        var isLonger = fromHtml is not null && lines != fromHtml && Alternatives.HasLongerSignature(lines, fromHtml);
        return new(newText, Html(shown, Fold.New, newText), signature, Html(isLonger ? null : shown, Fold.Signature, signature), quoted, Html(shown, Fold.Quote, quoted), string.Join('\n', lines.Select(Text)).Trim('\n'), html, Forwards.Author(lines), leftOut);
    }

    // Beside a text, an HTML part may be empty; and new words are shown in any case, also where only the text has them.
    static string Html(FoldedTree? tree, Fold fold, string text)
    {
        if (tree?.Write(fold) is { Length: > 0 } html) return html;
        return tree is null || tree.IsEmpty || fold == Fold.New ? TextToHtml.Write(text) : "";
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
