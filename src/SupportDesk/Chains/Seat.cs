using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupportDesk.Chains;

/// <summary>How a chain names who stands at a level.</summary>
public enum SeatKind { Person, Team, Role, TeamLead, PolicyOwner }

/// <summary>
/// One entry of who stands at a level: <c>person:ines@marketfield.test</c>, <c>team:Trust and safety</c>, <c>role:Moderator</c>,
/// <c>team-lead</c> (of the team that raised it) or <c>policy-owner</c>. The chain freezes the entry; the people are looked up at each act.
/// </summary>
/// <param name="Name">The address, team or role; null for the last two.</param>
[JsonConverter(typeof(AsText))]
public readonly record struct Seat(SeatKind Kind, string? Name)
{
    public const string Expected = "expected person:ADDRESS, team:NAME, role:NAME, team-lead or policy-owner";

    public static Seat TeamLead { get; } = new(SeatKind.TeamLead, null);

    public static Seat PolicyOwner { get; } = new(SeatKind.PolicyOwner, null);

    public static Seat Person(string address) => new(SeatKind.Person, address);

    public static Seat Team(string name) => new(SeatKind.Team, name);

    public static Seat Role(string name) => new(SeatKind.Role, name);

    /// <summary>Reads an entry.</summary>
    /// <exception cref="FormatException">It is none; the message says what was found and what is expected.</exception>
    public static Seat Parse(string? text) =>
        TryParse(text, out var seat) ? seat : throw new FormatException($"'{text}' names nobody: {Expected}.");

    /// <summary>Reads an entry; false where the text is none. Kinds ignore case, names are trimmed.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Seat seat)
    {
        var parts = (text ?? "").Split(':', 2, StringSplitOptions.TrimEntries);
        var name = parts.Length == 2 ? parts[1] : null;
        SeatKind? kind = (parts[0].ToLowerInvariant(), name) switch
        {
            ("person", { Length: > 0 }) => SeatKind.Person,
            ("team", { Length: > 0 }) => SeatKind.Team,
            ("role", { Length: > 0 }) => SeatKind.Role,
            ("team-lead", null) => SeatKind.TeamLead,
            ("policy-owner", null) => SeatKind.PolicyOwner,
            _ => null,
        };
        seat = kind is null ? default : new Seat(kind.Value, name);
        return kind is not null;
    }

    public override string ToString() => Kind switch
    {
        SeatKind.Person => $"person:{Name}",
        SeatKind.Team => $"team:{Name}",
        SeatKind.Role => $"role:{Name}",
        SeatKind.TeamLead => "team-lead",
        _ => "policy-owner",
    };

    private sealed class AsText : JsonConverter<Seat>
    {
        public override Seat Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

        public override void Write(Utf8JsonWriter writer, Seat value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
