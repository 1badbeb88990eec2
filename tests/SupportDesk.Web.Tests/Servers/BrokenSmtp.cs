using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SupportDesk.Web.Tests.Servers;

/// <summary>What a server does instead of answering.</summary>
enum Breakage { Hang, Disconnect }

/// <summary>A server that speaks SMTP as it should up to one word of the client, for what a real Postfix can't be made to do.</summary>
sealed class BrokenSmtp : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource ending = new();
    readonly (string At, Breakage How) broken;
    readonly Task accepting;

    /// <param name="at">The word: <c>CONNECT</c>, <c>EHLO</c>, <c>MAIL</c>, <c>RCPT</c>, <c>DATA</c>, <c>.</c> (the end of the mail), <c>NOOP</c>.</param>
    public BrokenSmtp(string at, Breakage how)
    {
        broken = (at, how);
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await accepting;
        listener.Dispose();
        ending.Dispose();
    }

    async Task AcceptAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true)
                clients.Add(ServeAsync(await listener.AcceptTcpClientAsync(ending.Token)));
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(clients);
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        var (word, content) = ("CONNECT", false);
        try
        {
            while (word != broken.At)
            {
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Answer(word)), ending.Token);
                content = word == "DATA" || (content && word != ".");
                do
                    word = await reader.ReadLineAsync(ending.Token) ?? throw new IOException("the client went");
                while (content && word != ".");
                word = word.Split(' ')[0].ToUpperInvariant();
            }

            if (broken.How == Breakage.Hang)
                await Task.Delay(Timeout.Infinite, ending.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // The client went, or the test is over.
        }
    }

    static string Answer(string word) => word switch
    {
        "CONNECT" => "220 broken.test\r\n",
        "DATA" => "354 go on\r\n",
        "QUIT" => "221 bye\r\n",
        _ => "250 fine\r\n",
    };
}
