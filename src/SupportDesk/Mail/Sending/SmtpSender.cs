using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace SupportDesk.Mail.Sending;

/// <summary>Hands mail to an SMTP server: one recipient a transaction, over connections that are kept for the next mail.</summary>
public sealed class SmtpSender(SmtpConnections connections, IOptions<MailOptions> options) : IMailSender
{
    private static readonly FormatOptions Wire = WireFormat();

    public async Task<SendAnswer> SendAsync(string from, string to, ReadOnlyMemory<byte> mime, Func<Task<bool>> leaving, CancellationToken cancel)
    {
        OneMailClient client;
        try
        {
            client = await connections.TakeAsync(cancel);
        }
        catch (Exception failure) when (IsTrouble(failure, cancel) || failure is AuthenticationException or SslHandshakeException or SmtpCommandException or NotSupportedException)
        {
            return new(SendResult.Unreachable, Say(failure));
        }

        var reusable = false;
        try
        {
            using var message = await MimeMessage.LoadAsync(new MemoryStream(mime.ToArray()), CancellationToken.None);
            client.Leaving = leaving;
            var answer = await HandOverAsync(client, message, from, to);
            reusable = answer.Result is not (SendResult.Unknown or SendResult.Unreachable or SendResult.NotStarted);
            return answer;
        }
        finally
        {
            if (reusable)
                connections.GiveBack(client);
            else
                client.Dispose();
        }
    }

    // Not cancelled once begun: a shutdown waits for the server's answer, since only that says who has the mail now.
    private async Task<SendAnswer> HandOverAsync(OneMailClient client, MimeMessage message, string from, string to)
    {
        var content = new Content();
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.Outgoing.AnswerWithinSeconds));
            await client.SendAsync(Wire, message, MailboxAddress.Parse(from), [MailboxAddress.Parse(to)], patience.Token, content);
            return SendAnswer.Accepted;
        }
        catch (NotLeavingException)
        {
            return SendAnswer.NotStarted;
        }
        catch (SmtpCommandException refused)
        {
            return new((int)refused.StatusCode >= 500 ? SendResult.RefusedForGood : SendResult.RefusedForNow, $"{(int)refused.StatusCode} {Say(refused)}");
        }
        catch (Exception failure) when (IsTrouble(failure, CancellationToken.None))
        {
            return new(content.Began ? SendResult.Unknown : SendResult.Unreachable, Say(failure));
        }
    }

    private static bool IsTrouble(Exception failure, CancellationToken asked) =>
        failure is SocketException or IOException or TimeoutException or SmtpProtocolException or ServiceNotConnectedException
        || (failure is OperationCanceledException && !asked.IsCancellationRequested);

    private static string Say(Exception failure) => Words.Cut(Words.OneLine(failure.Message), 300);

    private static FormatOptions WireFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }

    private sealed class Content : ITransferProgress
    {
        public bool Began { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => Began = true;

        public void Report(long bytesTransferred) => Began = true;
    }
}
