using System.Globalization;

namespace SupportDesk;

/// <summary>
/// How mails and public pages say a moment: "Tue 1 Dec, 17:00 Berlin" within two days, else the day alone. wwwroot/js/times.js says it
/// the same way in the zone of a browser.
/// </summary>
public static class Moments
{
    private static readonly TimeSpan HoursWithin = TimeSpan.FromDays(2);

    /// <param name="zone">The reader's.</param>
    public static string Say(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone, CultureInfo culture)
    {
        var day = SayDay(at, now, zone, culture);
        return (at - now).Duration() >= HoursWithin
            ? day
            : string.Create(CultureInfo.InvariantCulture, $"{day}, {TimeZoneInfo.ConvertTime(at, zone):HH:mm} {TimeZones.PlaceOf(zone)}");
    }

    /// <summary>The day of a moment where its hour does not matter.</summary>
    public static string SayDay(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone, CultureInfo culture) =>
        SayDay(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime), now, zone, culture);

    /// <summary>A day of the calendar, the same in every zone; the year only where it is another one.</summary>
    public static string SayDay(DateOnly day, DateTimeOffset now, TimeZoneInfo zone, CultureInfo culture)
    {
        var dayAndMonth = culture.DateTimeFormat.MonthDayPattern.Replace("MMMM", "MMM", StringComparison.Ordinal);
        var year = day.Year == TimeZoneInfo.ConvertTime(now, zone).Year ? "" : " yyyy";
        return day.ToString($"ddd {dayAndMonth}{year}", culture);
    }
}
