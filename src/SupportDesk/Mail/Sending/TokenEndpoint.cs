using System.Text.Json;
using System.Text.Json.Serialization;
using SupportDesk.Data;

namespace SupportDesk.Mail.Sending;

/// <summary>A token as an endpoint gave it.</summary>
/// <param name="Ends">Real time.</param>
/// <param name="SignInEnds">When no further token can be had without a person; null where the endpoint does not say.</param>
public sealed record GivenToken(string Token, DateTimeOffset Ends, DateTimeOffset? SignInEnds);

/// <summary>Asks a token endpoint for an access token: by a refresh token, or by the client's own credentials (RFC 6749 6 and 4.4).</summary>
public sealed class TokenEndpoint(KeptSecrets secrets, DeskClock clock) : IDisposable
{
    private const int MostBytes = 64 * 1024;

    // No redirects: the secret goes to the address in the settings and nowhere else (threat T16b).
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(20),
        MaxResponseContentBufferSize = MostBytes,
    };

    /// <exception cref="TokenRefusedException">It gave none.</exception>
    internal async Task<GivenToken> AskAsync(OAuthOptions oauth, CancellationToken cancel)
    {
        var purpose = KeptSecrets.RefreshTokenAfter(oauth.RefreshToken);
        var refresh = oauth.RefreshToken.Length == 0 ? "" : await secrets.FindAsync(purpose, cancel) ?? oauth.RefreshToken;

        // Its answer may hold a new refresh token and end the old one: a desk that stops meanwhile waits for it, else the mailbox needs a person to sign in again.
        cancel.ThrowIfCancellationRequested();
        var answer = await PostAsync(oauth, refresh);
        if (answer.AccessToken is not { Length: > 0 } token)
            throw Refused(oauth, $"{answer.Error ?? "no token in its answer"}{(answer.ErrorDescription is { } why ? $" ({Words.Cut(Words.OneLine(why), 200)})" : "")}");

        if (refresh.Length > 0 && answer.RefreshToken is { Length: > 0 } next && next != refresh)
            await secrets.KeepAsync(purpose, next, CancellationToken.None);
        var now = clock.RealNow;
        return new(token, now.AddSeconds(answer.ExpiresIn ?? 3600), answer.RefreshTokenExpiresIn is { } seconds ? now.AddSeconds(seconds) : null);
    }

    public void Dispose() => http.Dispose();

    private async Task<Answer> PostAsync(OAuthOptions oauth, string refresh)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = refresh.Length > 0 ? "refresh_token" : "client_credentials", ["client_id"] = oauth.ClientId };
        foreach (var (name, value) in new[] { ("client_secret", oauth.ClientSecret), ("refresh_token", refresh), ("scope", oauth.Scope) }.Where(f => f.Item2.Length > 0))
            form[name] = value;
        try
        {
            using var content = new FormUrlEncodedContent(form);
            using var response = await http.PostAsync(new Uri(oauth.TokenEndpoint), content);
            return JsonSerializer.Deserialize<Answer>(await response.Content.ReadAsStringAsync()) ?? new();
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or IOException or OperationCanceledException)
        {
            throw Refused(oauth, failure is JsonException ? "its answer is no token" : failure is OperationCanceledException ? "no answer within 20 seconds" : failure.Message);
        }
    }

    private static TokenRefusedException Refused(OAuthOptions oauth, string why) =>
        new($"The token endpoint {oauth.TokenEndpoint} gives no token: {why}. Check ClientId, {(oauth.RefreshToken.Length > 0 ? "RefreshToken" : "ClientSecret")} and Scope, and whether they have ended.");

    private sealed record Answer
    {
        [JsonPropertyName("access_token")]
        public string? AccessToken { get; init; }

        [JsonPropertyName("expires_in")]
        public long? ExpiresIn { get; init; }

        [JsonPropertyName("refresh_token")]
        public string? RefreshToken { get; init; }

        [JsonPropertyName("refresh_token_expires_in")]
        public long? RefreshTokenExpiresIn { get; init; }

        [JsonPropertyName("error")]
        public string? Error { get; init; }

        [JsonPropertyName("error_description")]
        public string? ErrorDescription { get; init; }
    }
}
