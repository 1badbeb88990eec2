using SupportDesk.Calendars;

namespace SupportDesk.People;

/// <summary>An absence in whole days of the person's own time zone, the last one included: forms, messages and lists all speak of these days.</summary>
public readonly record struct AbsenceDays(DateOnly First, DateOnly Last)
{
    /// <summary>The moments between which the person is away.</summary>
    /// <param name="timeZone">The person's (IANA); null or unknown counts as UTC.</param>
    public (DateTimeOffset From, DateTimeOffset To) In(string? timeZone) =>
        (MidnightOf(First, timeZone), MidnightOf(Last.AddDays(1), timeZone));

    /// <summary>The last day of an absence that ends at a moment.</summary>
    /// <param name="to">
    /// The end of that day, as <see cref="In"/> gives it. Half a day earlier it is noon, which stays the same day where the person's time zone changes later.
    /// </param>
    public static DateOnly LastOf(DateTimeOffset to, string? timeZone) => DayOf(to.AddHours(-12), timeZone);

    /// <summary>The person's day at a moment.</summary>
    public static DateOnly DayOf(DateTimeOffset at, string? timeZone) => DateOnly.FromDateTime(LocalTime.In(ZoneOf(timeZone), at));

    private static DateTimeOffset MidnightOf(DateOnly day, string? timeZone) => LocalTime.ToUtc(ZoneOf(timeZone), day.ToDateTime(TimeOnly.MinValue));

    private static TimeZoneInfo ZoneOf(string? timeZone) =>
        timeZone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? zone : TimeZoneInfo.Utc;
}
