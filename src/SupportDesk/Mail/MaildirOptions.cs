using System.ComponentModel.DataAnnotations;

namespace SupportDesk.Mail;

/// <summary><c>Maildir</c> of a mailbox: a folder into which a mail server on this machine delivers.</summary>
public sealed class MaildirOptions : SourceOptions
{
    /// <summary>The folder that holds <c>new</c> and <c>cur</c>. What is recorded moves from the first to the second, marked as seen; what is set aside is flagged too.</summary>
    [Required(ErrorMessage = "expected the folder that holds “new” and “cur”.")]
    public string Folder { get; set; } = "";
}
