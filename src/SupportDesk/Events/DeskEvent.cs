using System.Text.Json;

namespace SupportDesk.Events;

/// <summary>
/// One happening, saved in the same transaction as the change it tells of. Audit, notices, live pages and webhooks read it.
/// It holds ids, enum values, numbers and moments; never words, names or addresses, so that it survives an erasure.
/// </summary>
public sealed class DeskEvent
{
    private DeskEvent() { }

    public long Id { get; private set; }
    public DateTimeOffset At { get; private init; }
    public EventKind Kind { get; private init; }
    public ObjectKind ObjectKind { get; private init; }
    public Guid ObjectId { get; private init; }
    public long ObjectVersion { get; private init; }
    public Guid ActorId { get; private init; }
    public Capacity Capacity { get; private init; }
    public Via Via { get; private init; }
    public Guid? ActId { get; internal set; }

    /// <summary>A flat JSON object, e.g. <c>{"from":"…","to":"…"}</c>; opaque to queries.</summary>
    public string Data { get; private init; } = "{}";

    public long? SealNo { get; private set; }

    internal static DeskEvent Of(EventKind kind, ObjectKind objectKind, Guid objectId, long version, Actor by, DateTimeOffset at, ReadOnlySpan<(string Name, object? Value)> data) => new()
    {
        At = at,
        Kind = kind,
        ObjectKind = objectKind,
        ObjectId = objectId,
        ObjectVersion = version,
        ActorId = by.PersonId,
        Capacity = by.Capacity,
        Via = by.Via,
        Data = Write(data),
    };

    /// <summary>The id stored under a name in <see cref="Data"/>, or null.</summary>
    public Guid? IdOf(string name) =>
        Values.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && Guid.TryParse(value.GetString(), out var id) ? id : null;

    /// <summary>The ids stored under a name with a number behind it, from 0 on (<see cref="Numbered"/>).</summary>
    public IReadOnlyList<Guid> IdsOf(string name)
    {
        var ids = new List<Guid>();
        while (IdOf($"{name}{ids.Count}") is { } id)
            ids.Add(id);
        return ids;
    }

    /// <summary>Several ids in the flat form of <see cref="Data"/>: <c>name0</c>, <c>name1</c>, ….</summary>
    internal static IEnumerable<(string Name, object? Value)> Numbered(string name, IEnumerable<Guid> ids) => ids.Select((id, n) => ($"{name}{n}", (object?)id));

    /// <summary>The number stored under a name in <see cref="Data"/>, or null.</summary>
    public long? NumberOf(string name) =>
        Values.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;

    /// <summary>The moment stored under a name in <see cref="Data"/>, or null.</summary>
    public DateTimeOffset? TimeOf(string name) => NumberOf(name) is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;

    /// <summary>The enum value stored under a name in <see cref="Data"/>, or null.</summary>
    public T? ValueOf<T>(string name) where T : struct, Enum =>
        Values.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && Enum.TryParse<T>(value.GetString(), out var parsed) ? parsed : null;

    /// <summary>An enum value's name stored under a name in <see cref="Data"/>, or null.</summary>
    public string? WordOf(string name) =>
        Values.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Whether a flag is stored as true under a name in <see cref="Data"/>.</summary>
    public bool Says(string name) => Values.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private JsonElement Values => JsonElement.Parse(Data);

    private static string Write(ReadOnlySpan<(string Name, object? Value)> data)
    {
        if (data.IsEmpty)
            return "{}";

        var values = new Dictionary<string, object?>(data.Length);
        foreach (var (name, value) in data)
        {
            if (value is not null)
                values[name] = Plain(name, value);
        }

        return JsonSerializer.Serialize(values);
    }

    private static object Plain(string name, object value) => value switch
    {
        Guid or int or long or bool => value,
        Enum e => e.ToString(),
        DateTimeOffset at => at.ToUnixTimeMilliseconds(),
        _ => throw new ArgumentException($"An event holds ids, enum values, numbers and moments; '{name}' is a {value.GetType().Name}.", nameof(value)),
    };
}
