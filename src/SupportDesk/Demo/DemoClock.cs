using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;

namespace SupportDesk.Demo;

/// <summary>Pushes business time forward; what became due meanwhile is found by the next sweep.</summary>
public sealed class DemoClock(IDbContextFactory<DeskDb> databases, DeskClock clock)
{
    /// <exception cref="DeskException">Backwards, or further than a year at once.</exception>
    public async Task PushAsync(TimeSpan by, Actor actor, CancellationToken cancel)
    {
        if (by <= TimeSpan.Zero || by > TimeSpan.FromDays(366))
            throw new DeskException("The clock only goes forward, and at most a year at once.");

        var offset = await databases.RunAsync(async db =>
        {
            var row = await db.Clock.SingleOrDefaultAsync(cancel);
            if (row is null)
                db.Clock.Add(row = new ClockRow());
            row.OffsetMs += (long)by.TotalMilliseconds;
            db.Events.Add(DeskEvent.Of(EventKind.ClockPushed, ObjectKind.Desk, Guid.Empty, 0, actor, clock.Now, [("ms", (long)by.TotalMilliseconds)]));
            await db.CommitAsync(Act.Job, cancel);
            return row.OffsetMs;
        }, cancel);
        clock.Follow(TimeSpan.FromMilliseconds(offset));
    }

    /// <summary>Whether a case is due and the sweep has not been there yet: time that runs on meanwhile would run out for its next level too.</summary>
    public async Task<bool> IsBehindAsync(DeskDb db, CancellationToken cancel)
    {
        var now = clock.Now;
        // A level's time begins when its mail has left: until then the next due moment is not known.
        return await db.Escalations.AnyAsync(e => e.Climb.DueAt <= now, cancel)
            || await db.Outbox.AnyAsync(m => m.Kind == MailKind.Delivery && m.DueAt <= now && m.SentAt == null && m.FailedAt == null && m.CancelledAt == null, cancel);
    }

    /// <summary>The moment at which something happens next by itself; null where nothing waits, and while <see cref="IsBehindAsync"/>.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(DeskDb db, CancellationToken cancel)
    {
        if (await IsBehindAsync(db, cancel))
            return null;

        var now = clock.Now;
        var ticket = await db.Tickets.Where(t => t.DueAt > now).MinAsync(t => t.DueAt, cancel);
        var escalation = await db.Escalations.Where(e => e.Climb.DueAt > now).MinAsync(e => e.Climb.DueAt, cancel);
        return ticket < escalation || escalation is null ? ticket : escalation;
    }
}
