using System.Net;
using System.Net.Sockets;

namespace SupportDesk.Web.Tests.Servers;

/// <summary>Ports of 127.0.0.1 and whether somebody listens there.</summary>
static class Loopback
{
    /// <summary>Ports that were free a moment ago, all different.</summary>
    public static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners)
            listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners)
            listener.Dispose();
        return ports;
    }

    /// <summary>Waits until the server answers on its port.</summary>
    /// <exception cref="TimeoutException">It ended or did not answer; the message holds what it printed.</exception>
    public static async Task ListensAsync(ServerProcess server, int port, params string[] logs)
    {
        try
        {
            await Eventually.True($"port {port}", async () => server.HasEnded || await Connects(port), TimeSpan.FromSeconds(15));
        }
        catch (TimeoutException)
        {
            // Told below, with the logs.
        }
        if (server.HasEnded || !await Connects(port))
            throw new TimeoutException(string.Join('\n', logs.Prepend(server.Log).Where(File.Exists).Select(File.ReadAllText).Prepend($"Nobody listens on {port}")));
    }

    static async Task<bool> Connects(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
