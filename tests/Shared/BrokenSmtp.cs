using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SupportDesk.Tests;

/// <summary>What a server does instead of answering.</summary>
public enum Breakage
{
    Hang,
    Disconnect,

    /// <summary>It says 451 and goes on.</summary>
    Refuse,
}

/// <summary>A server that speaks SMTP as it should up to one word of the client, for what a real Postfix can't be made to do.</summary>
sealed class BrokenSmtp : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource ending = new();
    readonly Lock gate = new();
    readonly List<string> got = [];
    readonly Task accepting;

    /// <param name="at">The word: <c>CONNECT</c>, <c>EHLO</c>, <c>MAIL</c>, <c>RCPT</c>, <c>DATA</c>, <c>.</c> (the end of the mail), <c>NOOP</c>.</param>
    public BrokenSmtp(string at, Breakage how)
    {
        Broken = (at, how);
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Null once it is mended.</summary>
    public (string At, Breakage How)? Broken { get; set; }

    /// <summary>Called at each word before it is answered.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>The mails it has read to their end, whatever it answered then.</summary>
    public IReadOnlyList<string> Got
    {
        get
        {
            lock (gate)
                return [.. got];
        }
    }

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
            while (true)
            {
                await Before(word);
                var broken = Broken is { } now && now.At == word ? now.How : (Breakage?)null;
                if (broken == Breakage.Hang)
                    await Task.Delay(Timeout.Infinite, ending.Token);
                if (broken == Breakage.Disconnect)
                    return;

                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(broken == Breakage.Refuse ? "451 4.3.0 not now\r\n" : Answer(word)), ending.Token);
                content = word == "DATA" && broken is null;
                word = content ? await ReadMailAsync(reader) : (await ReadLineAsync(reader)).Split(' ')[0].ToUpperInvariant();
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // The client went, or the test is over.
        }
    }

    async Task<string> ReadMailAsync(StreamReader reader)
    {
        var mail = new StringBuilder();
        for (var line = await ReadLineAsync(reader); line != "."; line = await ReadLineAsync(reader))
            mail.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        lock (gate)
            got.Add($"{mail}");
        return ".";
    }

    async Task<string> ReadLineAsync(StreamReader reader) => await reader.ReadLineAsync(ending.Token) ?? throw new IOException("the client went");

    static string Answer(string word) => word switch
    {
        "CONNECT" => "220 broken.test\r\n",
        "DATA" => "354 go on\r\n",
        "QUIT" => "221 bye\r\n",
        _ => "250 fine\r\n",
    };
}
