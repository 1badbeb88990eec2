using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Files;
using SupportDesk.Mail.Matching;

namespace SupportDesk.Mail.Incoming;

/// <summary>
/// What the mails of one commit will look up, asked for with a query a kind instead of one a mail: the gateway's time went into asking.
/// Rows that are found are tracked by the context, where each mail finds them.
/// </summary>
internal sealed class Foreseen
{
    private readonly HashSet<string> before;
    private readonly HashSet<string> written;

    private Foreseen(IReadOnlyDictionary<Guid, Mailbox> mailboxes, Senders senders, KnownMessages? messages, IReadOnlySet<string> hashes, IReadOnlyCollection<string> newHashes, HashSet<string> before, HashSet<string> written) =>
        (Mailboxes, Senders, Messages, Hashes, NewHashes, this.before, this.written) = (mailboxes, senders, messages, hashes, newHashes, before, written);

    public IReadOnlyDictionary<Guid, Mailbox> Mailboxes { get; }

    public Senders Senders { get; }

    public KnownMessages? Messages { get; }

    /// <summary>Contents that were asked for: what is not tracked of them is not kept yet.</summary>
    public IReadOnlySet<string> Hashes { get; }

    /// <summary>Those of them that are not kept yet.</summary>
    public IReadOnlyCollection<string> NewHashes { get; }

    public static async Task<Foreseen> LoadAsync(DeskDb db, IReadOnlyCollection<Reading> readings, DateTimeOffset at, CancellationToken cancel)
    {
        var mailboxIds = readings.Select(r => r.Raw.MailboxId).Distinct().ToList();
        var mailboxes = await db.Mailboxes.Where(m => mailboxIds.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancel);
        var senders = new Senders(db, at);
        await senders.FindAsync([.. readings.Select(r => r.FromKey).OfType<string>().Distinct()], cancel);
        var ids = readings.SelectMany(r => Matcher.IdsOf(r.Mail)).Distinct().ToList();
        var messages = await KnownMessages.LoadAsync(db, ids, senders.Known, cancel);
        var hashes = await HashesAsync(db, readings, cancel);
        List<string> newHashes = [.. hashes.Where(h => db.Blobs.Local.FindEntry(h) is null)];
        var before = await CameBeforeAsync(db, readings, at, cancel);
        return new(mailboxes, senders, messages, hashes, newHashes, before, await WrittenAsync(db, readings, cancel));
    }

    /// <summary>Brings in the tickets that mails were matched to, with their threads and the writers' part in them.</summary>
    public async Task LoadTicketsAsync(DeskDb db, IReadOnlyCollection<Guid> tickets, CancellationToken cancel)
    {
        if (tickets.Count == 0)
            return;

        var people = Senders.Known;
        await db.Tickets.Include(t => t.Thread).Where(t => tickets.Contains(t.Id)).LoadAsync(cancel);
        await db.Participants.Where(p => tickets.Contains(p.TicketId) && people.Contains(p.PersonId)).LoadAsync(cancel);
    }

    /// <summary>Whether a mail with this Message-ID came within a day.</summary>
    public bool CameBefore(string messageIdKey) => before.Contains(messageIdKey);

    /// <summary>Whether a mail that left the desk has this Message-ID.</summary>
    public bool WeWrote(string messageIdKey) => written.Contains(messageIdKey);

    private static async Task<HashSet<string>> WrittenAsync(DeskDb db, IReadOnlyCollection<Reading> readings, CancellationToken cancel)
    {
        var ids = readings.Select(r => r.MessageIdKey).OfType<string>().Where(ReplyRoutes.HasOurForm).Distinct().ToList();
        return ids.Count == 0 ? [] : await db.Outbox.Where(m => ids.Contains(m.MessageId)).Select(m => m.MessageId).ToHashSetAsync(cancel);
    }

    private static async Task<IReadOnlySet<string>> HashesAsync(DeskDb db, IReadOnlyCollection<Reading> readings, CancellationToken cancel)
    {
        var hashes = readings.SelectMany(r => r.Mail.Files.Where(f => f.Size <= PostFiles.Largest).Select(f => Blob.HashOf(f.Content.Span)).Prepend(r.Hash)).ToHashSet();
        await db.Blobs.Where(b => hashes.Contains(b.Hash)).LoadAsync(cancel);
        return hashes;
    }

    private static async Task<HashSet<string>> CameBeforeAsync(DeskDb db, IReadOnlyCollection<Reading> readings, DateTimeOffset at, CancellationToken cancel)
    {
        var (ids, since) = (readings.Select(r => r.MessageIdKey).OfType<string>().Distinct().ToList(), at.AddDays(-1));
        return await db.IncomingMail.Where(m => m.MessageIdKey != null && ids.Contains(m.MessageIdKey) && m.At > since).Select(m => m.MessageIdKey!).Distinct().ToHashSetAsync(cancel);
    }
}
