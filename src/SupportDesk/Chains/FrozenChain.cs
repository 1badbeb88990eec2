using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using SupportDesk.Calendars;

namespace SupportDesk.Chains;

/// <summary>Times and limits of an escalation that belong to no level, frozen with its chain.</summary>
/// <param name="Consent">How long consent is asked for before silence counts.</param>
/// <param name="Answer">How long a question put to supporters waits for its answer.</param>
/// <param name="Return">How long a return waits for the agent.</param>
/// <param name="MaxQuestions">How many questions and returns stop a level's clock; null stands for <see cref="FrozenChain.UsualMaxQuestions"/> and is not written, as in chains of older programs.</param>
public sealed record CaseTimes(
    PromisedTime Consent, PromisedTime Answer, PromisedTime Return, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? MaxQuestions = null);

/// <summary>
/// A chain as it was when something began to climb: its levels with the calendars they count in. Kept as JSON on the thing that climbs,
/// so that later editing of chain or calendar changes nothing running. Levels are numbered from 1; the last one is the top.
/// </summary>
public sealed class FrozenChain : IEquatable<FrozenChain>
{
    /// <summary>How many questions and returns stop a level's clock where the chain gives no number.</summary>
    public const int UsualMaxQuestions = 3;

    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    // A sweep loads thousands of climbs that share few chains.
    private static readonly ConcurrentDictionary<string, FrozenChain> Known = new();
    private const int KnownAtMost = 500;

    private readonly Content content;

    private FrozenChain(Content content, string json)
    {
        this.content = content;
        Json = json;
    }

    /// <summary>Opaque JSON: read it by <see cref="Parse"/> only.</summary>
    public string Json { get; }

    public Guid ChainId => content.Chain;

    /// <summary>The version of the chain.</summary>
    public int No => content.No;

    public string Name => content.Name;

    public CaseTimes Times => content.Times;

    /// <summary>How many questions and returns stop the clock at one level; further ones may be asked while it runs on.</summary>
    public int MaxQuestions => content.Times.MaxQuestions ?? UsualMaxQuestions;

    public IReadOnlyList<Level> Levels => content.Levels;

    /// <summary>The number of the last level.</summary>
    public int Top => content.Levels.Count;

    /// <summary>The level with a number, from 1.</summary>
    public Level At(int level) => content.Levels[level - 1];

    /// <summary>The calendar in which a level's times are counted; for 0, before the first level, the first level's.</summary>
    public WorkingCalendar CalendarOf(int level) => content.Calendars[At(Math.Max(level, 1)).Calendar];

    /// <summary>Freezes a chain's levels with the calendars they name.</summary>
    /// <exception cref="DeskException">The chain has no level, or names a calendar that is not given.</exception>
    public static FrozenChain Of(Guid chainId, int no, string name, IReadOnlyList<Level> levels, CaseTimes times, IEnumerable<WorkingCalendar> calendars)
    {
        if (levels.Count == 0)
            throw new DeskException($"The chain '{name}' has no level.");

        var given = calendars.ToDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);
        var used = new SortedDictionary<string, WorkingCalendar>(StringComparer.Ordinal);
        foreach (var level in levels)
            used[level.Calendar] = given.GetValueOrDefault(level.Calendar) ?? throw new DeskException($"The chain '{name}' counts in a calendar '{level.Calendar}' that does not exist.");

        return Parse(JsonSerializer.Serialize(new Content(chainId, no, name, times, levels, used), Written));
    }

    /// <summary>Reads what <see cref="Json"/> wrote.</summary>
    public static FrozenChain Parse(string json)
    {
        if (Known.TryGetValue(json, out var known))
            return known;

        if (Known.Count >= KnownAtMost)
            Known.Clear();

        return Known.GetOrAdd(json, static text => new FrozenChain(JsonSerializer.Deserialize<Content>(text, Written)!, text));
    }

    public bool Equals(FrozenChain? other) => other is not null && Json == other.Json;

    public override bool Equals(object? obj) => Equals(obj as FrozenChain);

    public override int GetHashCode() => Json.GetHashCode(StringComparison.Ordinal);

    private sealed record Content(Guid Chain, int No, string Name, CaseTimes Times, IReadOnlyList<Level> Levels, IReadOnlyDictionary<string, WorkingCalendar> Calendars);
}
