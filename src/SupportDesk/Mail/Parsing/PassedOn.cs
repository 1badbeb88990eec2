namespace SupportDesk.Mail.Parsing;

/// <summary>A mail that somebody passed on, parted: their own words above it, and whose words they passed on.</summary>
/// <param name="Above">The words of who passed it on; empty where they wrote none.</param>
/// <param name="Writer">Who wrote the original, as the copy says: nothing proves it.</param>
/// <param name="Original">The original as far as it came along.</param>
public sealed record PassedOn(string Above, WrittenAddress Writer, ParsedMail Original)
{
    /// <summary>The original below a mark within the text, or the only mail attached to one that says that it passes something on; else null.</summary>
    public static PassedOn? Read(ParsedMail mail)
    {
        if (mail is { ForwardedFrom: { } writer, ForwardedText.Length: > 0 })
            return new(mail.ForwardedAbove, writer, mail with { NewText = mail.ForwardedText, NewHtml = "", Signature = "", SignatureHtml = "", QuotedText = "", QuotedHtml = "", WholeText = mail.ForwardedText });
        if (mail.Files.Where(IsMail).Take(2).ToList() is not [var only] || !(MarkerLines.IsForwardSubject(mail.Subject) || mail.NewText.Length == 0))
            return null;

        var attached = MailParser.Parse(only.Content);
        return attached is { Unreadable: null, From: { } from, IsAutomatic: false } ? new(mail.NewText, from, attached) : null;
    }

    /// <summary>A mail that was attached, also as a file of no declared type.</summary>
    public static bool IsMail(MailFile file) =>
        file.Type == "message/rfc822" || (file.Name.EndsWith(".eml", StringComparison.OrdinalIgnoreCase) && (file.Type is "application/octet-stream" or "text/plain" or "application/x-eml"));

    /// <summary>A subject without the marks of being passed on.</summary>
    public static string SubjectWithoutMarks(string subject)
    {
        for (var tries = 0; tries < 5 && MarkerLines.IsForwardSubject(subject); tries++)
            subject = subject[(subject.AsSpan().IndexOfAny(':', '：') + 1)..].Trim();
        return subject;
    }
}
