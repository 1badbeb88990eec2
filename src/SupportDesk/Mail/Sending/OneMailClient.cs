using MailKit.Net.Smtp;
using MimeKit;

namespace SupportDesk.Mail.Sending;

/// <summary>A connection that asks the desk once more when the server has accepted the recipient, before any byte of the mail goes over (RFC 5321 3.3).</summary>
public sealed class OneMailClient : SmtpClient
{
    /// <summary>Asked before the mail's data; where it says false the transaction ends there.</summary>
    internal Func<Task<bool>>? Leaving { get; set; }

    // MailKit offers this moment to synchronous code only.
    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        base.OnRecipientAccepted(message, mailbox, response);
        if (Leaving is { } leaving && !Task.Run(leaving).GetAwaiter().GetResult())
            throw new NotLeavingException();
    }
}

/// <summary>The desk called a mail back before its first byte.</summary>
public sealed class NotLeavingException() : Exception("The mail was called back before it left.");
