using MimeKit;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Mail;

/// <summary>A mail as it was sent, for staff: every header field, the words before anything was folded, the formatted form made harmless.</summary>
/// <param name="Html">Null for a mail without a formatted form, or with one that can't be shown.</param>
/// <param name="Remote">How many pictures of it lie elsewhere: they stay blocked, since fetching one tells its sender who reads the mail.</param>
/// <param name="Unshown">How many pictures that should have come along are missing, too large or no pictures.</param>
/// <param name="Size">Of the raw form, in bytes.</param>
public sealed record OriginalMail(
    string Subject, IReadOnlyList<(string Name, string Value)> Fields, string? Html, int Remote, int Unshown, string Text, IReadOnlyList<string> Files, string? Unreadable, long Size)
{
    private const int MostFields = 300, MostHeadBytes = 256 * 1024, LongestValue = 2000;

    public static OriginalMail Read(byte[] raw)
    {
        var mail = MailParser.Parse(raw);
        var (html, remote, unshown) = SentHtml.Clean(mail.OriginalHtml, mail.Files);
        return new(mail.Subject, FieldsOf(raw), html, remote, unshown, mail.WholeText, [.. mail.Files.Select(f => f.Name)], mail.Unreadable, raw.Length);
    }

    private static IReadOnlyList<(string Name, string Value)> FieldsOf(byte[] raw)
    {
        try
        {
            using var head = new MemoryStream(raw, 0, Math.Min(raw.Length, MostHeadBytes));
            return [.. HeaderList.Load(head).Take(MostFields).Select(h => (Texts.Line(h.Field, 100), Texts.Line(h.Value, LongestValue)))];
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
