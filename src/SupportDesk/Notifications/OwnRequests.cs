using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Tickets;

namespace SupportDesk.Notifications;

/// <summary>What a person has with the desk.</summary>
internal enum OwnKind
{
    /// <summary>A ticket, with its cases.</summary>
    Ticket,

    /// <summary>A case that they support, to which no ticket of theirs belongs.</summary>
    Case,

    /// <summary>A case that waits at their level for somebody to acknowledge it.</summary>
    Arrived,

    /// <summary>A case at their level that was acknowledged.</summary>
    InHand,
}

/// <param name="PersonId">As whom they take part; another row than theirs where two were merged.</param>
internal sealed record OwnRequest(OwnKind Kind, Guid Id, Guid PersonId, long Number, string Title, bool IsOpen, DateTimeOffset At);

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
        var held = await HeldAsync(db, root, proved || await db.People.AnyAsync(p => p.PrimaryAddressId == address.Id, cancel), cancel);
        return [.. held.Concat(tickets).Concat(cases).OrderByDescending(r => r.IsOpen).ThenByDescending(r => r.At).Take(Most)];
    }

    private static Task<List<OwnRequest>> TicketsAsync(DeskDb db, Guid addressId, bool proved, IQueryable<Guid> people, CancellationToken cancel) => (
        from p in db.Participants
        where people.Contains(p.PersonId) && (proved || p.AddressId == addressId)
        join t in db.Tickets on p.TicketId equals t.Id
        where t.Status != TicketStatus.Spam
        let isOpen = t.Status != TicketStatus.Solved && t.Status != TicketStatus.Closed
        orderby isOpen descending, t.OpenedAt descending
        select new OwnRequest(OwnKind.Ticket, t.Id, p.PersonId, t.Number, proved ? t.Subject : $"#{t.Number}", isOpen, t.OpenedAt)).Take(Most).ToListAsync(cancel);

    // The tracker of a ticket shows its cases.
    private static Task<List<OwnRequest>> CasesAsync(DeskDb db, Guid addressId, bool proved, IQueryable<Guid> people, CancellationToken cancel) => (
        from s in db.Supporters
        where people.Contains(s.PersonId) && s.WithdrawnAt == null && s.TicketId == null && (proved || s.AddressId == addressId)
        join e in db.Escalations on s.EscalationId equals e.Id
        join p in db.Policies on e.PolicyId equals p.Id
        let isOpen = e.State == EscalationState.Gathering || e.State == EscalationState.Climbing
        orderby isOpen descending, s.JoinedAt descending
        select new OwnRequest(OwnKind.Case, e.Id, s.PersonId, e.Number, p.Name, isOpen, s.JoinedAt)).Take(Most).ToListAsync(cancel);

    // Level holders lose links too. Who held a level when the desk last looked is enough here: what a link leads to asks again.
    private static async Task<IReadOnlyList<OwnRequest>> HeldAsync(DeskDb db, Guid person, bool isTheirs, CancellationToken cancel)
    {
        if (!isTheirs || await db.FindStaffAsync(person, cancel) is not { } staff || !staff.May(Permission.Escalations))
            return [];

        var id = $"{person:N}";
        return await db.Escalations.Where(e => e.State == EscalationState.Climbing && e.Climb.HolderIds.Contains(id)).OrderByDescending(e => e.RaisedAt).Take(Most)
            .Select(e => new OwnRequest(e.Climb.AcknowledgedAt == null ? OwnKind.Arrived : OwnKind.InHand, e.Id, person, e.Number, e.Title, true, e.RaisedAt)).ToListAsync(cancel);
    }
}
