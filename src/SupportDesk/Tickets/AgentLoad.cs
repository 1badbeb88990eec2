using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;

namespace SupportDesk.Tickets;

/// <summary>What one agent has on the desk.</summary>
/// <param name="Open">What their view Mine shows, also while they are away; counted to <see cref="QueueCounts.Cap"/> at most, as the others are.</param>
/// <param name="Pending">Those of them that wait for the requester.</param>
/// <param name="AwayUntil">When they come back; null while they are here.</param>
public sealed record AgentLoad(Guid PersonId, string Name, int Open, int Pending, int Overdue, DateTimeOffset? AwayUntil, IReadOnlyList<Guid> TeamIds)
{
    /// <summary>Their own (IANA), by which <see cref="LastDayAway"/> is a day.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The last day of their absence; null while they are here.</summary>
    public DateOnly? LastDayAway => AwayUntil is { } until ? AbsenceDays.LastOf(until, TimeZone) : null;

    /// <summary>Those that wait for us: what a fair share is measured by.</summary>
    public int Waiting => Open - Pending;

    /// <summary>Who should take a ticket of a team: of those who are here, the one with the least that waits for us; null where nobody is.</summary>
    public static AgentLoad? Suggest(IEnumerable<AgentLoad> loads, Guid? teamId) =>
        loads.Where(load => load.AwayUntil is null && (teamId is null || load.TeamIds.Contains(teamId.Value)))
            .OrderBy(load => load.Waiting).ThenBy(load => load.Overdue).ThenBy(load => load.Name, StringComparer.Ordinal).FirstOrDefault();
}

/// <summary>The agents beside the unassigned work.</summary>
public sealed class AgentLoads(DeskDb db, DeskClock clock)
{
    /// <summary>Everybody who answers tickets, by name, with what the asking person may know of: one query.</summary>
    public Task<List<AgentLoad>> ListAsync(StaffUser user, CancellationToken cancel) => ListAsync(Loads(db.Agents, db.TicketsVisibleTo(user)), cancel);

    /// <summary>Those to whom the asking person deals out work, with the work that they deal out: a team lead sees their own teams alone.</summary>
    public Task<List<AgentLoad>> ListDealtAsync(StaffUser user, CancellationToken cancel)
    {
        if (user.DealtTeamIds is not { } led)
            return ListAsync(user, cancel);

        var teams = led.ToArray();
        return ListAsync(Loads(db.Agents.Where(a => db.Memberships.Any(m => m.PersonId == a.Id && teams.Contains(m.TeamId))), db.TicketsDealtBy(user)), cancel);
    }

    private static async Task<List<AgentLoad>> ListAsync(IQueryable<AgentLoad> loads, CancellationToken cancel) =>
        [.. (await loads.ToListAsync(cancel)).OrderBy(load => Person.KeyOf(load.Name), StringComparer.Ordinal)];

    internal IQueryable<AgentLoad> Loads(StaffUser user) => Loads(db.Agents, db.TicketsVisibleTo(user));

    private IQueryable<AgentLoad> Loads(IQueryable<Account> agents, IQueryable<Ticket> tickets)
    {
        var now = clock.Now;
        var awake = tickets.Awake();
        return agents
            .Select(p => new AgentLoad(
                p.Id,
                db.People.Where(person => person.Id == p.Id).Select(person => person.DisplayName).First(),
                awake.Where(t => t.AssigneeId == p.Id).Take(QueueCounts.Cap).Count(),
                awake.Where(t => t.AssigneeId == p.Id && t.Status == TicketStatus.Pending).Take(QueueCounts.Cap).Count(),
                awake.Where(t => t.AssigneeId == p.Id && t.DueAt != null && t.DueAt <= now).Take(QueueCounts.Cap).Count(),
                db.Absences.Where(a => a.PersonId == p.Id && a.FromAt <= now && a.ToAt > now).Max(a => (DateTimeOffset?)a.ToAt),
                db.Memberships.Where(m => m.PersonId == p.Id).Select(m => m.TeamId).ToList())
            {
                TimeZone = db.People.Where(person => person.Id == p.Id).Select(person => person.TimeZone).FirstOrDefault(),
            });
    }
}
