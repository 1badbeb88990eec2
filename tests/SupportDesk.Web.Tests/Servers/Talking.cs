using System.Net;
using System.Net.Sockets;

namespace SupportDesk.Web.Tests.Servers;

/// <summary>A server that says to each connection what a test lets it say, then hangs up: for what no honest server does.</summary>
sealed class Talking : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stop = new();
    readonly Func<Stream, Task> talk;
    readonly Task accepting;

    public Talking(Func<Stream, Task> talk)
    {
        this.talk = talk;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = TalkAsync(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await talk(client.GetStream());
            }
            catch (Exception ended) when (ended is IOException or System.Security.Authentication.AuthenticationException or ObjectDisposedException)
            {
                // The desk hung up.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await accepting;
        listener.Dispose();
        stop.Dispose();
    }
}
