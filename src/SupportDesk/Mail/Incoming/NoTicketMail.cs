using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;

namespace SupportDesk.Mail.Incoming;

/// <summary>Why a mail made no ticket, as the list is filtered.</summary>
public enum NoTicketKind { Copy, OwnMail, Report, Program, Case, Other }

/// <summary>A mail that made no ticket and no post, as the list shows it.</summary>
/// <param name="Name">Who it names as its sender; empty where it names nobody.</param>
/// <param name="Subject">Null for mail of before subjects were kept.</param>
/// <param name="Why">A sentence.</param>
/// <param name="Number">The ticket that it is about, if there is one.</param>
public sealed record NoTicketRow(
    long Id, DateTimeOffset At, string Mailbox, string Name, string? Address, string? Subject, NoTicketKind Kind, MailClass Class, string Why, long? Number)
{
    /// <summary>Words about a case belong to those on its chain: nobody else reads the mail or makes a ticket of it.</summary>
    public bool MayOpen => Kind != NoTicketKind.Case;
}

/// <summary>What became of the mail of one day: the four add up to what came.</summary>
public sealed record MailDay(DateOnly Day, int Came, int Tickets, int Posts, int Held, int Listed);

/// <summary>The mail that the desk took in and of which no agent sees anything on a ticket: nothing vanishes without a line here.</summary>
public static class NoTicketMail
{
    /// <summary>As many as one page shows.</summary>
    public const int Most = 50;

    /// <summary>Mail of mailboxes and tickets the person may see.</summary>
    public static IQueryable<IncomingMail> MailVisibleTo(this DeskDb db, StaffUser user)
    {
        var mails = db.IncomingMail.AsNoTracking().Where(m => m.TicketId == null || db.TicketsVisibleTo(user).Any(t => t.Id == m.TicketId));
        if (user.HiddenTeamIds.Count == 0)
            return mails;

        var hidden = user.HiddenTeamIds.ToArray();
        return mails.Where(m => !db.Mailboxes.Any(b => b.Id == m.MailboxId && b.TeamId != null && hidden.Contains(b.TeamId.Value)));
    }

    /// <summary>The newest ones, at most <see cref="Most"/>.</summary>
    /// <param name="from">Part of a sender's address; null or empty for everybody's.</param>
    /// <param name="before">Only those with a smaller id; null for the newest.</param>
    public static async Task<IReadOnlyList<NoTicketRow>> ListNoTicketAsync(this DeskDb db, StaffUser user, NoTicketKind? kind, string? from, long? before, CancellationToken cancel)
    {
        var mails = db.MailVisibleTo(user).Where(m => m.PostId == null);
        if (kind is { } only)
            mails = mails.Where(Is(only));
        if (from?.Trim().ToLowerInvariant() is { Length: > 0 } part)
            mails = mails.Where(m => m.FromKey != null && m.FromKey.Contains(part));
        if (before is { } id)
            mails = mails.Where(m => m.Id < id);
        return await RowsAsync(db, mails.OrderByDescending(m => m.Id).Take(Most), cancel);
    }

    /// <summary>One of them, or null.</summary>
    public static async Task<NoTicketRow?> FindNoTicketAsync(this DeskDb db, StaffUser user, long id, CancellationToken cancel) =>
        (await RowsAsync(db, db.MailVisibleTo(user).Where(m => m.PostId == null && m.Id == id), cancel)).SingleOrDefault();

    /// <summary>The ticket that a mail made, or that staff made of it; null where there is none for this person.</summary>
    public static Task<Guid?> FindTicketOfMailAsync(this DeskDb db, StaffUser user, long id, CancellationToken cancel) =>
        db.MailVisibleTo(user).Where(m => m.Id == id && m.PostId != null && m.Outcome == MailOutcome.NewTicket).Select(m => m.TicketId).SingleOrDefaultAsync(cancel);

    /// <summary>What became of the mail of some days, the newest first.</summary>
    /// <param name="zone">In which a day begins and ends.</param>
    public static async Task<IReadOnlyList<MailDay>> MailDaysAsync(this DeskDb db, StaffUser user, DateOnly last, int days, TimeZoneInfo zone, CancellationToken cancel)
    {
        var counted = new List<MailDay>();
        for (var day = last; day > last.AddDays(-days); day = day.AddDays(-1))
        {
            var (begin, end) = (BeginOf(day, zone), BeginOf(day.AddDays(1), zone));
            var groups = await db.MailVisibleTo(user).Where(m => m.At >= begin && m.At < end)
                .GroupBy(m => new { Listed = m.PostId == null, m.Outcome }).Select(g => new { g.Key.Listed, g.Key.Outcome, Count = g.Count() }).ToListAsync(cancel);
            int Sum(Func<bool, MailOutcome, bool> counts) => groups.Where(g => counts(g.Listed, g.Outcome)).Sum(g => g.Count);
            counted.Add(new(
                day,
                Sum((_, _) => true),
                Sum((listed, outcome) => !listed && IsTicket(outcome)),
                Sum((listed, outcome) => !listed && !IsTicket(outcome) && outcome != MailOutcome.Held),
                Sum((listed, outcome) => !listed && outcome == MailOutcome.Held),
                Sum((listed, _) => listed)));
        }

        return counted;
    }

    private static bool IsTicket(MailOutcome outcome) => outcome is MailOutcome.NewTicket or MailOutcome.SetAside;

    private static DateTimeOffset BeginOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static Expression<Func<IncomingMail, bool>> Is(NoTicketKind kind) => kind switch
    {
        NoTicketKind.Copy => m => m.CopyOfId != null,
        NoTicketKind.OwnMail => m => m.Class == MailClass.Own,
        NoTicketKind.Case => m => m.Outcome == MailOutcome.Act || m.Outcome == MailOutcome.Note || m.Outcome == MailOutcome.Consent || m.Outcome == MailOutcome.Answer,
        NoTicketKind.Report => m => m.Class == MailClass.Bounce && m.CopyOfId == null && (m.Outcome == MailOutcome.Ignored || m.Outcome == MailOutcome.Bounced),
        NoTicketKind.Program => m => m.Class == MailClass.AutoReply && m.CopyOfId == null && m.Outcome == MailOutcome.Ignored,
        _ => m => m.CopyOfId == null && m.Class != MailClass.Own && m.Class != MailClass.Bounce && m.Class != MailClass.AutoReply && m.Outcome == MailOutcome.Ignored,
    };

    private static NoTicketKind KindOf(IncomingMail mail) => mail switch
    {
        { CopyOfId: not null } => NoTicketKind.Copy,
        { Outcome: MailOutcome.Act or MailOutcome.Note or MailOutcome.Consent or MailOutcome.Answer } => NoTicketKind.Case,
        { Class: MailClass.Own } => NoTicketKind.OwnMail,
        { Class: MailClass.Bounce } => NoTicketKind.Report,
        { Class: MailClass.AutoReply } => NoTicketKind.Program,
        _ => NoTicketKind.Other,
    };

    private static string WhyOf(IncomingMail mail) => mail switch
    {
        { Problem: { Length: > 0 } problem } => problem,
        { Outcome: MailOutcome.Bounced } => "A delivery report: the ticket says which mail came back.",
        { Outcome: MailOutcome.Act } => "A level acted by mail; the case shows it.",
        { Outcome: MailOutcome.Consent } => "A supporter answered by mail how they are quoted; the ticket shows it.",
        { Outcome: MailOutcome.Note or MailOutcome.Answer } => "Words about a case; the case shows them.",
        _ => "Nothing more is known of why.",
    };

    private static async Task<IReadOnlyList<NoTicketRow>> RowsAsync(DeskDb db, IQueryable<IncomingMail> mails, CancellationToken cancel)
    {
        var found = await mails.Select(m => new
        {
            Mail = m,
            Box = db.Mailboxes.Where(b => b.Id == m.MailboxId).Select(b => b.Name).FirstOrDefault(),
            Number = db.Tickets.Where(t => t.Id == m.TicketId).Select(t => (long?)t.Number).FirstOrDefault(),
        }).ToListAsync(cancel);
        return
        [
            .. found.Select(r => new NoTicketRow(
                r.Mail.Id, r.Mail.At, r.Box ?? "", r.Mail.Head?.From?.Name ?? r.Mail.Head?.From?.Address ?? r.Mail.FromKey ?? "", r.Mail.Head?.From?.Address ?? r.Mail.FromKey,
                KindOf(r.Mail) == NoTicketKind.Case ? null : r.Mail.Head?.Subject, KindOf(r.Mail), r.Mail.Class, WhyOf(r.Mail), r.Number)),
        ];
    }
}
