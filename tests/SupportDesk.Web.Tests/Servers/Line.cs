using System.Net;
using System.Net.Sockets;

namespace SupportDesk.Web.Tests.Servers;

/// <summary>A line to a server that a test can cut, as if the server were off: whoever connects is refused, and connections that were open break.</summary>
sealed class Line(int to) : IAsyncDisposable
{
    readonly List<Task> connections = [];
    CancellationTokenSource cut = new();
    TcpListener? listener;

    /// <summary>Where the line begins, on 127.0.0.1.</summary>
    public int Port { get; } = Loopback.FreePorts(1)[0];

    public void Open()
    {
        (cut, listener) = (new(), new(IPAddress.Loopback, Port));
        listener.Start();
        connections.Add(AcceptAsync(listener, cut.Token));
    }

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
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), end), far.GetStream().CopyToAsync(near.GetStream(), end));
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or SocketException)
        {
            // The line was cut, or one end hung up.
        }
    }

    public async ValueTask DisposeAsync() => await CutAsync();
}
