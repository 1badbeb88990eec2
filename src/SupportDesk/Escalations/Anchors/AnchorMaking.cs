using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.People;

namespace SupportDesk.Escalations.Anchors;

/// <summary>Makes the anchor of each day, once over all nodes, and owes it to the auditors by mail in the same save.</summary>
public sealed class AnchorMaking(IDbContextFactory<DeskDb> databases, AnchorFile file, SendingMailboxes senders, DeskClock clock, IOptions<ReceiptOptions> options)
{
    /// <summary>Makes today's anchor, and those of days missed since the last one, where there are none yet; then brings this node's file up to date.</summary>
    public async Task KeepAsync(CancellationToken cancel)
    {
        await databases.RunAsync(async db =>
        {
            await MakeAsync(db, cancel);
            return true;
        }, cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        await file.CatchUpAsync(db, cancel);
    }

    private async Task MakeAsync(DeskDb db, CancellationToken cancel)
    {
        var now = clock.Now;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var last = await db.Anchors.MaxAsync(a => (DateOnly?)a.Day, cancel);
        if (last >= today)
            return;

        // A row that somebody changed is left out: the day's line then does not follow those in the file, and the comparison says so.
        var lines = (await db.Anchors.OrderBy(a => a.Day).Select(a => a.Line).ToListAsync(cancel)).Select(AnchorLine.Read).OfType<AnchorLine>().ToList();
        var before = lines.SelectMany(l => l.Changed).GroupBy(h => h.Id).ToDictionary(g => g.Key, g => g.Last());
        var since = lines.Count > 0 ? lines[^1].Hash : "";
        var heads = await db.Escalations.Select(e => new AnchoredHead(e.Number, e.Id, e.ReceiptCount, e.HeadHash)).ToListAsync(cancel);
        var first = last?.AddDays(1) ?? today;
        for (var day = first; day <= today; day = day.AddDays(1))
        {
            var line = AnchorLine.Create(day, now, heads, before, since);
            db.Anchors.Add(Anchor.From(line));
            (since, before) = (line.Hash, heads.ToDictionary(h => h.Id));
        }

        await TellAuditorsAsync(db, first, today, now, cancel);
        await db.CommitAsync(Act.Job, cancel);
    }

    private async Task TellAuditorsAsync(DeskDb db, DateOnly first, DateOnly today, DateTimeOffset now, CancellationToken cancel)
    {
        var by = Actor.System(Via.Job);
        var anchored = DeskEvent.Of(EventKind.HeadsAnchored, ObjectKind.Desk, Guid.Empty, 0, by, now, [("first", first.DayNumber), ("last", today.DayNumber)]);
        db.Events.Add(anchored);
        var sender = await senders.OfAsync(db, null, cancel);
        var told = new HashSet<Guid>();
        foreach (var auditor in options.Value.Auditors.DistinctBy(MailAddress.Fold))
        {
            var (person, address) = await db.MeetAsync(auditor, null, by, now, cancel);
            if (told.Add(person.Id))
                db.Outbox.Add(OutboxMail.Owe(
                    MailKind.Anchored, anchored, null, new(person.Id, address.Address, address.AddressKey, person.Language ?? sender.Language), ObjectKind.Desk, Guid.Empty, null, null,
                    ReplyRoutes.Unanswered(sender.Domain), now, now));
        }
    }
}
