using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;

namespace SupportDesk.Mail.Matching;

/// <summary>Which tickets the Message-IDs that some mails name belong to, and who of their senders takes part there: asked once for all of them.</summary>
public sealed class KnownMessages
{
    // Anybody may send thousands of mails with one Message-ID: then nothing is known beforehand, and each mail asks for itself.
    private const int Most = 2_000;

    private readonly ILookup<string, Guid> tickets;
    private readonly HashSet<(Guid Ticket, Guid Person)> participants;

    private KnownMessages(ILookup<string, Guid> tickets, HashSet<(Guid Ticket, Guid Person)> participants) => (this.tickets, this.participants) = (tickets, participants);

    /// <param name="ids">Keys of Message-IDs (<see cref="Parsing.MessageIds.Key"/>).</param>
    /// <param name="senders">Who wrote the mails.</param>
    /// <returns>Null where there is too much to know it beforehand.</returns>
    public static async Task<KnownMessages?> LoadAsync(DeskDb db, IReadOnlyCollection<string> ids, IReadOnlyCollection<Guid> senders, CancellationToken cancel)
    {
        if (ids.Count == 0 || senders.Count == 0)
            return new(Array.Empty<string>().ToLookup(id => id, _ => Guid.Empty), []);

        var received = await db.IncomingMail.Where(m => m.MessageIdKey != null && ids.Contains(m.MessageIdKey) && m.TicketId != null).Take(Most).Select(m => new { Id = m.MessageIdKey!, TicketId = m.TicketId!.Value }).ToListAsync(cancel);
        var sent = await db.Outbox.Where(m => ids.Contains(m.MessageId) && m.ObjectKind == ObjectKind.Ticket).Take(Most).Select(m => new { Id = m.MessageId, TicketId = m.ObjectId }).ToListAsync(cancel);
        if (received.Count == Most || sent.Count == Most)
            return null;

        var found = received.Concat(sent).Select(m => m.TicketId).Distinct().ToList();
        var parts = await db.Participants.Where(p => found.Contains(p.TicketId) && senders.Contains(p.PersonId)).Select(p => new { p.TicketId, p.PersonId }).ToListAsync(cancel);
        return new(received.Concat(sent).ToLookup(m => m.Id, m => m.TicketId), [.. parts.Select(p => (p.TicketId, p.PersonId))]);
    }

    /// <summary>The newest ticket that one of the ids belongs to and in which the sender takes part, or null.</summary>
    public Guid? TicketOf(IEnumerable<string> ids, Guid sender) =>
        ids.SelectMany(id => tickets[id]).Where(t => participants.Contains((t, sender))).Select(t => (Guid?)t).Max();
}
