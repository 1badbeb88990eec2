using MailKit;
using MailKit.Net.Smtp;
using MimeKit;
using SupportDesk.Mail.Sending;

namespace SupportDesk.Mail.Checking;

/// <summary>Whether mail leaves: a mail of the mailbox to itself, under an address with a tag, with a forged proof on top.</summary>
/// <param name="mark">Of <see cref="CheckMarks"/>: stands in its Message-ID, its address and in what it forges.</param>
internal sealed class SendingCheck(MailboxOptions mailbox, OutgoingOptions server, AccessTokens tokens, string mark, DeskClock clock)
{
    public const string Name = "Sending";

    public string Mark => mark;

    public string MessageId => $"{mark}.check@{Domain}";

    /// <summary>Where it goes: the mailbox as its own reply addresses are shaped.</summary>
    public string To => mailbox.ReplyShape.Replace("{token}", mark, StringComparison.Ordinal);

    private string Domain => mailbox.Address[(mailbox.Address.LastIndexOf('@') + 1)..];

    /// <summary>Sends it while the mailbox is being opened, so that a silent server on one side costs no time on the other.</summary>
    public Task<CheckStep> StartAsync(CheckTime time) =>
        CheckRun.TryAsync(time, SendAsync, failure => SmtpFailure.InWords(failure, server, mailbox.Address, clock.RealNow));

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
        await PartAsync(client, cancel);
        return CheckStep.Works($"{server.Host}:{server.Port} took a mail to {To}.");
    }

    // The server has the mail: whether it also says goodbye changes nothing.
    private static async Task PartAsync(SmtpClient client, CancellationToken cancel)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        soon.CancelAfter(TimeSpan.FromSeconds(1));
        try
        {
            await client.DisconnectAsync(true, soon.Token);
        }
        catch (Exception rude) when (rude is OperationCanceledException or IOException or ProtocolException or System.Net.Sockets.SocketException)
        {
            // It hung up, or is silent.
        }
    }

    private MimeMessage Letter()
    {
        var body = new TextPart("plain") { Text = "SupportDesk sent this mail to itself, to see whether it comes back. It can be deleted.\n" };
        var mail = new MimeMessage([new MailboxAddress(mailbox.SenderName, mailbox.Address)], [new MailboxAddress(null, To)], $"Connection check {mark}", body) { MessageId = MessageId, Date = clock.RealNow };
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        foreach (var name in mailbox.Trust.AuthServIds)
            mail.Headers.Insert(0, HeaderId.AuthenticationResults, $"{name}; dmarc=pass header.from={Domain} policy.check={mark}");
        return mail;
    }
}
