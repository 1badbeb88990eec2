using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Chains;

/// <summary>Somebody who may hold a level, as pages name them.</summary>
/// <param name="For">The policy they own or the team they lead; empty where neither matters.</param>
/// <param name="InPlaceOf">Whom they stand in for; empty for whom the chain names.</param>
public sealed record NamedHolder(string Name, string For, string InPlaceOf)
{
    public override string ToString() =>
        $"{Name}{(For.Length > 0 ? $" ({For})" : "")}{(InPlaceOf.Length > 0 ? $", in place of {InPlaceOf}" : "")}";
}

/// <summary>Names the people beside the levels of chains.</summary>
public sealed class LevelNames(DeskDb db, DeskClock clock)
{
    /// <summary>For each level, in order, who may hold it now.</summary>
    /// <param name="policies">The policies of which people are to be named; of one alone its name is left out.</param>
    public async Task<IReadOnlyList<IReadOnlyList<NamedHolder>>> OfAsync(IReadOnlyList<Level> levels, IReadOnlyList<(Guid Owner, string Name)> policies, CancellationToken cancel)
    {
        var who = new WhoStands(db, clock.Now);
        var places = new List<IReadOnlyList<LevelPlace>>();
        foreach (var level in levels)
            places.Add(await who.PlacesAsync(level, policies, cancel));

        var ids = places.SelectMany(p => p).SelectMany(p => new[] { p.Person, p.Away ?? p.Person }).Distinct().ToArray();
        var names = await db.People.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName, cancel);
        string For(LevelPlace place) => policies is [var (_, only)] && place.For == only ? "" : place.For;
        return
        [
            .. places.Select(level => (IReadOnlyList<NamedHolder>)[.. level.Select(p => new NamedHolder(names.GetValueOrDefault(p.Person, ""), For(p), p.Away is { } away ? names.GetValueOrDefault(away, "") : ""))
                .OrderBy(p => p.Name, StringComparer.Ordinal)]),
        ];
    }
}
