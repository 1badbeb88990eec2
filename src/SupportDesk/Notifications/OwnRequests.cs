using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Tickets;

namespace SupportDesk.Notifications;

/// <summary>One thing that a person has with the desk: a ticket, with its cases, or a case to which no ticket of theirs belongs.</summary>
/// <param name="PersonId">As whom they take part; another row than theirs where two were merged.</param>
internal sealed record OwnRequest(Guid Id, Guid PersonId, bool IsCase, string Title, bool IsOpen, DateTimeOffset At);

/// <summary>
/// Finds all requests of a person who only gave an address. Which one they mean is not guessed: one mail lists all, what is open first, the
/// newest first within each. An address that was never proved is shown only what came from it.
/// </summary>
internal static class OwnRequests
{
    public const int Most = 20;

    public static async Task<IReadOnlyList<OwnRequest>> FindAsync(DeskDb db, MailAddress address, CancellationToken cancel)
    {
        var root = await db.People.Where(p => p.Id == address.PersonId).Select(p => p.RootId).SingleAsync(cancel);
        var people = db.People.Where(p => p.RootId == root && p.ErasedAt == null).Select(p => p.Id);
        var proved = address.VerifiedAt is not null;
        var tickets = await TicketsAsync(db, address.Id, proved, people, cancel);
        var cases = await CasesAsync(db, address.Id, proved, people, cancel);
        return [.. tickets.Concat(cases).OrderByDescending(r => r.IsOpen).ThenByDescending(r => r.At).Take(Most)];
    }

    private static Task<List<OwnRequest>> TicketsAsync(DeskDb db, Guid addressId, bool proved, IQueryable<Guid> people, CancellationToken cancel) => (
        from p in db.Participants
        where people.Contains(p.PersonId) && (proved || p.AddressId == addressId)
        join t in db.Tickets on p.TicketId equals t.Id
        where t.Status != TicketStatus.Spam
        let isOpen = t.Status != TicketStatus.Solved && t.Status != TicketStatus.Closed
        orderby isOpen descending, t.OpenedAt descending
        select new OwnRequest(t.Id, p.PersonId, false, proved ? t.Subject : $"#{t.Number}", isOpen, t.OpenedAt)).Take(Most).ToListAsync(cancel);

    // The tracker of a ticket shows its cases.
    private static Task<List<OwnRequest>> CasesAsync(DeskDb db, Guid addressId, bool proved, IQueryable<Guid> people, CancellationToken cancel) => (
        from s in db.Supporters
        where people.Contains(s.PersonId) && s.WithdrawnAt == null && s.TicketId == null && (proved || s.AddressId == addressId)
        join e in db.Escalations on s.EscalationId equals e.Id
        join p in db.Policies on e.PolicyId equals p.Id
        let isOpen = e.State == EscalationState.Gathering || e.State == EscalationState.Climbing
        orderby isOpen descending, s.JoinedAt descending
        select new OwnRequest(e.Id, s.PersonId, true, p.Name, isOpen, s.JoinedAt)).Take(Most).ToListAsync(cancel);
}
