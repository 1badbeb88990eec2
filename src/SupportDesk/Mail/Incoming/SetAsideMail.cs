using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Mail.Incoming;

/// <summary>A mail that could not be taken in, as the list shows it.</summary>
/// <param name="Number">The ticket that holds its place.</param>
/// <param name="Size">Of its raw form, in bytes.</param>
public sealed record SetAsideRow(long Id, DateTimeOffset At, string Problem, long? Number, long Size);

/// <summary>Mail that was set aside: kept as it came, until <see cref="SecondTry"/> takes it in.</summary>
public static class SetAsideMail
{
    /// <summary>As many as one page shows.</summary>
    public const int Most = 100;

    /// <summary>The newest ones; never more than <see cref="Most"/>.</summary>
    /// <param name="only">One mail alone.</param>
    public static async Task<IReadOnlyList<SetAsideRow>> ListSetAsideAsync(this DeskDb db, Guid mailboxId, long? only, CancellationToken cancel) => await db.IncomingMail
        .Where(m => m.MailboxId == mailboxId && m.Outcome == MailOutcome.SetAside && (only == null || m.Id == only))
        .OrderByDescending(m => m.Id).Take(Most)
        .Select(m => new SetAsideRow(
            m.Id, m.At, m.Problem ?? "", db.Tickets.Where(t => t.Id == m.TicketId).Select(t => (long?)t.Number).FirstOrDefault(), db.Blobs.Where(b => b.Hash == m.RawHash).Select(b => b.Size).FirstOrDefault()))
        .ToListAsync(cancel);
}
