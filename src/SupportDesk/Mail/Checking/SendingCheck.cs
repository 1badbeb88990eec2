using MailKit.Net.Smtp;
using MimeKit;
using SupportDesk.Mail.Sending;

namespace SupportDesk.Mail.Checking;

/// <summary>Whether mail leaves: a mail of the mailbox to itself, under an address with a tag, with a forged proof on top.</summary>
internal sealed class SendingCheck(MailboxOptions mailbox, OutgoingOptions server, AccessTokens tokens, DeskClock clock)
{
    /// <summary>Marks this check's mail and what it forges.</summary>
    public string Mark { get; } = $"{Guid.CreateVersion7(clock.RealNow):N}"[12..28];

    public string MessageId => $"check.{Mark}@{Domain}";

    /// <summary>Where it goes: the mailbox as its own reply addresses are shaped.</summary>
    public string To => mailbox.ReplyShape.Replace("{token}", $"check-{Mark}", StringComparison.Ordinal);

    private string Domain => mailbox.Address[(mailbox.Address.LastIndexOf('@') + 1)..];

    public Task RunAsync(CheckRun run) => run.StepAsync("Sending", 30, SendAsync, failure => SmtpFailure.InWords(failure, server, mailbox.Address, clock.RealNow));

    private async Task<CheckStep> SendAsync(CancellationToken cancel)
    {
        if (!server.IsConfigured)
            return CheckStep.NotChecked("No server is named under Mail:Outgoing: nothing leaves the desk, and the mail room shows what would.");

        using var client = new SmtpClient { Timeout = 20_000 };
        PinnedCertificate.Pin(client, server.TrustedCertificate);
        await client.ConnectAsync(server.Host, server.Port, Secured.By(server.Security), cancel);
        await tokens.SignInAsync(client, server.User, server.Password, server.OAuth, cancel);
        using var mail = Letter();
        await client.SendAsync(mail, cancel);
        await client.DisconnectAsync(true, cancel);
        return CheckStep.Works($"{server.Host}:{server.Port} took a mail to {To}.");
    }

    private MimeMessage Letter()
    {
        var body = new TextPart("plain") { Text = "SupportDesk sent this mail to itself, to see whether it comes back. It can be deleted.\n" };
        var mail = new MimeMessage([new MailboxAddress(mailbox.SenderName, mailbox.Address)], [new MailboxAddress(null, To)], $"Connection check {Mark}", body) { MessageId = MessageId, Date = clock.RealNow };
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        foreach (var name in mailbox.Trust.AuthServIds)
            mail.Headers.Insert(0, HeaderId.AuthenticationResults, $"{name}; dmarc=pass header.from={Domain} policy.check={Mark}");
        return mail;
    }
}
