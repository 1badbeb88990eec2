using SupportDesk.Events;

namespace SupportDesk.People;

/// <summary>Somebody signed in, with what every query needs to know of them.</summary>
/// <param name="TeamIds">The teams they are in.</param>
/// <param name="HiddenTeamIds">Private teams they are not in: usually none, so that the common query carries no such filter.</param>
public sealed record StaffUser(Guid PersonId, string DisplayName, IReadOnlyList<Role> Roles, IReadOnlyList<Guid> TeamIds, IReadOnlyList<Guid> HiddenTeamIds)
{
    /// <summary>The teams they lead.</summary>
    public IReadOnlyList<Guid> LedTeamIds { get; init; } = [];

    /// <summary>Whether their roles allow it. Whoever leads a team and answers tickets also deals out that team's work.</summary>
    public bool May(Permission permission) =>
        Permissions.Allow(Roles, permission) || (permission == Permission.DealOut && LedTeamIds.Count > 0 && Permissions.Allow(Roles, Permission.Tickets));

    /// <summary>The only teams whose work they deal out; null where they deal out all of it.</summary>
    public IReadOnlyList<Guid>? DealtTeamIds => Permissions.Allow(Roles, Permission.DealOut) ? null : LedTeamIds;

    /// <summary>Who acts, as seen in events.</summary>
    public Actor As(Via via) => new(PersonId, Strongest, via);

    private Capacity Strongest =>
        Roles.Contains(Role.Administrator) ? Capacity.Administrator
        : Roles.Contains(Role.Moderator) ? Capacity.Moderator
        : Roles.Contains(Role.Agent) ? Capacity.Agent
        : Capacity.Level;
}
