using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using MimeKit.Utils;
using SupportDesk.Data;
using SupportDesk.Files;
using SupportDesk.Mail.Incoming;
using SupportDesk.Threads;

namespace SupportDesk.Mail.Sources;

/// <summary>What somebody writes in the mail room as a new mail.</summary>
/// <param name="To">One of the desk's addresses.</param>
public sealed record MailRoomLetter(string FromName, string FromAddress, string To, string Subject, string Text);

/// <summary>
/// The embedded default's mail client: makes the raw message that a person's own program would send and hands it to the same intake
/// as every other source. It knows its people: mail from an address that was shown to be theirs counts as proved, any other does not.
/// </summary>
public sealed class MailRoomSource(IDbContextFactory<DeskDb> databases, FileStore files, Intake intake, DeskClock clock)
{
    /// <exception cref="DeskException">An address is none, or there are no words.</exception>
    public async Task<IntakeResult> WriteAsync(MailRoomLetter letter, CancellationToken cancel)
    {
        var from = new MailboxAddress(Words.OneLine(letter.FromName), AddressOf(letter.FromAddress));
        MustHaveWords(letter.Text);

        var mail = Letter(from, AddressOf(letter.To), Words.OneLine(letter.Subject), letter.Text, $"<div dir=\"ltr\">{Html(letter.Text)}</div>");
        return await SendAsync(mail, from.Address, letter.To, cancel);
    }

    /// <summary>Answers a mail that left the desk, as its reader: to its Reply-To, in its thread, with the whole history quoted below.</summary>
    /// <param name="outboxId">A mail that was rendered already.</param>
    /// <exception cref="DeskException">There is no such mail, or it was not written yet, or there are no words.</exception>
    public async Task<IntakeResult> ReplyAsync(long outboxId, string text, CancellationToken cancel)
    {
        MustHaveWords(text);
        var (original, reader) = await ReadAsync(outboxId, cancel);

        var sender = original.From.Mailboxes.First();
        var subject = original.Subject ?? "";
        var introduction = string.Create(CultureInfo.InvariantCulture, $"On {original.Date.UtcDateTime:ddd, d MMM yyyy 'at' HH:mm}, {sender.Name} <{sender.Address}> wrote:");
        var history = (original.TextBody ?? "").ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(line => line.StartsWith('>') ? $">{line}" : $"> {line}");
        var html = $"<div dir=\"ltr\">{Html(text)}</div><br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">{Html(introduction)}<br></div>"
            + $"<blockquote class=\"gmail_quote\">{original.HtmlBody ?? Html(original.TextBody ?? "")}</blockquote></div>";
        var mail = Letter(reader, (original.ReplyTo.Mailboxes.FirstOrDefault() ?? sender).Address, subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) ? subject : $"Re: {subject}",
            $"{text}\n\n{introduction}\n\n{string.Join('\n', history)}\n", html);
        mail.InReplyTo = original.MessageId;
        mail.References.AddRange([.. original.References, original.MessageId!]);
        return await SendAsync(mail, reader.Address, sender.Address, cancel);
    }

    private async Task<(MimeMessage Original, MailboxAddress Reader)> ReadAsync(long outboxId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await db.Outbox.AsNoTracking().SingleOrDefaultAsync(m => m.Id == outboxId, cancel) ?? throw new DeskException("There is no such mail.");
        if (row.BodyHash is not { } hash)
            throw new DeskException("This mail is not written yet; wait a moment.");

        using var bytes = new MemoryStream(await files.ReadAsync(db, hash, cancel));
        var name = await db.People.Where(p => p.Id == row.PersonId).Select(p => p.DisplayName).SingleAsync(cancel);
        return (await MimeMessage.LoadAsync(bytes, cancel), new MailboxAddress(name, row.Address));
    }

    private async Task<IntakeResult> SendAsync(MimeMessage mail, string from, string to, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var mailboxes = await db.Mailboxes.AsNoTracking().OrderBy(m => m.Id).ToListAsync(cancel);
        var wanted = People.MailAddress.Fold(to);
        var mailbox = mailboxes.Find(m => People.MailAddress.Fold(m.Address) == wanted) ?? mailboxes.FirstOrDefault() ?? throw new DeskException("The desk has no mailbox yet.");
        var key = People.MailAddress.Fold(from);
        var known = await db.MailAddresses.AnyAsync(a => a.AddressKey == key && a.VerifiedAt != null, cancel);

        using var bytes = new MemoryStream();
        await mail.WriteToAsync(bytes, cancel);
        return await intake.TakeAsync(new RawMail(mailbox.Id, bytes.ToArray(), null, known ? Verdict.Proved : Verdict.Unproved), cancel);
    }

    private MimeMessage Letter(MailboxAddress from, string to, string subject, string text, string html)
    {
        var body = new BodyBuilder { TextBody = text, HtmlBody = $"<html><body>{html}</body></html>" };
        return new([from], [new MailboxAddress(null, to)], subject, body.ToMessageBody()) { MessageId = MimeUtils.GenerateMessageId(from.Domain), Date = clock.Now };
    }

    private static string AddressOf(string written) =>
        People.MailAddress.Fold(written) is null ? throw new DeskException($"“{Words.Cut(Words.OneLine(written), 80)}” is not a mail address; it should look like name@example.org.") : written.Trim();

    private static void MustHaveWords(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new DeskException("There is nothing to send yet: write something.");
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text).ReplaceLineEndings("<br>\n");
}
