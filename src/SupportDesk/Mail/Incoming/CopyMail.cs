using Microsoft.EntityFrameworkCore;

namespace SupportDesk.Mail.Incoming;

/// <summary>A mail that was sent to two of the desk's addresses: one ticket, and a line that says where else it went.</summary>
internal static class CopyMail
{
    /// <summary>Same Message-ID, same writer and same words, recorded from another mailbox within a day; a Message-ID alone is nobody's key (threat T37).</summary>
    public static async Task<Taken?> FindAsync(Taking mail)
    {
        var (reading, db) = (mail.Reading, mail.Db);
        if (reading.MessageIdKey is null || reading.FromKey is null)
            return null;

        var since = mail.At.AddDays(-1);
        var first = await db.IncomingMail.AsNoTracking()
            .Where(m => m.MessageIdKey == reading.MessageIdKey && m.FromKey == reading.FromKey && m.MailboxId != reading.Raw.MailboxId && m.At > since && m.PostId != null)
            .OrderBy(m => m.Id).FirstOrDefaultAsync(mail.Cancel);
        if (first?.PostId is not { } postId || await db.Posts.Where(p => p.Id == postId).Select(p => p.Text).SingleOrDefaultAsync(mail.Cancel) != mail.Words().Text)
            return null;
        if (await TicketMail.LoadAsync(db, first.TicketId!.Value, mail.Cancel) is not { } ticket)
            return null;

        mail.Tell(ticket, $"Also sent to {mail.Mailbox.Address}.");
        return new(MailOutcome.Ignored, ticket, null, "A copy of a mail that came to another address of the desk.", first.Id);
    }
}
