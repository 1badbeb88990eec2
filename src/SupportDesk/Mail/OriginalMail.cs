using MimeKit;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Mail;

/// <summary>A mail as it was sent, for staff: every header field, the words before anything was folded, the formatted form made harmless.</summary>
/// <param name="Html">Null for a mail without a formatted form, or with one that can't be shown.</param>
/// <param name="Blocked">How many pictures of it are not shown.</param>
/// <param name="Size">Of the raw form, in bytes.</param>
public sealed record OriginalMail(string Subject, IReadOnlyList<(string Name, string Value)> Fields, string? Html, int Blocked, string Text, IReadOnlyList<string> Files, string? Unreadable, long Size)
{
    private const int MostFields = 300, MostHeadBytes = 256 * 1024, LongestValue = 2000;

    public static OriginalMail Read(byte[] raw)
    {
        var mail = MailParser.Parse(raw);
        var (html, blocked) = SentHtml.Clean(mail.OriginalHtml, mail.Files);
        return new(mail.Subject, FieldsOf(raw), html, blocked, mail.WholeText, [.. mail.Files.Select(f => f.Name)], mail.Unreadable, raw.Length);
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
