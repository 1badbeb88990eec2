using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.People;
using SupportDesk.Threads;

namespace SupportDesk.Mail.Matching;

/// <summary>Which tickets the Message-IDs that some mails name belong to, who of their senders takes part there, and to whom those mails were sent: asked once for all of them.</summary>
public sealed class KnownMessages
{
    // Anybody may send thousands of mails with one Message-ID: then nothing is known beforehand, and each mail asks for itself.
    private const int Most = 2_000;

    private readonly ILookup<string, Guid> tickets;
    private readonly HashSet<(Guid Ticket, Guid Person)> participants;
    private readonly HashSet<(Guid Ticket, string Message, string AddressKey)> copied;

    private KnownMessages(ILookup<string, Guid> tickets, HashSet<(Guid Ticket, Guid Person)> participants, HashSet<(Guid Ticket, string Message, string AddressKey)> copied) =>
        (this.tickets, this.participants, this.copied) = (tickets, participants, copied);

    /// <param name="ids">Keys of Message-IDs (<see cref="Parsing.MessageIds.Key"/>).</param>
    /// <param name="senders">Who wrote the mails.</param>
    /// <returns>Null where there is too much to know it beforehand.</returns>
    public static async Task<KnownMessages?> LoadAsync(DeskDb db, IReadOnlyCollection<string> ids, IReadOnlyCollection<Guid> senders, CancellationToken cancel)
    {
        if (ids.Count == 0)
            return new(Array.Empty<string>().ToLookup(id => id, _ => Guid.Empty), [], []);

        var received = await db.IncomingMail.Where(m => m.MessageIdKey != null && ids.Contains(m.MessageIdKey) && m.TicketId != null).Take(Most)
            .Select(m => new { Id = m.MessageIdKey!, TicketId = m.TicketId!.Value, Head = m.Outcome == MailOutcome.Held || m.Verdict == Verdict.Failed ? null : m.Head }).ToListAsync(cancel);
        var sent = await db.Outbox.Where(m => ids.Contains(m.MessageId) && m.ObjectKind == ObjectKind.Ticket).Take(Most).Select(m => new { Id = m.MessageId, TicketId = m.ObjectId }).ToListAsync(cancel);
        if (received.Count == Most || sent.Count == Most)
            return null;

        var all = received.Select(m => (m.Id, m.TicketId)).Concat(sent.Select(m => (m.Id, m.TicketId))).ToList();
        var found = all.Select(m => m.TicketId).Distinct().ToList();
        var parts = await db.Participants.Where(p => found.Contains(p.TicketId) && senders.Contains(p.PersonId)).Select(p => new { p.TicketId, p.PersonId }).ToListAsync(cancel);
        var copied = received.SelectMany(m => KeysOf(m.Head).Select(key => (m.TicketId, m.Id, key)));
        return new(all.ToLookup(m => m.Id, m => m.TicketId), [.. parts.Select(p => (p.TicketId, p.PersonId))], [.. copied]);
    }

    /// <summary>Whoever a mail was sent to, folded.</summary>
    public static IEnumerable<string> KeysOf(MailHead? head) => head?.Recipients.Select(a => MailAddress.Fold(a.Address)).OfType<string>() ?? [];

    /// <summary>The newest ticket that one of the ids belongs to and in which the sender takes part, or null.</summary>
    public Guid? TicketOf(IEnumerable<string> ids, Guid sender) =>
        ids.SelectMany(id => tickets[id]).Where(t => participants.Contains((t, sender))).Select(t => (Guid?)t).Max();

    /// <summary>The newest ticket that one of the ids belongs to, where that mail was sent to the address too; or null.</summary>
    public Guid? TicketCopiedTo(IEnumerable<string> ids, string addressKey) =>
        ids.SelectMany(id => tickets[id].Select(t => (Ticket: t, Id: id))).Where(m => copied.Contains((m.Ticket, m.Id, addressKey))).Select(m => (Guid?)m.Ticket).Max();
}
