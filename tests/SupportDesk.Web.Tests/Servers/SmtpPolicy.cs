using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SupportDesk.Web.Tests.Servers;

/// <summary>
/// Postfix's policy service (its SMTPD_POLICY_README) played by the test: refuses, delays or marks what a test says, and otherwise lets pass.
/// Tests share the servers, so a rule names a recipient of its own.
/// </summary>
sealed class SmtpPolicy : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource ending = new();
    readonly ConcurrentDictionary<(string State, string Recipient), Func<IReadOnlyDictionary<string, string>, Task<string>>> rules = new();
    readonly Func<IReadOnlyDictionary<string, string>, string> otherwise;
    readonly Task accepting;

    /// <param name="otherwise">The answer where no rule is: DUNNO, or PREPEND and a header.</param>
    public SmtpPolicy(Func<IReadOnlyDictionary<string, string>, string> otherwise)
    {
        this.otherwise = otherwise;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Answers RCPT TO for this address until disposed.</summary>
    /// <param name="action">For instance <c>450 4.7.1 Come again</c>, <c>550 5.1.1 Gone</c>, <c>421 4.3.2 Closing</c>, <c>DISCARD</c>.</param>
    public IDisposable AtRecipient(string recipient, string action) => Rule("RCPT", recipient, _ => Task.FromResult(action));

    /// <summary>The same for what one account sends, so that tests can share a recipient.</summary>
    /// <param name="refused">Told of each.</param>
    public IDisposable AtRecipient(string recipient, string action, string account, Action refused) => Rule("RCPT", recipient, request =>
    {
        if (request.GetValueOrDefault("sasl_username") != account)
            return Task.FromResult(otherwise(request));
        refused();
        return Task.FromResult(action);
    });

    /// <summary>Answers the end of the content of a mail to this address alone, until disposed; awaiting a gate there makes a server that took the mail but whose word was never heard.</summary>
    public IDisposable AtEndOfData(string recipient, Func<Task<string>> action) => Rule("END-OF-MESSAGE", recipient, _ => action());

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Dispose();
        await accepting;
        ending.Dispose();
    }

    Ended Rule(string state, string recipient, Func<IReadOnlyDictionary<string, string>, Task<string>> action)
    {
        rules[(state, recipient)] = action;
        return new(() => rules.TryRemove((state, recipient), out _));
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
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        var request = new Dictionary<string, string>();
        try
        {
            while (await reader.ReadLineAsync(ending.Token) is { } line)
            {
                if (line.Split('=', 2) is [var name, var value])
                    request[name] = value;
                else
                {
                    await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"action={await Answer(request)}\n\n"), ending.Token);
                    request.Clear();
                }
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // Postfix went, or the tests are over.
        }
    }

    Task<string> Answer(Dictionary<string, string> request) =>
        rules.TryGetValue((request["protocol_state"], request["recipient"]), out var rule) ? rule(request).WaitAsync(ending.Token) : Task.FromResult(otherwise(request));

    sealed class Ended(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
