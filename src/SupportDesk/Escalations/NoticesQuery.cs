using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.People;

namespace SupportDesk.Escalations;

/// <summary>Reads what became of the notices to the levels of several cases, in one question for all of them.</summary>
internal sealed class NoticesQuery
{
    private readonly ILookup<Guid, Sent> all;

    private NoticesQuery(ILookup<Guid, Sent> all) => this.all = all;

    /// <summary>Mails that bring a case before its level.</summary>
    internal static IQueryable<OutboxMail> ToLevels(DeskDb db) => db.Outbox.Where(m => m.Kind == MailKind.Delivery || m.Kind == MailKind.LevelReminder);

    public static async Task<NoticesQuery> ReadAsync(DeskDb db, IReadOnlyCollection<Guid> cases, CancellationToken cancel)
    {
        var found = await ToLevels(db).Where(m => cases.Contains(m.ObjectId)).AsNoTracking()
            .Select(m => new Sent(
                m.ObjectId, m.Kind, m.PersonId, m.PartNo, m.At, m.DueAt, m.SentAt != null, m.FailedAt != null, m.CancelledAt != null, m.BouncedAt != null,
                db.MailAddresses.Any(a => a.AddressKey == m.AddressKey && a.Standing != AddressStanding.Good)))
            .ToListAsync(cancel);
        return new(found.ToLookup(m => m.CaseId));
    }

    /// <summary>The notices to those who hold a case's level now, since it came there.</summary>
    public LevelNotices For(Escalation escalation, IReadOnlySet<Guid> holders)
    {
        var climb = escalation.Climb;
        var since = all[escalation.Id].Where(m => m.At >= climb.EnteredAt && m.ReceiptNo > climb.EnteredNo).ToList();
        var waiting = since.Where(m => m.Waits).ToList();
        return new(
            since.Any(m => m.Arrived),
            climb.ReminderOwedAt is { } owed && since.Any(m => m.Kind == MailKind.LevelReminder && m.At >= owed && m.Arrived),
            waiting.Count == 0 ? null : waiting.Max(m => m.DueAt),
            waiting.Count == 0 && holders.Count > 0 && holders.All(person => IsRefused(since.Where(m => m.PersonId == person))));
    }

    private static bool IsRefused(IEnumerable<Sent> mails)
    {
        var (any, refused) = (false, false);
        foreach (var mail in mails)
        {
            any |= mail.Arrived;
            refused |= mail.Failed || mail.Bounced || (mail.CalledOff && mail.AddressFails);
        }

        return refused && !any;
    }

    private sealed record Sent(
        Guid CaseId, MailKind Kind, Guid PersonId, int? ReceiptNo, DateTimeOffset At, DateTimeOffset? DueAt, bool Left, bool Failed, bool CalledOff, bool Bounced, bool AddressFails)
    {
        public bool Arrived => Left && !Bounced;

        public bool Waits => !Left && !Failed && !CalledOff;
    }
}
