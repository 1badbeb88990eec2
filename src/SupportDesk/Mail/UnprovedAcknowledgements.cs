using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Threads;

namespace SupportDesk.Mail;

/// <summary>
/// How many acknowledgements of mail that proves nothing leave within an hour, over all addresses: anybody may put any address into From, and
/// must not make the desk write to thousands of strangers (threat T20a). This process counts exactly; rows of other nodes are counted besides.
/// </summary>
public sealed class UnprovedAcknowledgements(IOptions<MailOptions> options) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    // Rows get their ids before they are committed, so that a lower one may appear after a higher one.
    private const int Overlap = 200;

    private readonly SemaphoreSlim door = new(1, 1);
    private readonly Dictionary<long, DateTimeOffset> owed = [];
    private long? lookedUpTo;
    private int promised;

    public int PerHour => options.Value.UnprovedAcknowledgementsPerHour;

    /// <summary>Promises as many as are free for the save under way, at most those it wants. It gives the promise back by <see cref="Settle"/> once it has ended.</summary>
    public async Task<int> PromiseAsync(DeskDb db, int wanted, DateTimeOffset now, CancellationToken cancel)
    {
        await door.WaitAsync(cancel);
        try
        {
            var underWay = Volatile.Read(ref promised); // Before the rows are counted: what is saved meanwhile counts twice, never not at all.
            Forget(now);
            if (owed.Count + underWay >= PerHour)
                return 0;

            var free = Math.Clamp(PerHour - underWay - await CountAsync(db, now, cancel), 0, wanted);
            Interlocked.Add(ref promised, free);
            return free;
        }
        finally
        {
            door.Release();
        }
    }

    /// <summary>The save for which they were promised has ended: what it owes is rows now.</summary>
    public void Settle(int count) => Interlocked.Add(ref promised, -count);

    /// <summary>What administrators should know, as a sentence; null if no acknowledgement is held back.</summary>
    public async Task<string?> TroubleAsync(DeskDb db, DateTimeOffset now, CancellationToken cancel)
    {
        await door.WaitAsync(cancel);
        try
        {
            return PerHour == 0 || await CountAsync(db, now, cancel) < PerHour ? null
                : $"Within an hour {PerHour} acknowledgements went to senders whom nothing proves, as many as Mail:UnprovedAcknowledgementsPerHour allows. Their next tickets get none for now. Many strangers at once may mean that somebody forges senders.";
        }
        finally
        {
            door.Release();
        }
    }

    private async Task<int> CountAsync(DeskDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var (since, after) = (now - Window, (lookedUpTo ?? 0) - Overlap);
        var newest = await db.Outbox.MaxAsync(m => (long?)m.Id, cancel) ?? 0;
        var found = await db.Outbox.Where(m => m.Id > after && m.Kind == MailKind.Acknowledgement && m.At > since && m.CancelledAt == null)
            .Join(db.Posts.Where(p => p.Verdict != Verdict.Proved), m => m.PartId, p => p.Id, (m, _) => new { m.Id, m.At }).ToListAsync(cancel);
        foreach (var mail in found)
            owed[mail.Id] = mail.At;
        Forget(now);
        lookedUpTo = newest;
        return owed.Count;
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var old in owed.Where(o => o.Value <= now - Window).Select(o => o.Key).ToList())
            owed.Remove(old);
    }

    public void Dispose() => door.Dispose();
}
