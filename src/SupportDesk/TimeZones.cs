namespace SupportDesk;

/// <summary>Time zones by the names of the IANA database.</summary>
public static class TimeZones
{
    /// <summary>What the settings say where a name is none of them.</summary>
    public const string Expected = "expected an IANA time zone like Europe/Berlin.";

    /// <summary>The zone of an IANA name, or null where there is none: names of Windows differ from machine to machine.</summary>
    public static TimeZoneInfo? Find(string? name) =>
        !string.IsNullOrWhiteSpace(name)
        && (name == TimeZoneInfo.Utc.Id || !TimeZoneInfo.TryConvertWindowsIdToIanaId(name, out _)) // UTC is a name of both
        && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    /// <summary>The place that a zone is named after: "New York" for America/New_York.</summary>
    public static string PlaceOf(TimeZoneInfo zone) =>
        zone.Id == TimeZoneInfo.Utc.Id || zone.Id is "Etc/UTC" or "Etc/UCT" or "UCT" or "Zulu" ? "UTC" : zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');
}
