using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>One entry of a list to choose from.</summary>
public sealed record Choice(Guid Id, string Name);

/// <summary>The teams and agents that a person may choose from.</summary>
public sealed class DeskLists(DeskDb db)
{
    /// <summary>Teams by name, without private ones the person is not in.</summary>
    public Task<List<Choice>> TeamsAsync(StaffUser user, CancellationToken cancel) =>
        db.Teams.Where(t => !t.Private || user.TeamIds.Contains(t.Id)).OrderBy(t => t.NameKey).Select(t => new Choice(t.Id, t.Name)).ToListAsync(cancel);

    /// <summary>Everybody who answers tickets, by name.</summary>
    public async Task<IReadOnlyList<Choice>> AgentsAsync(CancellationToken cancel)
    {
        var agents = await db.Agents.Select(a => new Choice(a.Id, db.People.Where(p => p.Id == a.Id).Select(p => p.DisplayName).First())).ToListAsync(cancel);
        return [.. agents.OrderBy(a => Person.KeyOf(a.Name), StringComparer.Ordinal)];
    }
}
