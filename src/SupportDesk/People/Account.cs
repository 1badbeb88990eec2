using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace SupportDesk.People;

/// <summary>What a person signs in with; it has the person's id. Requesters have none.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>Since when nobody may sign in with it and it stands at no level; null while active.</summary>
    public DateTimeOffset? DeactivatedAt { get; internal set; }

    /// <summary>Ends every session within a minute: each carries the stamp it began with.</summary>
    public void EndSessions() => SecurityStamp = NewStamp();

    internal static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(20));
}

/// <summary>One role of one account.</summary>
public sealed class AccountRole
{
    private AccountRole() { }

    internal AccountRole(Guid accountId, Role role) => (AccountId, Role) = (accountId, role);

    public Guid AccountId { get; private init; }
    public Role Role { get; private init; }
}
