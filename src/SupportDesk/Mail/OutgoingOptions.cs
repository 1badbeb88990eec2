using System.ComponentModel.DataAnnotations;

namespace SupportDesk.Mail;

/// <summary><c>Mail:Outgoing</c>.</summary>
public sealed class OutgoingOptions
{
    /// <summary>The SMTP server; empty: nothing leaves the desk, the mail room shows it.</summary>
    public string Host { get; set; } = "";

    [Range(1, 65535, ErrorMessage = "expected a port from 1 to 65535.")]
    public int Port { get; set; } = 587;

    /// <summary>StartTls, Tls or None.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>Empty: no sign-in.</summary>
    public string User { get; set; } = "";

    /// <summary>Better given by environment (<c>Mail__Outgoing__Password</c>) than written into a file.</summary>
    public string Password { get; set; } = "";

    /// <summary>Signs in with a token in place of the password.</summary>
    public OAuthOptions? OAuth { get; set; }

    /// <summary>A PEM file with the one certificate that is accepted, for servers with a certificate of their own making.</summary>
    public string TrustedCertificate { get; set; } = "";

    /// <summary>How long a mail that is refused for now is tried again before it counts as failed, in days of business time.</summary>
    [Range(1, 14, ErrorMessage = "expected days from 1 to 14.")]
    public int GiveUpAfterDays { get; set; } = 4;

    /// <summary>Seconds to wait for the server's answer after the end of a mail; RFC 5321 4.5.3.2.6 asks for ten minutes.</summary>
    [Range(1, 3600, ErrorMessage = "expected seconds from 1 to 3600.")]
    public int AnswerWithinSeconds { get; set; } = 600;

    /// <summary>Mails that the server is given within a minute; 0: as many as it takes. Many providers refuse mail above a number of theirs.</summary>
    [Range(0, 100_000, ErrorMessage = "expected mails from 1 to 100000, or 0 for no limit.")]
    public int MostPerMinute { get; set; }

    /// <summary>Of those, mails to addresses of one host (what stands behind the @); 0: no limit of their own.</summary>
    [Range(0, 100_000, ErrorMessage = "expected mails from 1 to 100000, or 0 for no limit.")]
    public int MostPerMinuteToOneHost { get; set; }

    /// <summary>How much of a reply's files comes along with its mail, all together; for the rest the mail holds links. In base64 (RFC 2045 6.8) they are a third larger, and many servers refuse mails above 20 to 25 MB.</summary>
    [Range(0, 100, ErrorMessage = "expected megabytes from 0 to 100.")]
    public int AttachUpToMegabytes { get; set; } = 15;

    /// <summary>Days for which such a link works.</summary>
    [Range(1, 365, ErrorMessage = "expected days from 1 to 365.")]
    public int FileLinkDays { get; set; } = 30;

    /// <summary>Whether a server is configured.</summary>
    public bool IsConfigured => Host.Length > 0;
}
