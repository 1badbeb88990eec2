using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Mail;

/// <summary>
/// Notices that come thick: of one kind to one address the first five within ten minutes leave at once. The others wait until ten minutes
/// after the last mail of that kind and then leave as one, a line each.
/// </summary>
public sealed class Bundling(SendingMailboxes senders, DeskClock clock)
{
    /// <summary>Notices of a kind that one person gets singly within <see cref="Within"/>.</summary>
    public const int AtOnce = 5;

    /// <summary>What “thick” means, in business time; also how long the others wait at most.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    private const int MostInOne = 200;

    /// <summary>
    /// Whether mails of a kind may wait for others: news that stands on a page too. Never what carries somebody's words to them, asks something
    /// or tells a decision, nor a delivery or reminder to a level: each of those is answered by itself.
    /// </summary>
    public static bool Concerns(MailKind kind) => kind is MailKind.Assigned or MailKind.NewReply or MailKind.Overdue or MailKind.Step;

    /// <summary>Puts a notice off, or makes it part of one mail for all that wait; the caller saves.</summary>
    /// <param name="row">Held by the caller, not written yet.</param>
    /// <param name="held">Every row that the caller holds.</param>
    /// <returns>False: it goes by itself, and nothing was changed.</returns>
    public async Task<bool> TakeAsync(DeskDb db, OutboxMail row, IReadOnlyList<Claim> held, CancellationToken cancel)
    {
        if (!Concerns(row.Kind) || !await IsThickAsync(db, row, cancel))
            return false;

        if (await LastAsync(db, row, cancel) + Within is { } next && next > clock.Now)
        {
            row.Wait(next);
            return true;
        }

        var notices = await MayLeaveAsync(db, [row, .. await OthersAsync(db, row, held, cancel)], cancel);
        if (notices.Count < 2)
            return false;

        await BundleAsync(db, notices, cancel);
        return true;
    }

    private static async Task<bool> IsThickAsync(DeskDb db, OutboxMail row, CancellationToken cancel)
    {
        var since = row.At - Within;
        return await Alike(db, row).Where(m => m.DueAt > since && m.At > since && m.Id <= row.Id).Take(AtOnce + 1).CountAsync(cancel) > AtOnce;
    }

    private async Task<DateTimeOffset?> LastAsync(DeskDb db, OutboxMail row, CancellationToken cancel)
    {
        var since = clock.Now - Within;
        var single = await Alike(db, row).Where(m => m.DueAt > since && m.StartedAt > since).MaxAsync(m => m.StartedAt, cancel);
        var bundle = await db.Outbox.Where(m => m.AddressKey == row.AddressKey && m.DueAt > since && m.Kind == MailKind.Bundle && m.PartNo == (int)row.Kind).MaxAsync(m => (DateTimeOffset?)m.At, cancel);
        return single > bundle || bundle is null ? single : bundle;
    }

    // What another worker holds is left to it.
    private async Task<IEnumerable<OutboxMail>> OthersAsync(DeskDb db, OutboxMail row, IReadOnlyList<Claim> held, CancellationToken cancel)
    {
        var (now, ours) = (clock.RealNow, held.Select(c => c.Id).ToList());
        var waiting = await Alike(db, row)
            .Where(m => m.DueAt != null && m.Id != row.Id && m.StartedAt == null && m.SentAt == null && m.FailedAt == null && m.CancelledAt == null)
            .Where(m => m.LeaseUntil == null || m.LeaseUntil < now || ours.Contains(m.Id))
            .OrderBy(m => m.Id).Take(MostInOne - 1).ToListAsync(cancel);
        return waiting.Where(m => m.LeaseUntil is null || m.LeaseUntil < now || held.Contains(new(m.Id, m.Fence)));
    }

    private async Task<List<OutboxMail>> MayLeaveAsync(DeskDb db, IEnumerable<OutboxMail> rows, CancellationToken cancel)
    {
        var notices = new List<OutboxMail>();
        foreach (var row in rows)
        {
            if (await LastCheck.AgainstAsync(db, row, clock.Now, cancel) is null)
                notices.Add(row);
        }

        return notices;
    }

    // Its words are written when it leaves, like those of every mail.
    private async Task BundleAsync(DeskDb db, List<OutboxMail> notices, CancellationToken cancel)
    {
        var sender = await senders.OfAsync(db, null, cancel);
        var bundle = OutboxMail.Bundle(notices, ReplyRoutes.Unanswered(sender.Domain), clock.Now);
        db.Outbox.Add(bundle);
        foreach (var notice in notices)
            notice.GoTogether(bundle, clock.Now);
    }

    /// <summary>The notices that a bundle tells, the oldest first.</summary>
    public static async Task<List<OutboxMail>> PartsAsync(DeskDb db, OutboxMail bundle, CancellationToken cancel)
    {
        var parts = await db.Outbox.Where(m => m.TogetherIn == bundle.MessageId).OrderBy(m => m.Id).ToListAsync(cancel);
        return parts.FindAll(p => p.TogetherIn == bundle.MessageId); // Not those that this save takes out.
    }

    /// <summary>Takes out of a bundle what may no longer be told; of two that were left, the last one goes as itself. The caller saves.</summary>
    /// <returns>Whether anything was taken out.</returns>
    public async Task<bool> TrimAsync(DeskDb db, OutboxMail bundle, CancellationToken cancel)
    {
        var parts = await PartsAsync(db, bundle, cancel);
        var dropped = 0;
        foreach (var part in parts)
        {
            if (await LastCheck.AgainstAsync(db, part, clock.Now, cancel) is not { } reason)
                continue;
            part.LeaveBundle(reason);
            dropped++;
        }

        if (dropped > 0 && parts.Count - dropped == 1)
            parts.Single(p => p.TogetherIn is not null).GoAlone(clock.Now);
        return dropped > 0;
    }

    /// <summary>What speaks against sending a bundle as it was written: that one of its notices may not leave.</summary>
    public async Task<string?> AgainstAsync(DeskDb db, OutboxMail bundle, CancellationToken cancel)
    {
        var parts = await PartsAsync(db, bundle, cancel);
        if (parts.Count == 0)
            return bundle.BodyHash is null ? "None of its notices was left to tell." : null; // One of an earlier version has its words and no parts.

        foreach (var part in parts)
        {
            if (await LastCheck.AgainstAsync(db, part, clock.Now, cancel) is { } reason)
                return reason;
        }

        return null;
    }

    private static IQueryable<OutboxMail> Alike(DeskDb db, OutboxMail row) => db.Outbox.Where(m => m.AddressKey == row.AddressKey && m.Kind == row.Kind);
}
