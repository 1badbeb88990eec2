using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Events;

namespace SupportDesk.Escalations;

/// <summary>Who holds the level where a case is, why, and since when.</summary>
public sealed partial class DossierQuery
{
    private async Task<IReadOnlyList<HolderShown>> HoldersAsync(Escalation escalation, Standing standing, CancellationToken cancel)
    {
        if (escalation.State != EscalationState.Climbing)
            return [];

        var (climb, who, holders) = (escalation.Climb, new WhoStands(db, clock.Now), new List<(Guid Person, HolderReason Reason)>());
        foreach (var person in standing.At(climb.Level))
            holders.Add((person, await who.ReasonAsync(escalation, person, cancel)));

        var names = await NamesAsync(holders.SelectMany(h => new[] { h.Person, h.Reason.Away ?? h.Person }).Distinct(), cancel);
        var joined = await JoinedAsync(escalation, cancel);
        DateTimeOffset? Since(Guid person) => !climb.Holders.Contains(person) ? null : joined.TryGetValue(person, out var at) ? at : climb.EnteredAt;
        return
        [
            .. holders.Select(h => new HolderShown(names.GetValueOrDefault(h.Person, ""), h.Reason, h.Reason.Away is { } away ? names.GetValueOrDefault(away, "") : "", Since(h.Person)))
                .OrderBy(h => h.Name, StringComparer.Ordinal),
        ];
    }

    // Those who came to hold the level after the case had come there, with the last time that they did.
    private async Task<Dictionary<Guid, DateTimeOffset>> JoinedAsync(Escalation escalation, CancellationToken cancel)
    {
        var (id, level, entered) = (escalation.Id, escalation.Climb.Level, escalation.Climb.EnteredAt);
        var joined = await db.Events.AsNoTracking().Where(e => e.ObjectKind == ObjectKind.Escalation && e.ObjectId == id && e.Kind == EventKind.HolderJoined && e.At >= entered).OrderBy(e => e.Id).ToListAsync(cancel);
        return joined.Where(e => e.NumberOf("level") == level).GroupBy(e => e.IdOf("person")!.Value).ToDictionary(g => g.Key, g => g.Last().At);
    }
}
