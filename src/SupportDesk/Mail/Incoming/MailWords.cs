using SupportDesk.Mail.Parsing;

namespace SupportDesk.Mail.Incoming;

/// <summary>Which words of a mail its post shows.</summary>
internal static class MailWords
{
    private const string Unread = "This mail could not be read. It is attached as it came.";
    private const string Wordless = "(no text)";

    /// <param name="pictureAddress">From the index of a file to the address under which the desk shows it; null: it is left out.</param>
    public static (string Text, string Html) Shown(ParsedMail mail, Func<int, string?> pictureAddress)
    {
        if (mail.Unreadable is not null)
            return (Unread, PostHtml.FromText(Unread));
        if (mail.NewText.Length > 0 || mail.NewHtml.Length > 0)
            return (mail.NewText.Length > 0 ? mail.NewText : Wordless, mail.HtmlWith(pictureAddress));

        // A reply of nothing but history: better the whole than an empty post.
        var whole = mail.WholeText.Trim().Length > 0 ? mail.WholeText.Trim() : Wordless;
        return (whole, PostHtml.FromText(whole));
    }
}
