using Microsoft.EntityFrameworkCore;

namespace SupportDesk.Chains;

/// <summary>Somebody who may hold a level now.</summary>
/// <param name="For">The policy they own or the team they lead, where the level asks for that; else empty.</param>
/// <param name="Away">For whom they stand in; null where the chain names themselves.</param>
public readonly record struct LevelPlace(Guid Person, string For, Guid? Away);

/// <summary>Who may hold the levels of a chain now, whatever team raises a case.</summary>
public sealed partial class WhoStands
{
    /// <param name="policies">Those that follow the chain, by name: their owners hold a level that says “policy-owner”.</param>
    public async Task<IReadOnlyList<LevelPlace>> PlacesAsync(Level level, IReadOnlyList<(Guid Owner, string Name)> policies, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var there = (await NamedAsync(level.Who, policies, cancel)).Select(p => Present(p.Person) ? p : Deputy(p.Person) is { } deputy ? new(deputy, p.For, p.Person) : (LevelPlace?)null)
            .OfType<LevelPlace>().Distinct().ToList();
        return there.Count > 0 ? there : [.. (await NamedAsync(level.Deputies, policies, cancel)).Where(p => Present(p.Person)).Distinct()];
    }

    private async Task<List<LevelPlace>> NamedAsync(IReadOnlyList<Seat> seats, IReadOnlyList<(Guid Owner, string Name)> policies, CancellationToken cancel)
    {
        var places = new List<LevelPlace>();
        foreach (var seat in seats)
        {
            places.AddRange(seat.Kind switch
            {
                SeatKind.PolicyOwner => policies.Select(p => new LevelPlace(p.Owner, p.Name, null)),
                SeatKind.TeamLead => await LeadsAsync(cancel),
                _ => (await FindAsync(seat, null, Guid.Empty, cancel)).Select(p => new LevelPlace(p, "", null)),
            });
        }

        return places;
    }

    private async Task<IEnumerable<LevelPlace>> LeadsAsync(CancellationToken cancel) =>
        (await db.Memberships.Where(m => m.Lead).Join(db.Teams, m => m.TeamId, t => t.Id, (m, t) => new { m.PersonId, t.Name }).OrderBy(l => l.Name).ToListAsync(cancel))
            .Select(l => new LevelPlace(l.PersonId, l.Name, null));
}
