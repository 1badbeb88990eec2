using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Mail;

/// <param name="IsOwn">Whether the reader chose it: then a browser's zone does not replace it.</param>
public sealed record ReaderZone(TimeZoneInfo Zone, bool IsOwn);

/// <summary>Finds the time zone in which a person reads: their own, else that of the mailbox that their ticket came to.</summary>
public sealed class ReaderZones(SendingMailboxes senders)
{
    /// <param name="objectId">The ticket or case that they read about.</param>
    public async Task<ReaderZone> FindAsync(DeskDb db, Guid personId, Guid objectId, CancellationToken cancel)
    {
        var own = await db.People.Where(p => p.Id == personId).Select(p => p.TimeZone).SingleOrDefaultAsync(cancel);
        if (TimeZones.Find(own) is { } zone)
            return new(zone, IsOwn: true);

        var mailbox = await db.Tickets
            .Where(t => t.Id == objectId || db.Supporters.Any(s => s.EscalationId == objectId && s.PersonId == personId && s.TicketId == t.Id))
            .Select(t => t.MailboxId).FirstOrDefaultAsync(cancel);
        return new((await senders.OfAsync(db, mailbox, cancel)).Zone, IsOwn: false);
    }
}
