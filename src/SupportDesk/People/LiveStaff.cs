using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.People;

/// <summary>Staff as they stand at this moment, for acts that come without a session.</summary>
public static class LiveStaff
{
    /// <summary>The person with their roles and teams as they are now; null without an active account.</summary>
    public static async Task<StaffUser?> FindStaffAsync(this DeskDb db, Guid personId, CancellationToken cancel)
    {
        if (!await db.Users.AnyAsync(a => a.Id == personId && a.DeactivatedAt == null, cancel))
            return null;

        var name = await db.People.Where(p => p.Id == personId).Select(p => p.DisplayName).SingleAsync(cancel);
        var roles = await db.AccountRoles.Where(r => r.AccountId == personId).Select(r => r.Role).ToListAsync(cancel);
        var memberships = await db.Memberships.AsNoTracking().Where(m => m.PersonId == personId).ToListAsync(cancel);
        var teams = memberships.ConvertAll(m => m.TeamId);
        var hidden = await db.Teams.Where(t => t.Private && !teams.Contains(t.Id)).Select(t => t.Id).ToListAsync(cancel);
        return new(personId, name, roles, teams, hidden) { LedTeamIds = [.. memberships.Where(m => m.Lead).Select(m => m.TeamId)] };
    }
}
