using System.ComponentModel.DataAnnotations;

namespace SupportDesk.Mail;

/// <summary><c>Imap</c> of a mailbox.</summary>
public sealed class ImapOptions : SourceOptions
{
    [Required(ErrorMessage = "expected the name of an IMAP server.")]
    public string Host { get; set; } = "";

    [Range(1, 65535, ErrorMessage = "expected a port from 1 to 65535.")]
    public int Port { get; set; } = 993;

    /// <summary>Tls, StartTls or None.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.Tls;

    public string User { get; set; } = "";

    /// <summary>Better given by environment (<c>Mail__Mailboxes__0__Imap__Password</c>) than written into a file.</summary>
    public string Password { get; set; } = "";

    /// <summary>Signs in with a token in place of the password.</summary>
    public OAuthOptions? OAuth { get; set; }

    /// <summary>A PEM file with the one certificate that is accepted, for servers with a certificate of their own making.</summary>
    public string TrustedCertificate { get; set; } = "";

    /// <summary>The folder that is read.</summary>
    public string Folder { get; set; } = "INBOX";

    /// <summary>The full name of the folder that mail is moved to once it is recorded; empty: it stays where it is and is marked as seen.</summary>
    public string MoveTo { get; set; } = "";

    /// <summary>The full name of the folder that mail is moved to which had to be set aside; empty: it goes where the other mail goes.</summary>
    public string MoveFailedTo { get; set; } = "";

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var wrong in base.Validate(validationContext))
            yield return wrong;
        foreach (var (name, folder) in new[] { (nameof(MoveTo), MoveTo), (nameof(MoveFailedTo), MoveFailedTo) })
        {
            if (folder.Length > 0 && folder.Equals(Folder, StringComparison.OrdinalIgnoreCase))
                yield return new($"expected another folder than the one that is read, {Folder}.", [name]);
        }
    }
}
