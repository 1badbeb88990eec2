using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Jobs;

namespace SupportDesk.Escalations;

/// <summary>
/// Compares, for every case on its way, who holds its level now with who did when the desk last looked. A level that nobody holds does not wait for its
/// time (rule 1); whoever holds one and did not before is told what waits there. Nothing has to announce that an absence begins or a role changes.
/// </summary>
public sealed partial class EscalationSweep
{
    /// <returns>How many cases changed.</returns>
    private async Task<int> LookAtHoldersAsync(CancellationToken cancel)
    {
        var isDown = await outages.PresentAsync(cancel) is not null;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var who = new WhoStands(db, clock.Now);
        var moved = 0;
        foreach (var (place, example) in await PlacesAsync(db, cancel))
        {
            // While our own server is down nothing moves up, but who is owed a mail is noted.
            if (await CompareAsync(db, who, example, cancel) is not { } look || (isDown && look == Look.Everything))
                continue;

            var there = await CasesAsync(db, place, cancel);
            foreach (var batch in there.Except(SetAside).Chunk(Batch))
                moved += await MoveAsync(batch, cancel, look);
        }

        return moved;
    }

    // One example of each level with the same holders before is looked at: many cases share it.
    private async Task<List<(Place, long)>> PlacesAsync(DeskDb db, CancellationToken cancel)
    {
        var aside = SetAside.ToArray();
        var found = await db.Escalations.Where(e => e.State == EscalationState.Climbing && !aside.Contains(e.Id))
            .Join(db.Policies, e => e.PolicyId, p => p.Id, (e, p) => new { e.Climb.ChainId, e.Climb.ChainNo, e.Climb.Level, e.Climb.HolderIds, e.Climb.FellToAdministrators, e.RaisingTeamId, p.OwnerId, e.Number })
            .GroupBy(e => new { e.ChainId, e.ChainNo, e.Level, e.HolderIds, e.FellToAdministrators, e.RaisingTeamId, e.OwnerId })
            .Select(g => new { g.Key, Any = g.Min(e => e.Number) }).ToListAsync(cancel);
        return [.. found.Select(f => (new Place(f.Key.ChainId, f.Key.ChainNo, f.Key.Level, f.Key.HolderIds, f.Key.FellToAdministrators, f.Key.RaisingTeamId, f.Key.OwnerId), f.Any))];
    }

    private static Task<List<Guid>> CasesAsync(DeskDb db, Place place, CancellationToken cancel) => db.Escalations
        .Where(e => e.State == EscalationState.Climbing && e.Climb.ChainId == place.ChainId && e.Climb.ChainNo == place.ChainNo && e.Climb.Level == place.Level
            && e.Climb.HolderIds == place.Holders && e.Climb.FellToAdministrators == place.FellToAdministrators && e.RaisingTeamId == place.Team
            && db.Policies.Any(p => p.Id == e.PolicyId && p.OwnerId == place.Owner))
        .Select(e => e.Id).ToListAsync(cancel);

    /// <returns>What the cases of an example have to be looked at for; null where nothing changed.</returns>
    private async Task<Look?> CompareAsync(DeskDb db, WhoStands who, long number, CancellationToken cancel)
    {
        try
        {
            var example = await db.Escalations.AsNoTracking().SingleAsync(e => e.Number == number, cancel);
            var standing = await who.ForAsync(example, Voices.None, cancel);
            return !example.Climb.IsAtTop && !standing.AnyoneAt(example.Climb.Level) ? Look.Everything
                : standing.At(example.Climb.Level).SetEquals(example.Climb.Holders) ? null : Look.Holders;
        }
        catch (Exception failure) when (SetAsideRows.IsFaultOfRow(failure))
        {
            Leave(await db.Escalations.Where(e => e.Number == number).Select(e => e.Id).SingleAsync(cancel), failure);
            return null;
        }
    }

    private sealed record Place(Guid ChainId, int ChainNo, int Level, string Holders, bool FellToAdministrators, Guid? Team, Guid Owner);
}
