using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace SupportDesk.Mail.Parsing;

/// <summary>Reads the calendar parts of a mail.</summary>
static class Invitations
{
    const int LongestCalendar = 200_000;
    const int Most = 5;

    static readonly string[] Links = ["X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGCONFLINK", "CONFERENCE"];

    /// <summary>The events of one calendar; none where it cannot be read.</summary>
    public static IReadOnlyList<Invitation> Read(string calendar)
    {
        var start = calendar.IndexOf("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase);
        if (start < 0 || calendar.Length > LongestCalendar) return [];
        try
        {
            var read = Calendar.Load(calendar[start..]);
            var zones = CalendarZones.Read(calendar);
            return read is null ? [] : [.. read.Events.Take(Most).Select(e => From(e, read.Method, zones))];
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return []; // The file stays among the attachments.
        }
    }

    /// <summary>The words of an invitation that came without others.</summary>
    public static string ToText(Invitation invitation)
    {
        var text = new StringBuilder(invitation.Title);
        if (invitation.Place.Length > 0) text.Append('\n').Append(invitation.Place);
        if (invitation.Description.Length > 0) text.Append("\n\n").Append(invitation.Description);
        if (invitation.Link is { } link && !text.ToString().Contains(link, StringComparison.Ordinal)) text.Append('\n').Append(link);
        return text.ToString().Trim('\n');
    }

    static Invitation From(CalendarEvent e, string? method, CalendarZones zones)
    {
        var (start, end) = (e.Start, e.End ?? EndOf(e));
        var allDay = start is { HasTime: false };
        var (from, to) = (allDay ? null : Moment(start, zones), allDay ? null : Moment(end, zones));
        var description = Texts.Clean(e.Description ?? "").Trim();
        var place = Texts.Line(e.Location);
        return new(
            KindOf(e, method), Texts.Line(e.Summary), from, to,
            start is null ? null : DayOf(start), !allDay ? null : end is not null && end.Date > start!.Date ? DayOf(end).AddDays(-1) : DayOf(start!),
            from is null && start is { HasTime: true } ? TimeOnly.FromDateTime(start.Value) : null,
            start?.TzId is null or "UTC" ? "" : Texts.Line(start.TzId, 80), place, LinkOf(e, place, description), OrganiserOf(e.Organizer), Texts.Cut(description, 4000), e.RecurrenceRule is not null);
    }

    static CalDateTime? EndOf(CalendarEvent e) => e.Start is { } start && e.Duration is { } duration ? start.Add(duration) : null;

    static InvitationKind KindOf(CalendarEvent e, string? method) =>
        string.Equals(method, "CANCEL", StringComparison.OrdinalIgnoreCase) || string.Equals(e.Status, "CANCELLED", StringComparison.OrdinalIgnoreCase) ? InvitationKind.Cancelled
        : string.Equals(method, "REPLY", StringComparison.OrdinalIgnoreCase) ? InvitationKind.Answer
        : InvitationKind.Request;

    static DateOnly DayOf(CalDateTime at) => DateOnly.FromDateTime(at.Value);

    // A zone that nobody knows and the calendar does not describe, or none: then only the writer knows which moment it is.
    static DateTimeOffset? Moment(CalDateTime? at, CalendarZones zones)
    {
        if (at is null || at.IsFloating) return null;
        try
        {
            return new DateTimeOffset(at.AsUtc, TimeSpan.Zero);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            return at.TzId is { } zone ? zones.MomentOf(at.Value, zone) : null;
        }
    }

    static string? LinkOf(CalendarEvent e, string place, string description)
    {
        var written = Links.Select(name => e.Properties[name]?.Value?.ToString()).Append(e.Url?.ToString()).Append(place).Concat(description.Split([' ', '\n', '\t', '<', '>', '"']));
        return written.Select(Web).FirstOrDefault(link => link is not null);
    }

    static string? Web(string? written) => Parsing.Links.Safe(written?.TrimEnd('.', ',', ')')) is { } link && link.StartsWith("http", StringComparison.Ordinal) ? link : null;

    static string OrganiserOf(Organizer? organiser)
    {
        if (organiser is null) return "";
        var address = organiser.Value?.ToString() ?? "";
        if (address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) address = address[7..];
        var name = Texts.Line(organiser.CommonName, 120);
        return Texts.Line(name.Length == 0 || name.Equals(address, StringComparison.OrdinalIgnoreCase) ? address : address.Length == 0 ? name : $"{name} ({address})", 255);
    }
}
