using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Chains;

/// <summary>A chain as administration shows it.</summary>
public sealed record ChainShown(string Name, int No, bool FromConfiguration, CaseTimes Times, IReadOnlyList<LevelShown> Levels, int Climbing);

/// <param name="People">Who may hold it at this moment; which of them, the team that raises and the policy say.</param>
public sealed record LevelShown(Level Level, IReadOnlyList<NamedHolder> People);

/// <summary>Reads the chains with who holds each level now.</summary>
public sealed class ChainsQuery(DeskDb db, LevelNames names)
{
    public async Task<IReadOnlyList<ChainShown>> ReadAsync(CancellationToken cancel)
    {
        var chains = await db.Chains.AsNoTracking().OrderBy(c => c.Name).ToListAsync(cancel);
        var policies = (await db.Policies.Select(p => new { p.ChainId, p.OwnerId, p.Name, p.ArchivedAt, IsOpen = db.Escalations.Any(e => e.PolicyId == p.Id && e.Climb.IsOpen) }).ToListAsync(cancel))
            .Where(p => p.ArchivedAt is null || p.IsOpen).ToLookup(p => p.ChainId, p => (p.OwnerId, p.Name));
        var shown = new List<ChainShown>();
        foreach (var chain in chains)
        {
            var people = await names.OfAsync(chain.Newest.Levels, [.. policies[chain.Id]], cancel);
            var climbing = await db.Escalations.CountAsync(e => e.Climb.ChainId == chain.Id && e.Climb.IsOpen, cancel);
            shown.Add(new(chain.Name, chain.No, chain.FromConfiguration, chain.Newest.Times, [.. chain.Newest.Levels.Zip(people, (level, there) => new LevelShown(level, there))], climbing));
        }

        return shown;
    }
}
