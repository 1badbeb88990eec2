using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupportDesk.Calendars;

/// <summary>One stretch of a day in which work is done: <c>09:00-17:00</c>, local time; <c>24:00</c> is the end of the day.</summary>
/// <param name="Opens">Minutes after local midnight, 0 to 1439.</param>
/// <param name="Closes">Minutes after local midnight, at most 1440, later than <paramref name="Opens"/>.</param>
[JsonConverter(typeof(AsText))]
public readonly record struct OpeningHours(int Opens, int Closes)
{
    public const string Expected = "expected opening hours such as 09:00-17:00";

    /// <summary>Reads opening hours.</summary>
    /// <exception cref="FormatException">They are none; the message says what was found and what is expected.</exception>
    public static OpeningHours Parse(string? text) =>
        TryParse(text, out var hours) ? hours : throw new FormatException($"'{text}': {ExpectedFor(text)}.");

    /// <summary>How to write what somebody meant: hours over midnight belong to two days.</summary>
    public static string ExpectedFor(string? text) => Split(text) is { } times && times.Opens > times.Closes && times.Closes > 0
        ? $"{Expected}; hours over midnight are two: {Clock(times.Opens)}-24:00, and 00:00-{Clock(times.Closes)} on the next day"
        : Expected;

    /// <summary>Reads opening hours; false where the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out OpeningHours hours)
    {
        hours = default;
        if (Split(text) is not { } times || times.Opens >= times.Closes)
            return false;

        hours = new OpeningHours(times.Opens, times.Closes);
        return true;
    }

    public override string ToString() => $"{Clock(Opens)}-{Clock(Closes)}";

    private static (int Opens, int Closes)? Split(string? text)
    {
        var parts = (text ?? "").Split('-', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && Minutes(parts[0]) is { } opens && Minutes(parts[1]) is { } closes ? (opens, closes) : null;
    }

    private static int? Minutes(string text)
    {
        if (text == "24:00")
            return 1440;

        return TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.Hour * 60 + time.Minute : null;
    }

    private static string Clock(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");

    private sealed class AsText : JsonConverter<OpeningHours>
    {
        public override OpeningHours Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

        public override void Write(Utf8JsonWriter writer, OpeningHours value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
