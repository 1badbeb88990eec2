using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupportDesk.Calendars;

/// <summary>What a promised time is counted in.</summary>
public enum PromiseUnit { Minutes, Hours, Days, Weeks }

/// <summary>
/// A promised time as written in the configuration: <c>30m</c> and <c>8h</c> are elapsed working time; <c>2d</c> is the same local time
/// on the second following working day; <c>1w</c> the same weekday and local time a week on (the next working day if that one is closed);
/// an exclamation mark (<c>2d!</c>, <c>8h!</c>) counts plain time, opening hours or not.
/// </summary>
/// <param name="Amount">1 to 9999.</param>
[JsonConverter(typeof(AsText))]
public readonly record struct PromisedTime(int Amount, PromiseUnit Unit, bool Plain)
{
    public const string Expected = "expected a number from 1 to 9999 with m, h, d or w, such as 30m, 8h, 2d or 1w (working time), or 2d! (plain days)";

    /// <summary>Reads a promised time.</summary>
    /// <exception cref="FormatException">It is none; the message says what was found and what is expected.</exception>
    public static PromisedTime Parse(string? text) =>
        TryParse(text, out var time) ? time : throw new FormatException($"'{text}' is no duration: {Expected}.");

    /// <summary>Reads a promised time; false where the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PromisedTime time)
    {
        time = default;
        var rest = (text ?? "").AsSpan().Trim();
        var plain = rest.EndsWith("!");
        if (plain)
            rest = rest[..^1];

        if (rest.Length is < 2 or > 5 || !int.TryParse(rest[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || amount == 0)
            return false;

        PromiseUnit? unit = rest[^1] switch
        {
            'm' => PromiseUnit.Minutes,
            'h' => PromiseUnit.Hours,
            'd' => PromiseUnit.Days,
            'w' => PromiseUnit.Weeks,
            _ => null,
        };
        if (unit is null)
            return false;

        time = new PromisedTime(amount, unit.Value, plain);
        return true;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Amount}{Unit switch { PromiseUnit.Minutes => 'm', PromiseUnit.Hours => 'h', PromiseUnit.Days => 'd', _ => 'w' }}{(Plain ? "!" : "")}");

    private sealed class AsText : JsonConverter<PromisedTime>
    {
        public override PromisedTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

        public override void Write(Utf8JsonWriter writer, PromisedTime value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
