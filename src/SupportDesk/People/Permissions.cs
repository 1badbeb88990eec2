using System.Collections.Frozen;

namespace SupportDesk.People;

/// <summary>Roles of permission. Positions ("senior VP") are names of levels, not roles.</summary>
public enum Role { Agent, Moderator, PolicyOwner, Administrator }

/// <summary>What a route may ask for: one word a kind of act, so that the table below stays readable.</summary>
public enum Permission
{
    /// <summary>Be signed in as staff at all.</summary>
    Desk,

    /// <summary>See and answer tickets within <see cref="Visibility"/>.</summary>
    Tickets,

    /// <summary>Deal out work: all of it, or that of the teams they lead (<see cref="StaffUser.May"/>).</summary>
    DealOut,

    /// <summary>Mark spam, release held mail.</summary>
    Moderate,

    /// <summary>See the board; a dossier still asks who stands on its chain.</summary>
    Escalations,

    /// <summary>See the register of policies.</summary>
    Policies,

    /// <summary>Change statements and requirements.</summary>
    EditPolicies,

    /// <summary>People, teams, mailboxes, jobs.</summary>
    Administer,
}

/// <summary>Who may do what: the one table.</summary>
public static class Permissions
{
    private static readonly FrozenDictionary<Role, Permission[]> Table = new Dictionary<Role, Permission[]>
    {
        [Role.Agent] = [Permission.Desk, Permission.Tickets, Permission.Escalations, Permission.Policies],
        [Role.Moderator] = [Permission.Desk, Permission.Tickets, Permission.DealOut, Permission.Moderate, Permission.Escalations, Permission.Policies],
        [Role.PolicyOwner] = [Permission.Desk, Permission.Escalations, Permission.Policies, Permission.EditPolicies],
        [Role.Administrator] = Enum.GetValues<Permission>(),
    }.ToFrozenDictionary();

    public static bool Allow(IEnumerable<Role> roles, Permission permission) => roles.Any(role => Table[role].Contains(permission));
}
