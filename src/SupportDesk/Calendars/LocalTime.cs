namespace SupportDesk.Calendars;

/// <summary>Local wall time of a zone to UTC and back, for every local time, also those a clock change skips or repeats.</summary>
internal static class LocalTime
{
    /// <summary>The wall time of a moment in a zone.</summary>
    internal static DateTime In(TimeZoneInfo zone, DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).DateTime;

    /// <summary>
    /// The moment of a wall time, UTC. A skipped time goes forward by the length of the gap (02:30 becomes 03:30), a doubled one
    /// is its first occurrence, as in RFC 5545, 3.3.5.
    /// </summary>
    internal static DateTimeOffset ToUtc(TimeZoneInfo zone, DateTime local)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        TimeSpan offset;
        if (zone.IsAmbiguousTime(local))
            offset = zone.GetAmbiguousTimeOffsets(local).Max();
        else if (zone.IsInvalidTime(local))
            offset = OffsetBeforeGap(zone, local);
        else
            offset = zone.GetUtcOffset(local);

        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static TimeSpan OffsetBeforeGap(TimeZoneInfo zone, DateTime local)
    {
        var before = local;
        while (zone.IsInvalidTime(before))
            before = before.AddMinutes(-15);

        return zone.GetUtcOffset(before);
    }
}
