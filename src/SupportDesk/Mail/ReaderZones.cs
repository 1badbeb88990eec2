using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Mail;

/// <param name="Own">The name of the person's own zone; null where it is not known.</param>
/// <param name="IsChosen">Whether the reader chose it in their settings: then a browser's zone does not replace it.</param>
public sealed record ReaderZone(TimeZoneInfo Zone, string? Own, bool IsChosen);

/// <summary>Finds the time zone in which a person reads: their own, else that of the mailbox that their ticket came to.</summary>
public sealed class ReaderZones(SendingMailboxes senders)
{
    /// <param name="objectId">The ticket or case that they read about.</param>
    public async Task<ReaderZone> FindAsync(DeskDb db, Guid personId, Guid objectId, CancellationToken cancel)
    {
        var own = await db.People.Where(p => p.Id == personId).Select(p => p.TimeZone).SingleOrDefaultAsync(cancel);
        if (TimeZones.Find(own) is { } zone)
            return new(zone, own, IsChosen: await db.Users.AnyAsync(a => a.Id == personId, cancel));

        var mailbox = await db.Tickets
            .Where(t => t.Id == objectId || db.Supporters.Any(s => s.EscalationId == objectId && s.PersonId == personId && s.TicketId == t.Id))
            .Select(t => t.MailboxId).FirstOrDefaultAsync(cancel);
        return new((await senders.OfAsync(db, mailbox, cancel)).Zone, null, IsChosen: false);
    }
}
