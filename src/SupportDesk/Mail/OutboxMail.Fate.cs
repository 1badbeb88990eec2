using SupportDesk.Escalations;

namespace SupportDesk.Mail;

/// <summary>What has become of a mail.</summary>
public sealed partial class OutboxMail
{
    public MailFate Fate =>
        BouncedAt is not null ? MailFate.Bounced
        : SentAt is not null ? MailFate.Accepted
        : FailedAt is not null ? MailFate.Refused
        : CancelledAt is null ? MailFate.Waits
        : TogetherIn is not null ? MailFate.Bundled : MailFate.CalledOff;

    /// <summary>A report says that it did not arrive; the report shows that a server had accepted it.</summary>
    internal void Bounce(DateTimeOffset at)
    {
        if (SentAt is null)
            Sent(at);
        BouncedAt ??= at;
    }
}
