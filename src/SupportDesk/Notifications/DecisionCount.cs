using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;

namespace SupportDesk.Notifications;

/// <summary>Writes the receipt "told" once every mail of a decision has come to its end: it counts the mails that left.</summary>
public sealed class DecisionCount(IDbContextFactory<DeskDb> databases, DeskClock clock)
{
    /// <returns>How many receipts were written.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var counted = 0;
        foreach (var id in await ReadyAsync(cancel))
            counted += await databases.RunAsync(db => CountAsync(db, id, cancel), cancel);
        return counted;
    }

    private async Task<List<Guid>> ReadyAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await Ready(db).Select(n => n.Id).ToListAsync(cancel);
    }

    private static IQueryable<Notice> Ready(DeskDb db) => db.Notices.Where(n => n.Kind == MailKind.Decision && n.DoneAt != null && n.CountedAt == null
        && !db.Outbox.Any(m => m.NoticeId == n.Id && m.SentAt == null && m.FailedAt == null && m.CancelledAt == null));

    // The case is read first: if a second worker counts after that, its version has risen and the save fails.
    private async Task<int> CountAsync(DeskDb db, Guid id, CancellationToken cancel)
    {
        var escalation = await db.Escalations.SingleAsync(e => db.Notices.Any(n => n.Id == id && n.ObjectId == e.Id), cancel);
        if (await Ready(db).SingleOrDefaultAsync(n => n.Id == id, cancel) is not { PartNo: { } decision } notice)
            return 0;

        var mails = await db.Outbox.Where(m => m.NoticeId == id).GroupBy(m => m.SentAt != null && m.BouncedAt == null).Select(g => new { Arrived = g.Key, Count = g.Count() }).ToListAsync(cancel);
        notice.Count(clock.Now);
        escalation.Tell(decision, mails.Where(m => m.Arrived).Sum(m => m.Count), mails.Where(m => !m.Arrived).Sum(m => m.Count), Actor.System(Via.Job), clock.Now);
        await db.CommitAsync(Act.Job, cancel);
        return 1;
    }
}
