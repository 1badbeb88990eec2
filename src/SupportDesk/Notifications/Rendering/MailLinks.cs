using SupportDesk.Data;
using SupportDesk.Mail;
using Microsoft.Extensions.Options;

namespace SupportDesk.Notifications.Rendering;

/// <summary>Makes the links of a mail while it is written; their rows are saved with its bytes, so that only the mail knows the token.</summary>
public sealed class MailLinks(IOptions<SiteOptions> site, DeskClock clock)
{
    /// <summary>How long a tracker works.</summary>
    internal static readonly TimeSpan TrackFor = TimeSpan.FromDays(365);

    public string Site => site.Value.At("/");

    /// <summary>Where staff read something of the desk.</summary>
    /// <param name="path">Begins with a slash.</param>
    public string ToDesk(string path) => site.Value.At(path);

    /// <summary>The tracker of a ticket or an escalation, for one person.</summary>
    public string Track(DeskDb db, Guid personId, Guid objectId) => site.Value.At($"/track/{Token(db, LinkPurpose.Track, personId, objectId, clock.RealNow + TrackFor)}");

    /// <summary>The page on which one person consents, in any width; used once.</summary>
    /// <param name="until">Real time.</param>
    public string Consent(DeskDb db, Guid personId, Guid escalationId, DateTimeOffset until) => site.Value.At($"/consent/{Token(db, LinkPurpose.Consent, personId, escalationId, until)}");

    /// <summary>The page from which one person fetches a file that was too large for their mail.</summary>
    /// <param name="until">Real time.</param>
    public string File(DeskDb db, Guid personId, Guid attachmentId, DateTimeOffset until) => site.Value.At($"/file/{Token(db, LinkPurpose.File, personId, attachmentId, until)}");

    /// <summary>The page with the one button that acknowledges a case for a level holder; used once.</summary>
    /// <param name="until">Real time.</param>
    public string Acknowledge(DeskDb db, Guid personId, Guid escalationId, DateTimeOffset until) => site.Value.At($"/acknowledge/{Token(db, LinkPurpose.Acknowledge, personId, escalationId, until)}");

    /// <summary>The page on which a level holder confirms the exact words that will leave; used once.</summary>
    /// <param name="until">Real time.</param>
    public string Confirm(DeskDb db, Guid personId, Guid unconfirmedId, DateTimeOffset until) => site.Value.At($"/confirm/{Token(db, LinkPurpose.Confirm, personId, unconfirmedId, until)}");

    private string Token(DeskDb db, LinkPurpose purpose, Guid personId, Guid objectId, DateTimeOffset until)
    {
        var (link, token) = Link.Make(purpose, personId, objectId, until, clock.Now);
        db.Links.Add(link);
        return token;
    }
}
