using System.Net;
using System.Net.Sockets;

namespace SupportDesk.Web.Tests.Servers;

/// <summary>A line to a server that a test can cut, as if the server were off: whoever connects is refused, and connections that were open break.</summary>
sealed class Line(int to) : IAsyncDisposable
{
    readonly List<Task> connections = [];
    CancellationTokenSource cut = new();
    TcpListener? listener;
    long left = long.MaxValue;

    /// <summary>Where the line begins, on 127.0.0.1.</summary>
    public int Port { get; } = Loopback.FreePorts(1)[0];

    public void Open()
    {
        (cut, listener) = (new(), new(IPAddress.Loopback, Port));
        listener.Start();
        connections.Add(AcceptAsync(listener, cut.Token));
    }

    /// <summary>Connections break once this many bytes more have come from the server; the line then carries as before.</summary>
    public void BreakAfter(long bytes) => Interlocked.Exchange(ref left, bytes);

    /// <summary>How often a connection broke by <see cref="BreakAfter"/>.</summary>
    public int Breaks { get; private set; }

    public async Task CutAsync()
    {
        if (listener is null)
            return;

        listener.Dispose();
        listener = null;
        await cut.CancelAsync();
        await Task.WhenAll(connections);
        connections.Clear();
        cut.Dispose();
    }

    async Task AcceptAsync(TcpListener from, CancellationToken end)
    {
        var carried = new List<Task>();
        try
        {
            while (true)
                carried.Add(CarryAsync(await from.AcceptTcpClientAsync(end), end));
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(carried);
        }
    }

    async Task CarryAsync(TcpClient client, CancellationToken end)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, to, end);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), end), BringAsync(far.GetStream(), near.GetStream(), end));
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or SocketException)
        {
            // The line was cut, or one end hung up.
        }
    }

    async Task BringAsync(NetworkStream from, NetworkStream back, CancellationToken end)
    {
        var bytes = new byte[4096];
        while (await from.ReadAsync(bytes, end) is > 0 and var count)
        {
            var rest = Interlocked.Add(ref left, -count);
            await back.WriteAsync(bytes.AsMemory(0, rest >= 0 ? count : (int)Math.Max(count + rest, 0)), end);
            if (rest >= 0)
                continue;

            Interlocked.Exchange(ref left, long.MaxValue);
            Breaks++;
            return;
        }
    }

    public async ValueTask DisposeAsync() => await CutAsync();
}
