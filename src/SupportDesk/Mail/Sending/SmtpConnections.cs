using System.Collections.Concurrent;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;

namespace SupportDesk.Mail.Sending;

/// <summary>Signed-in connections to the outgoing server, kept for the next mail while they are young.</summary>
public sealed class SmtpConnections(IOptions<MailOptions> options, AccessTokens tokens, TimeProvider real) : IDisposable
{
    private const int ConnectWithinSeconds = 30;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(20);
    private readonly ConcurrentBag<(OneMailClient Client, long Since)> idle = [];

    /// <summary>A connection that answered just now; the caller gives it back or disposes it.</summary>
    public async Task<OneMailClient> TakeAsync(CancellationToken cancel)
    {
        while (idle.TryTake(out var kept))
        {
            if (real.GetElapsedTime(kept.Since) < KeptFor && await AnswersAsync(kept.Client, cancel))
                return kept.Client;
            kept.Client.Dispose();
        }

        return await ConnectAsync(cancel);
    }

    public void GiveBack(OneMailClient client)
    {
        if (client.IsConnected)
            idle.Add((client, real.GetTimestamp()));
        else
            client.Dispose();
    }

    public void Dispose()
    {
        foreach (var (client, _) in idle)
            client.Dispose();
    }

    // A server that has gone silent is left alone soon: there is no mail in its hands yet.
    private TimeSpan Patience => TimeSpan.FromSeconds(Math.Min(ConnectWithinSeconds, options.Value.Outgoing.AnswerWithinSeconds));

    private async Task<bool> AnswersAsync(OneMailClient client, CancellationToken cancel)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(Patience);
            await client.NoOpAsync(limit.Token);
            return true;
        }
        catch (Exception closed) when (closed is IOException or TimeoutException or SmtpProtocolException or SmtpCommandException or MailKit.ServiceNotConnectedException or OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            return false;
        }
    }

    private async Task<OneMailClient> ConnectAsync(CancellationToken cancel)
    {
        var server = options.Value.Outgoing;
        var client = new OneMailClient { Timeout = server.AnswerWithinSeconds * 1000 };
        try
        {
            PinnedCertificate.Pin(client, server.TrustedCertificate);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(Patience);
            await client.ConnectAsync(server.Host, server.Port, Secured.By(server.Security), limit.Token);
            await tokens.SignInAsync(client, server.User, server.Password, server.OAuth, limit.Token);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
