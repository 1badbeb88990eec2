using System.Text.Json;

namespace SupportDesk.Mail.Parsing;

/// <summary>What an invitation asks for (RFC 5546, 1.4).</summary>
public enum InvitationKind
{
    Request,
    Cancelled,

    /// <summary>Somebody's answer to an invitation.</summary>
    Answer,
}

/// <summary>An event of a calendar that came with a mail (RFC 5545).</summary>
/// <param name="Title">One line; empty where it has none.</param>
/// <param name="Start">The moment it begins; null for a whole day, and where its zone is not known.</param>
/// <param name="End">The moment it ends, likewise.</param>
/// <param name="FirstDay">The day it begins as it is written, and the time of day where no zone says which moment that is.</param>
/// <param name="LastDay">Its last day, where it takes whole days.</param>
/// <param name="WrittenTime">The time of day as written, where <see cref="Start"/> is not known.</param>
/// <param name="Zone">The zone as it is written; empty where the moment is in UTC.</param>
/// <param name="Link">Where one takes part: http or https.</param>
/// <param name="Organiser">Name and address, as far as they are written.</param>
public sealed record Invitation(
    InvitationKind Kind, string Title, DateTimeOffset? Start, DateTimeOffset? End, DateOnly? FirstDay, DateOnly? LastDay, TimeOnly? WrittenTime,
    string Zone, string Place, string? Link, string Organiser, string Description, bool Repeats)
{
    /// <summary>As it is kept with a post.</summary>
    public static string ToJson(IReadOnlyList<Invitation> invitations) => JsonSerializer.Serialize(invitations);

    /// <summary>From what <see cref="ToJson"/> wrote; null is none.</summary>
    public static IReadOnlyList<Invitation> FromJson(string? json) => json is null ? [] : JsonSerializer.Deserialize<Invitation[]>(json) ?? [];
}
