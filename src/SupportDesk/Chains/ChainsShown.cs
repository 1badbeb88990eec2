using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Chains;

/// <summary>A chain as administration shows it.</summary>
public sealed record ChainShown(string Name, int No, bool FromConfiguration, CaseTimes Times, IReadOnlyList<LevelShown> Levels, int Climbing);

/// <param name="People">Who may stand there at this moment; which of them, the team that raises and the policy say.</param>
public sealed record LevelShown(Level Level, IReadOnlyList<string> People);

/// <summary>Reads the chains with who stands at each level now.</summary>
public sealed class ChainsQuery(DeskDb db, DeskClock clock)
{
    public async Task<IReadOnlyList<ChainShown>> ReadAsync(CancellationToken cancel)
    {
        var chains = await db.Chains.AsNoTracking().OrderBy(c => c.Name).ToListAsync(cancel);
        var who = new WhoStands(db, clock.Now);
        var shown = new List<ChainShown>();
        foreach (var chain in chains)
        {
            var levels = new List<LevelShown>();
            foreach (var level in chain.Newest.Levels)
                levels.Add(new(level, await NamesAsync(await who.AnywhereAsync(level, cancel), cancel)));
            shown.Add(new(chain.Name, chain.No, chain.FromConfiguration, chain.Newest.Times, levels, await db.Escalations.CountAsync(e => e.Climb.ChainId == chain.Id && e.Climb.IsOpen, cancel)));
        }

        return shown;
    }

    private Task<List<string>> NamesAsync(IReadOnlySet<Guid> people, CancellationToken cancel)
    {
        var ids = people.ToArray();
        return db.People.Where(p => ids.Contains(p.Id)).OrderBy(p => p.NameKey).Select(p => p.DisplayName).ToListAsync(cancel);
    }
}
