using SupportDesk.Calendars;
using SupportDesk.Events;

namespace SupportDesk.Chains;

/// <summary>A named chain; each change of its levels or calendars is a new version, and what climbs keeps the version it began with.</summary>
public sealed class Chain : Root, IAddsRows
{
    private readonly List<object> added = [];

    private Chain() { }

    public string Name { get; private set; } = "";
    public bool FromConfiguration { get; private set; }
    public int No { get; private set; }

    /// <summary>The newest version, as it is frozen on what is raised now.</summary>
    public FrozenChain Newest { get; private set; } = null!;

    protected override ObjectKind ObjectKind => ObjectKind.Chain;

    public static Chain Named(string name, bool fromConfiguration, DateTimeOffset at) => new() { Id = Guid.CreateVersion7(at), Name = name, FromConfiguration = fromConfiguration };

    /// <summary>Takes over levels and calendars; a new version only where something differs.</summary>
    /// <returns>Whether there is a new version.</returns>
    public bool Change(IReadOnlyList<Level> levels, CaseTimes times, IEnumerable<WorkingCalendar> calendars, Actor by, DateTimeOffset at)
    {
        var given = calendars.ToList();
        if (No > 0 && FrozenChain.Of(Id, No, Name, levels, times, given).Equals(Newest))
            return false;

        Newest = FrozenChain.Of(Id, ++No, Name, levels, times, given);
        added.Add(new ChainVersion(Id, No, Newest.Json, at, by.PersonId));
        Record(EventKind.ChainChanged, by, at, ("no", No));
        return true;
    }

    IReadOnlyList<object> IAddsRows.TakeAdded()
    {
        var rows = added.ToArray();
        added.Clear();
        return rows;
    }
}

/// <summary>One version of a chain, kept for ever.</summary>
public sealed class ChainVersion
{
    private ChainVersion() { }

    internal ChainVersion(Guid chainId, int no, string json, DateTimeOffset at, Guid byId) => (ChainId, No, Json, At, ById) = (chainId, no, json, at, byId);

    public Guid ChainId { get; private init; }
    public int No { get; private init; }
    public string Json { get; private init; } = "";
    public DateTimeOffset At { get; private init; }
    public Guid ById { get; private init; }
}
