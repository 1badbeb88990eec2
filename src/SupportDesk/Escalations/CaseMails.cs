using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;

namespace SupportDesk.Escalations;

/// <summary>What became of a mail.</summary>
public enum MailFate { Waits, Accepted, Bundled, CalledOff, Refused, Bounced }

/// <summary>Who had to get what about a case, and what became of it: staff one by one, supporters by numbers only.</summary>
public sealed record CaseMails(IReadOnlyList<StaffMail> Staff, IReadOnlyList<SupporterMails> Supporters)
{
    /// <summary>Mails that did not arrive.</summary>
    public int Failures => Staff.Count(m => m.Fate is MailFate.Refused or MailFate.Bounced) + Supporters.Sum(m => m.Refused + m.Bounced);
}

/// <param name="Why">What the server said, or why it was called off; empty where all is well.</param>
/// <param name="NextTryAt">When a mail that waits is tried next.</param>
public sealed record StaffMail(MailKind Kind, string To, DateTimeOffset At, MailFate Fate, DateTimeOffset? NextTryAt, string Why);

/// <summary>The mails of one kind to those behind the case.</summary>
public sealed record SupporterMails(MailKind Kind, int Accepted, int Waiting, int CalledOff, int Refused, int Bounced);

/// <summary>Reads the mails of a case.</summary>
public sealed class CaseMailsQuery(DeskDb db)
{
    private const int Shown = 60;

    // Only these name their reader. Every other kind, a new one too, is counted: a level may not learn here who supports a case.
    private static readonly MailKind[] ToStaff =
    [
        MailKind.Delivery, MailKind.LevelReminder, MailKind.Overdue, MailKind.Answer, MailKind.Returned, MailKind.Understood, MailKind.Confirmation, MailKind.CaseDecided, MailKind.CaseWithdrawn,
    ];

    public async Task<CaseMails> ReadAsync(SeenCase seen, CancellationToken cancel)
    {
        var id = seen.Escalation.Id;
        var mails = db.Outbox.AsNoTracking().Where(m => m.ObjectKind == ObjectKind.Escalation && m.ObjectId == id);
        var staff = await mails.Where(m => ToStaff.Contains(m.Kind)).OrderByDescending(m => m.Id).Take(Shown)
            .Select(m => new { Mail = m, Name = db.People.Where(p => p.Id == m.PersonId).Select(p => p.DisplayName).FirstOrDefault() }).ToListAsync(cancel);
        var counted = await mails.Where(m => !ToStaff.Contains(m.Kind))
            .GroupBy(m => new { m.Kind, Left = m.SentAt != null, Back = m.BouncedAt != null, Off = m.CancelledAt != null, Failed = m.FailedAt != null })
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        return new(
            [.. staff.Select(s => new StaffMail(s.Mail.Kind, s.Name ?? "somebody", s.Mail.SentAt ?? s.Mail.At, s.Mail.Fate, s.Mail.DueAt, s.Mail.Reason ?? ""))],
            [
                .. counted.GroupBy(c => c.Key.Kind).OrderBy(g => g.Key).Select(g => new SupporterMails(
                    g.Key, g.Where(c => c.Key is { Left: true, Back: false }).Sum(c => c.Count), g.Where(c => c.Key is { Left: false, Off: false, Failed: false }).Sum(c => c.Count),
                    g.Where(c => c.Key is { Left: false, Off: true }).Sum(c => c.Count), g.Where(c => c.Key is { Left: false, Failed: true }).Sum(c => c.Count), g.Where(c => c.Key.Back).Sum(c => c.Count))),
            ]);
    }
}
