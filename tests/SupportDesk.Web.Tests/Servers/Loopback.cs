using System.Net;
using System.Net.Sockets;

namespace SupportDesk.Web.Tests.Servers;

/// <summary>Ports of 127.0.0.1 and whether somebody listens there.</summary>
static class Loopback
{
    // Below those that the system gives to connections by itself (32768 and up): one of these would hold the port of a server that is started again.
    const int First = 20_000;
    const int Last = 32_767;

    static int next = First + (Environment.ProcessId * 97 % (Last - First));

    /// <summary>Ports that were free a moment ago, all different, and that no connection takes meanwhile.</summary>
    public static int[] FreePorts(int count)
    {
        var ports = new List<int>();
        while (ports.Count < count)
        {
            var port = First + (Interlocked.Increment(ref next) % (Last - First));
            if (IsFree(port))
                ports.Add(port);
        }

        return [.. ports];
    }

    static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
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
