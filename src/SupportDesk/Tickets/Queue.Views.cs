using SupportDesk.People;
using SupportDesk.Threads;

namespace SupportDesk.Tickets;

/// <summary>What each view holds. The predicates are written as the partial indexes have them (Data/TicketMap.cs).</summary>
public sealed partial class Queue
{
    private IQueryable<Ticket> Seen(StaffUser user, QueueView view, DateTimeOffset now)
    {
        var tickets = db.TicketsVisibleTo(user);
        var awake = tickets.Awake();
        return view switch
        {
            QueueView.Mine => awake.Where(t => t.AssigneeId == user.PersonId),
            QueueView.Unassigned => awake.Where(t => t.AssigneeId == null),
            QueueView.Team => OfMyTeams(awake, user),
            QueueView.Open => awake,
            QueueView.Overdue => awake.Where(t => t.DueAt != null && t.DueAt <= now),
            QueueView.Snoozed => tickets.Where(t => t.IsLive && t.SnoozedUntil != null),
            QueueView.Solved => tickets.Where(t => t.Status == TicketStatus.Solved),
            QueueView.Spam => tickets.Where(t => t.Status == TicketStatus.Spam),
            _ => tickets.Where(t => db.Posts.Where(p => p.State == PostState.Held).Select(p => p.ThreadId).Contains(t.ThreadId)),
        };
    }

    private static IQueryable<Ticket> OfMyTeams(IQueryable<Ticket> tickets, StaffUser user)
    {
        if (user.TeamIds is [var only])
            return tickets.Where(t => t.TeamId == only);

        var mine = user.TeamIds.ToArray();
        return tickets.Where(t => t.TeamId != null && mine.Contains(t.TeamId.Value));
    }

    private static IQueryable<Ticket> Narrow(IQueryable<Ticket> tickets, QueueFilter filter)
    {
        if (filter.Status is { } status)
            tickets = tickets.Where(t => t.Status == status);
        if (filter.TeamId is { } team)
            tickets = tickets.Where(t => t.TeamId == team);
        if (filter.AssigneeId is { } assignee)
            tickets = tickets.Where(t => t.AssigneeId == assignee);
        if (filter.Priority is { } priority)
            tickets = tickets.Where(t => t.Priority == priority);
        return tickets;
    }
}

/// <summary>Work that somebody has in hand or could take now. Every list and every count of open work starts here, so that they agree.</summary>
internal static class OpenWork
{
    public static IQueryable<Ticket> Awake(this IQueryable<Ticket> tickets) => tickets.Where(t => t.IsLive && t.SnoozedUntil == null);
}
