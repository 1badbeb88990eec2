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
    public Task<List<Choice>> AgentsAsync(CancellationToken cancel) =>
        db.People.Where(p => db.Users.Any(a => a.Id == p.Id && a.DeactivatedAt == null) && db.AccountRoles.Any(r => r.AccountId == p.Id && (r.Role == Role.Agent || r.Role == Role.Moderator)))
            .OrderBy(p => p.NameKey).Select(p => new Choice(p.Id, p.DisplayName)).ToListAsync(cancel);
}
