using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Files;
using SupportDesk.Mail;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Notifications.Rendering;

/// <summary>The mails that one person has already exchanged about a ticket, so that their mail program shows the next one with them.</summary>
public sealed class Conversation(FileStore files)
{
    private const int Most = 12;

    /// <summary>Message-IDs without brackets, oldest first: for References; the last one is for In-Reply-To (RFC 5322 3.6.4).</summary>
    public async Task<IReadOnlyList<string>> OfAsync(DeskDb db, Guid ticketId, Guid personId, string addressKey, CancellationToken cancel)
    {
        var ours = await db.Outbox.Where(m => m.ObjectId == ticketId && m.PersonId == personId && m.SentAt != null)
            .OrderByDescending(m => m.Id).Take(Most).Select(m => new { At = m.SentAt!.Value, m.MessageId }).ToListAsync(cancel);
        // Whoever forged one must not see by our answer that it arrived, nor find it in the thread of the person it names.
        var shown = db.ShownIds();
        var theirs = await db.IncomingMail.Where(m => m.TicketId == ticketId && m.FromKey == addressKey && m.MessageIdKey != null && m.Verdict != Verdict.Failed
                && (m.PostId == null ? m.Outcome != MailOutcome.Ignored : shown.Any(id => id == m.PostId)))
            .OrderByDescending(m => m.Id).Take(Most).Select(m => new { m.At, m.MessageIdKey, m.RawHash }).ToListAsync(cancel);

        var mails = ours.ConvertAll(m => (m.At, Ours: true, Id: m.MessageId));
        foreach (var (no, mail) in theirs.Index())
            mails.Add((mail.At, Ours: false, Id: no == 0 ? await AsWrittenAsync(db, mail.RawHash, cancel) ?? mail.MessageIdKey! : mail.MessageIdKey!));
        return [.. mails.OrderBy(m => m.At).ThenBy(m => m.Ours).Select(m => m.Id).Where(id => id.Contains('@', StringComparison.Ordinal)).TakeLast(Most)];
    }

    // Keys are folded, and mail programs compare exactly: the newest id is read from the mail itself.
    private async Task<string?> AsWrittenAsync(DeskDb db, string rawHash, CancellationToken cancel)
    {
        if (!await db.Blobs.AnyAsync(b => b.Hash == rawHash, cancel))
            return null;

        try
        {
            using var raw = new MemoryStream(await files.ReadAsync(db, rawHash, cancel));
            return MessageIds.Normalise(HeaderList.Load(raw, cancel)[HeaderId.MessageId]);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
