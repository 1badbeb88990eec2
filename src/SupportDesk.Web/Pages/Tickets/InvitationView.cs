using System.Globalization;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>An invitation on the page of its ticket.</summary>
/// <param name="Zone">The reader's.</param>
public sealed record InvitationView(Invitation Invitation, TimeZoneInfo Zone)
{
    public string Name => Invitation.Kind switch
    {
        InvitationKind.Cancelled => "Cancelled",
        InvitationKind.Answer => "Answer to an invitation",
        _ => "Invitation",
    };

    /// <summary>An invitation without a text of its own has its description as the post's words.</summary>
    public bool ShowsDescription { get; init; } = true;

    /// <summary>"Monday, 14 September 2026, 15:00–15:30 (Berlin)".</summary>
    public string When => Invitation switch
    {
        { Start: { } start } => $"{Span(start, Invitation.End)} ({TimeZones.PlaceOf(Zone)})",
        { FirstDay: { } day, WrittenTime: { } time } => $"{Day(day)}, {time.ToString("HH:mm", CultureInfo.InvariantCulture)} ({(Invitation.Zone.Length > 0 ? Invitation.Zone : "no time zone given")})",
        { FirstDay: { } first, LastDay: { } last } when last > first => $"{Day(first)} to {Day(last)}, all day",
        { FirstDay: { } day } => $"{Day(day)}, all day",
        _ => "no time given",
    };

    public static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private string Span(DateTimeOffset start, DateTimeOffset? end)
    {
        var (from, to) = (TimeZoneInfo.ConvertTime(start, Zone), end is null ? (DateTimeOffset?)null : TimeZoneInfo.ConvertTime(end.Value, Zone));
        var begins = $"{Day(DateOnly.FromDateTime(from.DateTime))}, {Clock(from)}";
        if (to is null || to == from)
            return begins;

        return to.Value.Date == from.Date
            ? $"{begins}–{Clock(to.Value)}" : $"{begins} to {Day(DateOnly.FromDateTime(to.Value.DateTime))}, {Clock(to.Value)}";
    }

    private static string Clock(DateTimeOffset at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);
}
