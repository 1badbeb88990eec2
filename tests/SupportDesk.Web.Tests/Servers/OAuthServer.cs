using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Web;

namespace SupportDesk.Web.Tests.Servers;

/// <summary>
/// A local token endpoint (RFC 6749) whose tokens the Dovecot accepts: it asks back here (RFC 7662). A client's id is the mail address it may
/// sign in as.
/// </summary>
sealed class OAuthServer : IAsyncDisposable
{
    readonly HttpListener listener = new();
    readonly ConcurrentDictionary<string, Client> clients = new();
    readonly ConcurrentDictionary<string, string> tokens = new();
    readonly Task serving;

    public OAuthServer()
    {
        Port = Loopback.FreePorts(1)[0];
        listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        listener.Start();
        serving = ServeAsync();
    }

    public int Port { get; }

    public string TokenEndpoint => $"http://127.0.0.1:{Port}/token";

    public string IntrospectionEndpoint => $"http://127.0.0.1:{Port}/introspect";

    /// <summary>How a client is answered; made when first asked for.</summary>
    public Client Of(string address) => clients.GetOrAdd(address, _ => new Client());

    /// <summary>Takes back every token of a client.</summary>
    public void Revoke(string address)
    {
        foreach (var (token, _) in tokens.Where(t => t.Value == address))
            tokens.TryRemove(token, out _);
    }

    async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream);
            var form = HttpUtility.ParseQueryString(await reader.ReadToEndAsync());
            var (status, answer) = context.Request.Url!.AbsolutePath == "/token" ? Give(form) : (200, Introspect(form["token"] ?? ""));
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            try
            {
                await context.Response.OutputStream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(answer));
                context.Response.Close();
            }
            catch (HttpListenerException)
            {
                // Who asked has gone; the others are still served.
            }
        }
    }

    (int Status, object Answer) Give(System.Collections.Specialized.NameValueCollection form)
    {
        var id = form["client_id"] ?? "";
        var client = Of(id);
        client.Asked.Enqueue(form["grant_type"] ?? "");
        client.Answering?.Invoke();
        if (client.Refusal is { } refusal)
            return (400, new { error = refusal, error_description = "The secret has ended." });
        if (form["grant_type"] == "client_credentials" ? form["client_secret"] != Client.Secret : form["refresh_token"] != client.RefreshToken)
            return (400, new { error = "invalid_grant" });

        var token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        tokens[token] = id;
        if (!client.Rotates)
            return (200, new { access_token = token, token_type = "Bearer", expires_in = client.ExpiresIn });

        client.RefreshToken = RandomNumberGenerator.GetHexString(32, lowercase: true);
        return (200, new { access_token = token, token_type = "Bearer", expires_in = client.ExpiresIn, refresh_token = client.RefreshToken });
    }

    object Introspect(string token) => tokens.TryGetValue(token, out var user) ? new { active = true, username = user } : new { active = false, username = "" };

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    /// <summary>What the endpoint knows of a client.</summary>
    public sealed class Client
    {
        public const string Secret = "client-secret";

        public int ExpiresIn { get; set; } = 3600;

        /// <summary>The one refresh token that counts.</summary>
        public string RefreshToken { get; set; } = "first-refresh-token";

        /// <summary>Each answer brings a new refresh token and ends the one before.</summary>
        public bool Rotates { get; set; }

        /// <summary>The error with which it is refused, or null.</summary>
        public string? Refusal { get; set; }

        /// <summary>Called when a question has come and its answer has not left.</summary>
        public Action? Answering { get; set; }

        /// <summary>The kind of each question so far.</summary>
        public ConcurrentQueue<string> Asked { get; } = new();
    }
}
