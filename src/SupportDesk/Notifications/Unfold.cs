using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Jobs;
using SupportDesk.Mail;

namespace SupportDesk.Notifications;

/// <summary>Turns a notice to an audience into one outbox row a person, in batches that move its cursor in the same save.</summary>
public sealed partial class Unfold(IDbContextFactory<DeskDb> databases, SupporterMail recipients, DeskClock clock, IOptions<JobOptions> options, ILogger<Unfold> log)
{
    /// <summary>People in one save.</summary>
    internal const int Batch = 500;

    /// <summary>Unfolds until no notice is due.</summary>
    /// <returns>How many notices were finished.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var done = 0;
        while (await ClaimAsync(cancel) is { } held)
        {
            while (await BatchAsync(held, cancel) is { } next)
                held = next;
            done++;
        }

        return done;
    }

    /// <summary>Holds the notice that is due longest; the fence keeps a second worker, or a late one, from saving.</summary>
    private Task<(Guid Id, long Fence)?> ClaimAsync(CancellationToken cancel) => databases.RunAsync<(Guid, long)?>(async db =>
    {
        var (now, real) = (clock.Now, clock.RealNow);
        var notice = await db.Notices.Where(n => n.DoneAt == null && n.DueAt <= now && (n.LeaseUntil == null || n.LeaseUntil < real)).OrderBy(n => n.DueAt).ThenBy(n => n.Id).FirstOrDefaultAsync(cancel);
        if (notice is null)
            return null;

        notice.Hold(real + options.Value.Lease);
        await db.CommitAsync(Act.Job, cancel);
        return (notice.Id, notice.Fence);
    }, cancel);

    /// <returns>The hold after this batch; null when the notice is done or somebody else's.</returns>
    private Task<(Guid Id, long Fence)?> BatchAsync((Guid Id, long Fence) held, CancellationToken cancel) => databases.RunAsync<(Guid, long)?>(async db =>
    {
        var notice = await db.Notices.Include(n => n.Event).SingleOrDefaultAsync(n => n.Id == held.Id && n.Fence == held.Fence && n.DoneAt == null, cancel);
        if (notice is null)
        {
            Log.Lost(log, held.Id);
            return null;
        }

        var people = await NextAsync(db, notice, cancel);
        await OweAsync(db, notice, people, cancel);
        notice.Unfolded(people.Count == 0 ? notice.Cursor : people[^1].Id, clock.RealNow + options.Value.Lease);
        if (people.Count < Batch)
            notice.Done(clock.Now);
        CrashPoint.Reached("unfold-batch");
        await db.CommitAsync(Act.Job, cancel);
        return notice.DoneAt is null ? (notice.Id, notice.Fence) : null;
    }, cancel);

    private static async Task<List<Supporter>> NextAsync(DeskDb db, Notice notice, CancellationToken cancel)
    {
        var (about, cursor, decision, concerned) = (notice.ObjectId, notice.Cursor, notice.PartNo, notice.Event.IdOf("supporter"));
        var supporters = db.Supporters.Where(s => s.EscalationId == about || db.Escalations.Any(e => e.Id == s.EscalationId && e.MergedIntoId == about));
        // Whoever left after a decision was made still hears of it; whoever came after it is told by a mail of their own.
        supporters = notice.Kind == MailKind.Decision ? supporters.Where(s => s.JoinedAfterDecision < decision && (s.WithdrawnAt == null || s.LeftAfterDecision >= decision)) : supporters.Where(s => s.WithdrawnAt == null);
        supporters = notice.Audience switch
        {
            // The one who was asked, or who answered, knows it.
            Audience.StepFollowers => supporters.Where(s => s.Follow == Follow.Steps && s.Id != concerned),
            Audience.Unanswered => supporters.Where(s => s.Consent == Consent.None),
            _ when notice.Kind == MailKind.Question => supporters.Where(s => s.CountedAt != null),
            _ => supporters,
        };
        return await supporters.Where(s => s.Id.CompareTo(cursor) > 0).OrderBy(s => s.Id).Take(Batch).ToListAsync(cancel);
    }

    // Merged people and merged cases may count one person twice: one notice is one mail to them.
    private async Task OweAsync(DeskDb db, Notice notice, List<Supporter> people, CancellationToken cancel)
    {
        var owed = await db.Outbox.Where(m => m.NoticeId == notice.Id).Select(m => m.PersonId).ToHashSetAsync(cancel);
        var part = notice.Kind == MailKind.Question ? notice.Event.IdOf("question") : null;
        foreach (var supporter in people)
        {
            var known = await recipients.OfAsync(db, supporter, cancel);
            var to = known ?? new Recipient(supporter.PersonId, "", "", "en");
            if (!owed.Add(to.PersonId))
                continue;

            var mail = OutboxMail.Owe(
                notice.Kind, null, notice.Id, to, ObjectKind.Escalation, notice.ObjectId, part ?? supporter.Id, notice.PartNo,
                await recipients.RouteAsync(db, notice.Kind, supporter, part, cancel), clock.Now, clock.Now);
            db.Outbox.Add(mail);
            if (known is null)
                mail.Fail("The person has no address.", clock.Now);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(50, LogLevel.Warning, "Notice {Notice}: another worker took it over")]
        public static partial void Lost(ILogger log, Guid notice);
    }
}
