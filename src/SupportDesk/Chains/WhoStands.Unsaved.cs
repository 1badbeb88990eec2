using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Policies;

namespace SupportDesk.Chains;

/// <summary>Accounts, roles, teams, absences and policy owners as the save under way will leave them, for who asks what that save ends.</summary>
public sealed partial class WhoStands
{
    private void CountUnsaved(HashSet<Guid> accounts, List<Absence> absences, List<AccountRole> granted)
    {
        if (!countsUnsaved)
            return;

        foreach (var account in Unsaved<Account>(EntityState.Added, EntityState.Modified))
        {
            if (account.DeactivatedAt is null)
                accounts.Add(account.Id);
            else
                accounts.Remove(account.Id);
        }

        // One that was changed to begin earlier is not among those that the database found.
        absences.AddRange(Unsaved<Absence>(EntityState.Added, EntityState.Modified).Except(absences).ToList());
        var ended = Unsaved<Absence>(EntityState.Deleted);
        absences.RemoveAll(a => a.FromAt > now || a.ToAt <= now || ended.Contains(a));
        var revoked = Unsaved<AccountRole>(EntityState.Deleted);
        granted.RemoveAll(r => revoked.Exists(gone => gone.AccountId == r.AccountId && gone.Role == r.Role));
        granted.AddRange(Unsaved<AccountRole>(EntityState.Added));
    }

    private async Task<List<Guid>> MembersAsync(Guid? team, bool leadsOnly, CancellationToken cancel)
    {
        var members = await db.Memberships.AsNoTracking().Where(m => m.TeamId == team).ToDictionaryAsync(m => m.PersonId, m => m.Lead, cancel);
        foreach (var entry in countsUnsaved ? db.ChangeTracker.Entries<Membership>().Where(e => e.Entity.TeamId == team).ToList() : [])
        {
            if (entry.State == EntityState.Deleted)
                members.Remove(entry.Entity.PersonId);
            else
                members[entry.Entity.PersonId] = entry.Entity.Lead;
        }

        return [.. members.Where(m => m.Value || !leadsOnly).Select(m => m.Key)];
    }

    private Guid? UnsavedOwner(Guid policy) => countsUnsaved ? db.ChangeTracker.Entries<Policy>().Select(e => e.Entity).FirstOrDefault(p => p.Id == policy)?.OwnerId : null;

    private List<T> Unsaved<T>(params EntityState[] states)
        where T : class => [.. db.ChangeTracker.Entries<T>().Where(e => states.Contains(e.State)).Select(e => e.Entity)];
}
