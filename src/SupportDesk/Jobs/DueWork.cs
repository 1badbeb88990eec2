using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Jobs;

/// <summary>Asks whether anything is due: four questions, each answered by an index.</summary>
public sealed class DueWork(IDbContextFactory<DeskDb> databases, DeskClock clock)
{
    /// <summary>What should be looked at now. Follows the clock's row first, which another node may have moved.</summary>
    public async Task<IReadOnlyList<Work>> NowAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        clock.Follow(TimeSpan.FromMilliseconds(await db.Clock.Select(c => (long?)c.OffsetMs).SingleOrDefaultAsync(cancel) ?? 0));

        var (now, real) = (clock.Now, clock.RealNow);
        var work = new List<Work>();
        if (await db.Tickets.AnyAsync(t => t.DueAt <= now, cancel) || await db.Escalations.AnyAsync(e => e.Climb.DueAt <= now, cancel))
            work.Add(Work.Sweep);
        if (await db.Notices.AnyAsync(n => n.DueAt <= now && n.DoneAt == null && (n.LeaseUntil == null || n.LeaseUntil < real), cancel))
            work.Add(Work.Unfold);
        if (await db.Outbox.AnyAsync(m => m.DueAt <= now && m.SentAt == null && m.FailedAt == null && m.CancelledAt == null && (m.LeaseUntil == null || m.LeaseUntil < real), cancel))
            work.Add(Work.Deliver);
        return work;
    }
}
