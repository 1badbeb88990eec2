using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.People;

namespace SupportDesk.Tickets;

/// <summary>Deals work out fairly: to whoever is here, is in the ticket's team and has the least. A team lead deals out their own teams' work.</summary>
public sealed class Dealing(DeskDb db, AgentLoads loads)
{
    private const int AtOnce = 50;

    /// <summary>Assigns the oldest unassigned tickets, one after the other, each by the loads as they are by then.</summary>
    /// <returns>How many were assigned; a ticket whose team has nobody here stays.</returns>
    public async Task<int> DealOutAsync(StaffUser user, Actor by, DateTimeOffset at, CancellationToken cancel)
    {
        var agents = await loads.ListDealtAsync(user, cancel);
        var waiting = await db.TicketsDealtBy(user).Awake().Where(t => t.AssigneeId == null)
            .OrderBy(t => t.LastActivityAt).ThenBy(t => t.Number).Take(AtOnce).ToListAsync(cancel);
        var dealt = 0;
        foreach (var ticket in waiting)
        {
            if (AgentLoad.Suggest(agents, ticket.TeamId) is not { } agent)
                continue;

            ticket.AssignTo(agent.PersonId, by, at);
            agents[agents.IndexOf(agent)] = agent with { Open = agent.Open + 1 };
            dealt++;
        }

        return dealt;
    }
}
