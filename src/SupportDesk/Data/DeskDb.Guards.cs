using Microsoft.EntityFrameworkCore;
using SupportDesk.Events;
using SupportDesk.People;

namespace SupportDesk.Data;

/// <summary>What an act rests on besides the root that it changes. Each commit checks it, so that no caller can forget it.</summary>
public abstract partial class DeskDb
{
    /// <summary>
    /// Lets this save fail with a clash if somebody else changed the root since it was read. The root itself stays as it is, so two acts that rest on
    /// it do not disturb each other.
    /// </summary>
    public void RestOn(Root root) => Entry(root).Property(r => r.Version).IsModified = true;

    private async Task GuardAsync(IReadOnlyList<DeskEvent> events, CancellationToken cancel)
    {
        foreach (var happening in events)
        {
            if (happening.Kind is EventKind.SupporterJoined or EventKind.CameAfterDecision or EventKind.SupporterLeft)
                await GuardCaseAsync(happening, cancel);
        }

        await GuardAdministratorsAsync(events, cancel);
    }

    private async Task GuardCaseAsync(DeskEvent happening, CancellationToken cancel)
    {
        var supporter = await Supporters.FindAsync([happening.ObjectId], cancel) ?? throw new InvalidOperationException("An event tells of a supporter who is not there.");
        var escalation = await Escalations.FindAsync([supporter.EscalationId], cancel) ?? throw new InvalidOperationException("A supporter stands behind no case.");
        if (happening.Kind == EventKind.SupporterLeft)
            escalation.LetGo(supporter);
        else if (Entry(escalation).State != EntityState.Added || supporter.CountedAt is null)
            escalation.TakeIn(supporter); // In a save that raises the case, whoever is counted was there first.
    }

    // Somebody else who stays an administrator is named in the save: two who deactivate each other each rest on the other one.
    private async Task GuardAdministratorsAsync(IReadOnlyList<DeskEvent> events, CancellationToken cancel)
    {
        var leaving = events.Where(e => e.Kind == EventKind.AccountDeactivated || (e.Kind == EventKind.RoleRevoked && e.ValueOf<Role>("role") == Role.Administrator)).Select(e => e.ObjectId).ToArray();
        if (leaving.Length == 0 || !await AccountRoles.AnyAsync(r => r.Role == Role.Administrator && leaving.Contains(r.AccountId), cancel))
            return;

        var staying = await People.Where(p => !leaving.Contains(p.Id) && AccountRoles.Any(r => r.AccountId == p.Id && r.Role == Role.Administrator) && Users.Any(a => a.Id == p.Id && a.DeactivatedAt == null))
            .OrderBy(p => p.Id).FirstOrDefaultAsync(cancel);
        RestOn(staying ?? throw new DeskException("This is the last administrator. Make somebody else an administrator first."));
    }
}
