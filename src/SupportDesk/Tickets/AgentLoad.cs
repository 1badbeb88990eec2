using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;

namespace SupportDesk.Tickets;

/// <summary>What one agent has on the desk.</summary>
/// <param name="Open">Live tickets that wait for us; counted to <see cref="QueueCounts.Cap"/> at most, as the others are.</param>
/// <param name="Pending">Those that wait for the requester.</param>
/// <param name="AwayUntil">When they come back; null while they are here.</param>
public sealed record AgentLoad(Guid PersonId, string Name, int Open, int Pending, int Overdue, DateTimeOffset? AwayUntil, IReadOnlyList<Guid> TeamIds)
{
    /// <summary>Who should take a ticket of a team: of those who are here, the one with the least open; null where nobody is.</summary>
    public static AgentLoad? Suggest(IEnumerable<AgentLoad> loads, Guid? teamId) =>
        loads.Where(load => load.AwayUntil is null && (teamId is null || load.TeamIds.Contains(teamId.Value)))
            .OrderBy(load => load.Open).ThenBy(load => load.Overdue).ThenBy(load => load.Name, StringComparer.Ordinal).FirstOrDefault();
}

/// <summary>The agents beside the unassigned work.</summary>
public sealed class AgentLoads(DeskDb db, DeskClock clock)
{
    /// <summary>Everybody who answers tickets, by name, with what the asking person may know of: one query.</summary>
    public async Task<List<AgentLoad>> ListAsync(StaffUser user, CancellationToken cancel) =>
        [.. (await Loads(user).ToListAsync(cancel)).OrderBy(load => Person.KeyOf(load.Name), StringComparer.Ordinal)];

    internal IQueryable<AgentLoad> Loads(StaffUser user)
    {
        var now = clock.Now;
        var awake = db.TicketsVisibleTo(user).Where(t => t.IsLive && t.SnoozedUntil == null);
        return db.Agents
            .Select(p => new AgentLoad(
                p.Id,
                db.People.Where(person => person.Id == p.Id).Select(person => person.DisplayName).First(),
                awake.Where(t => t.AssigneeId == p.Id && t.Status != TicketStatus.Pending).Take(QueueCounts.Cap).Count(),
                awake.Where(t => t.AssigneeId == p.Id && t.Status == TicketStatus.Pending).Take(QueueCounts.Cap).Count(),
                awake.Where(t => t.AssigneeId == p.Id && t.DueAt != null && t.DueAt <= now).Take(QueueCounts.Cap).Count(),
                db.Absences.Where(a => a.PersonId == p.Id && a.FromAt <= now && a.ToAt > now).Max(a => (DateTimeOffset?)a.ToAt),
                db.Memberships.Where(m => m.PersonId == p.Id).Select(m => m.TeamId).ToList()));
    }
}
