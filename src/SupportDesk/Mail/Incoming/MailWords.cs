using SupportDesk.Mail.Parsing;

namespace SupportDesk.Mail.Incoming;

/// <summary>Which words of a mail its post shows, and which it folds; each as text and as HTML.</summary>
internal sealed record MailWords(string Text, string Html, string? QuotedText, string? QuotedHtml, string? Signature, string? SignatureHtml, string? PlainForm)
{
    private const string Unread = "This mail could not be read. It is attached as it came.";
    private const string Wordless = "(no text)";

    /// <param name="pictureAddress">From the index of a file to the address under which the desk shows it; null: it is left out.</param>
    public static MailWords Read(ParsedMail mail, Func<int, string?> pictureAddress)
    {
        string Placed(string html) => PostHtml.PlacePictures(html, pictureAddress);

        if (mail.Unreadable is not null)
            return new(Unread, PostHtml.FromText(Unread), null, null, null, null, null);
        if (IsNothingButFolded(mail))
        {
            // A reply of nothing but history is shown whole: an empty post would say nothing.
            var folded = string.Join("\n\n", new[] { mail.Signature, mail.QuotedText }.Where(t => t.Length > 0));
            return new(folded.Length > 0 ? folded : Wordless, Placed(mail.SignatureHtml + mail.QuotedHtml), null, null, null, null, mail.PlainForm);
        }

        return new(
            mail.NewText.Length > 0 ? mail.NewText : Wordless, mail.NewHtml.Length > 0 ? Placed(mail.NewHtml) : PostHtml.FromText(Wordless),
            Kept(mail.QuotedText), Kept(Placed(mail.QuotedHtml)), Kept(mail.Signature), Kept(Placed(mail.SignatureHtml)), mail.PlainForm);
    }

    private static bool IsNothingButFolded(ParsedMail mail) => mail is { NewText.Length: 0, NewHtml.Length: 0 } && mail.SignatureHtml.Length + mail.QuotedHtml.Length > 0;

    private static string? Kept(string text) => text.Length > 0 ? text : null;
}
