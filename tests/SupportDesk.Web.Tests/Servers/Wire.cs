using System.Net;
using System.Net.Sockets;

namespace SupportDesk.Web.Tests.Servers;

/// <summary>
/// A wire between the desk and a server that can fall silent while both ends stay up, as when a firewall forgets a connection: nothing comes
/// through and nothing is closed (threat F05).
/// </summary>
sealed class Wire : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stop = new();
    readonly int target;
    readonly Task accepting;
    int connections;
    volatile TaskCompletionSource flows = Open();

    /// <param name="target">The port of 127.0.0.1 that it leads to.</param>
    public Wire(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How often somebody connected.</summary>
    public int Connections => connections;

    /// <summary>From now on nothing comes through, in both directions.</summary>
    public void FallSilent() => flows = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void SpeakAgain() => flows.TrySetResult();

    static TaskCompletionSource Open()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        open.SetResult();
        return open;
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptTcpClientAsync(stop.Token);
                Interlocked.Increment(ref connections);
                _ = CarryAsync(near);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    async Task CarryAsync(TcpClient near)
    {
        using (near)
        using (var far = new TcpClient())
        {
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, target, stop.Token);
                await Task.WhenAny(CopyAsync(near.GetStream(), far.GetStream()), CopyAsync(far.GetStream(), near.GetStream()));
            }
            catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException)
            {
                // One end is gone: so is the other.
            }
        }
    }

    async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        var bytes = new byte[8192];
        while (await from.ReadAsync(bytes, stop.Token) is > 0 and var count)
        {
            await flows.Task.WaitAsync(stop.Token);
            await to.WriteAsync(bytes.AsMemory(0, count), stop.Token);
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
