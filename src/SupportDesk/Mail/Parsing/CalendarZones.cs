using System.Globalization;

namespace SupportDesk.Mail.Parsing;

/// <summary>The time zones that a calendar describes itself (RFC 5545, 3.6.5), for those whose names nobody else knows.</summary>
sealed class CalendarZones
{
    const int MostLines = 5_000;

    readonly Dictionary<string, List<Observance>> zones = new(StringComparer.OrdinalIgnoreCase);

    sealed record Observance(DateTime Start, TimeSpan Offset, TimeSpan Before, Dictionary<string, string> Rule);

    public static CalendarZones Read(string calendar)
    {
        var read = new CalendarZones();
        if (!calendar.Contains("BEGIN:VTIMEZONE", StringComparison.OrdinalIgnoreCase)) return read;
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var (zone, found) = ("", new List<Observance>());
        foreach (var line in calendar.Replace("\r", "", StringComparison.Ordinal).Replace("\n ", "", StringComparison.Ordinal).Split('\n').Take(MostLines))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1) continue;
            var (name, value) = (line[..colon].Split(';')[0].ToUpperInvariant(), line[(colon + 1)..].Trim());
            if (name == "BEGIN") fields.Clear();
            if (name == "BEGIN" && value.Equals("VTIMEZONE", StringComparison.OrdinalIgnoreCase)) (zone, found) = ("", []);
            else if (name == "TZID") zone = value;
            else if (name == "END" && value.Equals("VTIMEZONE", StringComparison.OrdinalIgnoreCase) && found.Count > 0) read.zones[zone] = found;
            else if (name == "END" && value.ToUpperInvariant() is "STANDARD" or "DAYLIGHT" && Of(fields) is { } observance) found.Add(observance);
            else fields[name] = value;
        }

        return read;
    }

    /// <summary>The moment that a time of day in that zone is; null for a zone that is not described.</summary>
    public DateTimeOffset? MomentOf(DateTime local, string zone)
    {
        if (!zones.TryGetValue(zone, out var all)) return null;
        var onsets = all.Select(o => (Observance: o, Onset: OnsetOf(o, local))).Where(o => o.Onset is not null).ToList();
        var offset = onsets.Count > 0 ? onsets.MaxBy(o => o.Onset).Observance.Offset : all.MinBy(o => o.Start)!.Before;
        return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), offset).ToUniversalTime();
    }

    static Observance? Of(Dictionary<string, string> fields)
    {
        if (!DateTime.TryParseExact(fields.GetValueOrDefault("DTSTART"), "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start) || Offset(fields.GetValueOrDefault("TZOFFSETTO")) is not { } offset) return null;
        var rule = fields.GetValueOrDefault("RRULE", "").Split(';').Select(p => p.Split('=', 2)).Where(p => p.Length == 2).DistinctBy(p => p[0].ToUpperInvariant()).ToDictionary(p => p[0].ToUpperInvariant(), p => p[1].ToUpperInvariant());
        return new(start, offset, Offset(fields.GetValueOrDefault("TZOFFSETFROM")) ?? offset, rule);
    }

    // "+0200", "-053000"
    static TimeSpan? Offset(string? written) =>
        written is ['+' or '-', ..] && written.Length is 5 or 7 && int.TryParse(written.AsSpan(1, 2), out var hours) && int.TryParse(written.AsSpan(3, 2), out var minutes) && hours < 14 && minutes < 60
            ? (written[0] == '-' ? -1 : 1) * new TimeSpan(hours, minutes, 0) : null;

    // The last time not after that moment at which it began.
    static DateTime? OnsetOf(Observance observance, DateTime local)
    {
        if (observance.Rule.GetValueOrDefault("FREQ") != "YEARLY") return observance.Start <= local ? observance.Start : null;
        for (var year = local.Year; year >= Math.Max(observance.Start.Year, local.Year - 1); year--)
        {
            if (InYear(observance, year) is { } onset && onset <= local) return onset;
        }

        return null;
    }

    static DateTime? InYear(Observance observance, int year)
    {
        if (!int.TryParse(observance.Rule.GetValueOrDefault("BYMONTH"), out var month) || month is < 1 or > 12) month = observance.Start.Month;
        var days = Enumerable.Range(1, DateTime.DaysInMonth(year, month)).Select(d => new DateTime(year, month, d, 0, 0, 0, DateTimeKind.Unspecified)).ToList();
        var byDay = observance.Rule.GetValueOrDefault("BYDAY", "");
        if (observance.Rule.GetValueOrDefault("BYMONTHDAY") is { } monthDays) days = [.. days.Where(d => monthDays.Split(',').Contains(d.Day.ToString(CultureInfo.InvariantCulture)))];
        else if (byDay.Length == 0) days = [.. days.Where(d => d.Day == observance.Start.Day)];
        if (byDay.Length >= 2) days = [.. days.Where(d => d.DayOfWeek.ToString()[..2].Equals(byDay[^2..], StringComparison.OrdinalIgnoreCase))];
        if (days.Count == 0) return null;
        var at = byDay.Length > 2 && int.TryParse(byDay.AsSpan(0, byDay.Length - 2), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var nth) ? nth : 1;
        return (at < 0 ? days[Math.Max(0, days.Count + at)] : days[Math.Min(Math.Max(at, 1), days.Count) - 1]) + observance.Start.TimeOfDay;
    }
}
