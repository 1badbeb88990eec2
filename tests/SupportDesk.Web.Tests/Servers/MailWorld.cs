using System.Collections.Concurrent;
using SupportDesk.Web.Tests.Servers;

[assembly: AssemblyFixture(typeof(MailWorld))]

namespace SupportDesk.Web.Tests.Servers;

/// <summary>
/// Two mail providers on loopback with one Dovecot behind them: the desk's (marketfield.test) and everybody else's (customer.test). Started once, by the first test that asks.
/// Every address in both exists but nobody@; gone@elsewhere.test and all other domains bounce. Take it as a constructor argument of the test class, and use addresses of
/// your own, for other tests run at the same time.
/// </summary>
public sealed class MailWorld : IAsyncDisposable
{
    public const string DeskDomain = "marketfield.test";
    public const string CustomerDomain = "customer.test";
    readonly SemaphoreSlim gate = new(1);
    readonly Stack<IAsyncDisposable> running = new();
    readonly ConcurrentDictionary<string, bool> vouched = new();
    readonly ConcurrentDictionary<string, string> names = new();
    ServerFolder? folder;
    bool ready;

    internal DovecotServer Dovecot { get; private set; } = null!;

    /// <summary>Gives tokens with which the Dovecot lets people in.</summary>
    internal OAuthServer OAuth { get; private set; } = null!;

    /// <summary>The desk's provider: its mailboxes, and what the desk sends.</summary>
    internal PostfixServer DeskPostfix { get; private set; } = null!;

    /// <summary>The requesters' provider.</summary>
    internal PostfixServer CustomerPostfix { get; private set; } = null!;

    /// <summary>Refuses or delays what the desk sends and receives, at its own provider.</summary>
    internal SmtpPolicy DeskPolicy { get; private set; } = null!;

    /// <summary>Refuses or delays what arrives at the requesters' provider.</summary>
    internal SmtpPolicy CustomerPolicy { get; private set; } = null!;

    /// <summary>The server whose Authentication-Results the desk may believe.</summary>
    internal string AuthServId => DeskPostfix.HostName;

    /// <summary>PEM of the servers' certificate, for localhost and 127.0.0.1.</summary>
    internal string Certificate => folder!["cert.pem"];

    /// <summary>The settings of a desk whose mailbox is <paramref name="address"/>: read by IMAP and answered by SMTP at the desk's provider, both with STARTTLS.</summary>
    internal IReadOnlyDictionary<string, string?> DeskSettings(string address)
    {
        var settings = new Dictionary<string, string?> { ["Mail:Mailboxes:0:Name"] = "support", ["Mail:Mailboxes:0:Address"] = address };
        foreach (var (section, port) in (ReadOnlySpan<(string, int)>)[("Mail:Mailboxes:0:Imap", Dovecot.ImapPort), ("Mail:Outgoing", DeskPostfix.SubmissionPort)])
        {
            settings[$"{section}:Host"] = "127.0.0.1";
            settings[$"{section}:Port"] = $"{port}";
            settings[$"{section}:Security"] = "StartTls";
            settings[$"{section}:User"] = address;
            settings[$"{section}:Password"] = DovecotServer.Password;
            settings[$"{section}:TrustedCertificate"] = Certificate;
        }

        settings["Mail:Mailboxes:0:Trust:AuthServIds:0"] = AuthServId;
        settings["Mail:Mailboxes:0:Trust:Hosts:0"] = DovecotServer.HostName;
        settings["Mail:Mailboxes:0:Imap:Start"] = "All";
        return settings;
    }

    /// <summary>Starts the servers if nobody did; skips the test where there are none.</summary>
    public async Task<MailWorld> ReadyAsync()
    {
        Machine.NeedsMailServers();
        await gate.WaitAsync();
        try
        {
            if (!ready)
                await StartAsync();
            ready = true;
            return this;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>From now on the desk's provider says of mail that this account of its own sends that it is theirs.</summary>
    internal void Vouch(string account) => vouched[account] = true;

    /// <summary>The name under which the desk's provider signs its results on what this account sends by <see cref="PostfixServer.StrictPort"/>.</summary>
    internal void SignAs(string account, string name) => names[account] = name;

    /// <summary>The mail program of somebody whose provider is the one of their address.</summary>
    internal RequesterMailClient ClientOf(string name, string address) => new(this, new(name, address));

    async Task StartAsync()
    {
        folder = new();
        await folder.MakeCertificateAsync();
        OAuth = Running(new OAuthServer());
        Dovecot = Running(await DovecotServer.StartAsync(folder, OAuth.IntrospectionEndpoint));
        DeskPolicy = Running(new SmtpPolicy(Authenticate));
        CustomerPolicy = Running(new SmtpPolicy(_ => "DUNNO"));
        var (desk, customers) = (Loopback.FreePorts(4), Loopback.FreePorts(4));
        DeskPostfix = Running(await PostfixServer.StartAsync(folder, new("mxa", DeskDomain, desk, customers[0], DeskPolicy.Port), Dovecot));
        CustomerPostfix = Running(await PostfixServer.StartAsync(folder, new("mxb", CustomerDomain, customers, desk[0], CustomerPolicy.Port), Dovecot));
    }

    T Running<T>(T server) where T : IAsyncDisposable
    {
        running.Push(server);
        return server;
    }

    /// <summary>What a provider's SPF and DMARC filter would write on mail that comes from the customers' server in its own domain's name.</summary>
    string Authenticate(IReadOnlyDictionary<string, string> request)
    {
        if (request["protocol_state"] == "RCPT" && vouched.ContainsKey(request["sasl_username"]) && request["sasl_username"] == request["sender"])
            return $"PREPEND Authentication-Results: mxa.{DeskDomain}; spf=pass smtp.mailfrom={DeskDomain}; dmarc=pass header.from={DeskDomain}";

        var domain = request["sender"].Split('@')[^1];
        if (request["protocol_state"] == "RCPT" && request["server_port"] == $"{DeskPostfix?.StrictPort}" && request["sasl_username"] == request["sender"])
            return $"PREPEND {PostfixServer.OwnResults}: {names.GetValueOrDefault(request["sender"], AuthServId)}; spf=pass smtp.mailfrom={domain}; dmarc=pass header.from={domain}";

        return request["protocol_state"] != "RCPT" || request["helo_name"] != $"mxb.{CustomerDomain}" || domain is "" or DeskDomain
            ? "DUNNO"
            : $"PREPEND Authentication-Results: mxa.{DeskDomain}; spf={(domain == CustomerDomain ? "pass" : "fail")} smtp.mailfrom={domain};"
              + $" dmarc={(domain == CustomerDomain ? "pass" : "fail")} header.from={domain}";
    }

    public async ValueTask DisposeAsync()
    {
        while (running.TryPop(out var server))
            await server.DisposeAsync();
        folder?.Dispose();
        gate.Dispose();
    }
}
