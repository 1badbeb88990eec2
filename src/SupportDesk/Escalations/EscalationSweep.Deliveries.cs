using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Jobs;

namespace SupportDesk.Escalations;

/// <summary>Finds the cases about which the mail has something to say: delivered, reminded, unreachable, or with time to get back after an outage.</summary>
public sealed partial class EscalationSweep
{
    /// <summary>Notes at once what the answer to a level's mail means for its case, in place of waiting for the next sweep.</summary>
    public Task NoteDeliveryAsync(Guid escalation, CancellationToken cancel) => MoveAsync([escalation], cancel, look: Look.Deliveries);

    private async Task<int> NoteMailAsync(CancellationToken cancel)
    {
        var isDown = await outages.PresentAsync(cancel) is not null;
        var given = isDown ? 0 : await GiveBackAsync(cancel);
        return given + await NoteDeliveriesAsync(isDown, cancel);
    }

    // What waits since before the end of the newest outage has time to get back, unless it has got it.
    private async Task<int> GiveBackAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.SendingOutages.AsNoTracking().Where(o => o.ToAt != null).OrderByDescending(o => o.No).FirstOrDefaultAsync(cancel) is not { } newest)
            return 0;

        var aside = SetAside.ToArray();
        var open = await db.Escalations.Where(e => e.Climb.IsOpen && e.Climb.OutageNo < newest.No && e.Climb.WaitingSince < newest.ToAt && !aside.Contains(e.Id))
            .OrderBy(e => e.Id).Take(Batch).Select(e => e.Id).ToListAsync(cancel);
        return open.Count == 0 ? 0 : await MoveAsync(open, cancel);
    }

    private async Task<int> NoteDeliveriesAsync(bool isDown, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var aside = SetAside.ToArray();
        var climbing = db.Escalations.Where(e => e.State == EscalationState.Climbing && !aside.Contains(e.Id));
        var reached = climbing.Where(e => (e.Climb.WaitsFor == WaitsFor.Delivery || e.Climb.ReminderOwedAt != null)
            && NoticesQuery.ToLevels(db).Any(m => m.ObjectId == e.Id && m.PartNo > e.Climb.EnteredNo && m.At >= (e.Climb.ReminderOwedAt ?? e.Climb.EnteredAt) && m.SentAt != null && m.BouncedAt == null));
        // Those of whom every notice has come to a bad end; who of them holds the level is looked at case by case.
        var unreached = climbing.Where(e => e.Climb.OpenedAt == null && (!e.Climb.FellToAdministrators || e.Climb.WaitsFor == WaitsFor.Delivery)
            && NoticesQuery.ToLevels(db).Any(m => m.ObjectId == e.Id && m.PartNo > e.Climb.EnteredNo && m.At >= e.Climb.EnteredAt && (m.FailedAt != null || m.CancelledAt != null || m.BouncedAt != null))
            && !NoticesQuery.ToLevels(db).Any(m => m.ObjectId == e.Id && m.PartNo > e.Climb.EnteredNo && m.At >= e.Climb.EnteredAt && m.FailedAt == null && m.CancelledAt == null && m.BouncedAt == null));
        var found = await reached.Select(e => e.Id).Take(Batch).ToListAsync(cancel);
        if (!isDown)
            found = [.. found, .. await unreached.Select(e => e.Id).Take(Batch).ToListAsync(cancel)];

        var moved = 0;
        foreach (var batch in found.Distinct().Chunk(Batch))
            moved += await MoveAsync(batch, cancel, look: Look.Deliveries);
        return moved;
    }

    /// <summary>What the mail and the desk's own gaps say about the cases of a batch.</summary>
    private sealed record MailNews(NoticesQuery Notices, DeskGap? Gap)
    {
        public static async Task<MailNews> ReadAsync(DeskDb db, IReadOnlyCollection<Guid> cases, CancellationToken cancel)
        {
            var row = await db.Heartbeats.AsNoTracking().SingleOrDefaultAsync(cancel);
            return new(await NoticesQuery.ReadAsync(db, cases, cancel), row is { GapFromAt: { } from, GapToAt: { } to } ? new(from, to) : null);
        }

        /// <summary>Lets time pass on a case, or only notes its deliveries or its holders.</summary>
        public bool Apply(Escalation escalation, Standing standing, Look look, Actor by, DateTimeOffset now)
        {
            var known = standing with { Gap = Gap };
            if (escalation.State == EscalationState.Climbing)
                known = known with { Notices = Notices.For(escalation, standing.At(escalation.Climb.Level)) };
            return look switch
            {
                Look.Deliveries => escalation.NoteDelivery(known, by, now),
                Look.Holders => escalation.NoteHolders(known, by, now),
                _ => escalation.TimePassed(known, by, now),
            };
        }
    }
}
