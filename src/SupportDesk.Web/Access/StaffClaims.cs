using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.People;

namespace SupportDesk.Web.Access;

/// <summary>
/// Writes who somebody is into their cookie: roles and teams, so that a page asks the database for none of it. The security stamp is checked
/// every minute and the claims are made anew with it.
/// </summary>
public sealed class StaffClaims(UserManager<Account> accounts, IOptions<IdentityOptions> options, DeskDb db)
    : UserClaimsPrincipalFactory<Account>(accounts, options)
{
    internal const string Team = "team";
    internal const string LedTeam = "led-team";
    internal const string HiddenTeam = "hidden-team";
    internal const string Name = "display-name";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(Name, await db.People.Where(p => p.Id == user.Id).Select(p => p.DisplayName).SingleAsync()));
        foreach (var role in await db.AccountRoles.Where(r => r.AccountId == user.Id).Select(r => r.Role).ToListAsync())
            identity.AddClaim(new Claim(identity.RoleClaimType, role.ToString()));

        var memberships = await db.Memberships.AsNoTracking().Where(m => m.PersonId == user.Id).ToListAsync();
        var mine = memberships.ConvertAll(m => m.TeamId);
        foreach (var membership in memberships)
            identity.AddClaim(new Claim(Team, membership.TeamId.ToString()));
        foreach (var membership in memberships.Where(m => m.Lead))
            identity.AddClaim(new Claim(LedTeam, membership.TeamId.ToString()));
        foreach (var team in await db.Teams.Where(t => t.Private && !mine.Contains(t.Id)).Select(t => t.Id).ToListAsync())
            identity.AddClaim(new Claim(HiddenTeam, team.ToString()));
        return identity;
    }

    /// <summary>The signed-in person as the domain knows them, or null.</summary>
    public static StaffUser? Read(ClaimsPrincipal principal)
    {
        if (principal.Identity?.IsAuthenticated != true || !Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
            return null;

        return new(
            id,
            principal.FindFirstValue(Name) ?? "",
            [.. principal.FindAll(ClaimTypes.Role).Select(c => Enum.Parse<Role>(c.Value))],
            [.. principal.FindAll(Team).Select(c => Guid.Parse(c.Value))],
            [.. principal.FindAll(HiddenTeam).Select(c => Guid.Parse(c.Value))])
        {
            LedTeamIds = [.. principal.FindAll(LedTeam).Select(c => Guid.Parse(c.Value))],
        };
    }
}
