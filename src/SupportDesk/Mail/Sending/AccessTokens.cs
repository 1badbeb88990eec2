using System.Collections.Concurrent;
using System.Globalization;
using MailKit;
using MailKit.Security;

namespace SupportDesk.Mail.Sending;

/// <summary>The token endpoint would not give a token; the message is a sentence for whoever can mend it.</summary>
internal sealed class TokenRefusedException(string words) : AuthenticationException(words);

/// <summary>
/// Tokens for mail servers: had when first needed, renewed five minutes before their end, kept in memory alone. What ends for good, and a
/// renewal that fails while the old token still lives, is announced ahead.
/// </summary>
public sealed class AccessTokens(TokenEndpoint endpoint, DeskClock clock) : IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AnnouncedAhead = TimeSpan.FromDays(14);

    private readonly ConcurrentDictionary<OAuthOptions, Kept> kept = new(ReferenceEqualityComparer.Instance);

    /// <summary>Signs in as the settings say: with a token where there is an endpoint, else with the password; as nobody where there is no user.</summary>
    internal async Task SignInAsync(MailService client, string user, string password, OAuthOptions? oauth, CancellationToken cancel)
    {
        if (oauth is null)
        {
            if (user.Length > 0)
                await client.AuthenticateAsync(user, password, cancel);
            return;
        }

        var token = await GetAsync(oauth, null, cancel);
        try
        {
            await client.AuthenticateAsync(Mechanism(client, user, token), cancel);
        }
        catch (AuthenticationException) when (client.IsConnected)
        {
            // It may have been revoked before its time: once more with another one.
            await client.AuthenticateAsync(Mechanism(client, user, await GetAsync(oauth, token, cancel)), cancel);
        }
    }

    /// <summary>What is about to end or can't be renewed, in sentences that say what to do; empty if nothing is.</summary>
    public IReadOnlyList<string> Troubles(OAuthOptions? oauth, string user, DateTimeOffset now)
    {
        if (oauth is null)
            return [];

        var state = kept.GetValueOrDefault(oauth);
        var troubles = new List<string>();
        var ends = new[] { oauth.SecretEnds is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : (DateTimeOffset?)null, state?.SignInEnds }.Min();
        if (ends is { } end && end - now <= AnnouncedAhead)
            troubles.Add($"The sign-in of {user} {(end <= now ? "ended" : "ends")} on {Day(end)}: "
                + "make a new secret or refresh token where the desk is registered, put it into the settings, and set SecretEnds to its last day.");
        if (state is { Trouble: { } trouble } && state.Ends > now)
            troubles.Add($"The token of {user} can’t be renewed and ends at {state.Ends.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC. {trouble}");
        return troubles;
    }

    public void Dispose()
    {
        foreach (var one in kept.Values)
            one.Gate.Dispose();
    }

    /// <param name="not">A token that was refused: another one is asked for.</param>
    private async Task<string> GetAsync(OAuthOptions oauth, string? not, CancellationToken cancel)
    {
        var one = kept.GetOrAdd(oauth, _ => new Kept());
        await one.Gate.WaitAsync(cancel);
        try
        {
            if (one.Token.Length > 0 && one.Token != not && one.Ends - clock.RealNow > Early)
                return one.Token;

            await RenewAsync(one, oauth, mayKeep: one.Token != not, cancel);
            return one.Token;
        }
        finally
        {
            one.Gate.Release();
        }
    }

    private async Task RenewAsync(Kept one, OAuthOptions oauth, bool mayKeep, CancellationToken cancel)
    {
        try
        {
            var given = await endpoint.AskAsync(oauth, cancel);
            (one.Token, one.Ends, one.SignInEnds, one.Trouble) = (given.Token, given.Ends, given.SignInEnds, null);
        }
        catch (TokenRefusedException refused) when (mayKeep && one.Token.Length > 0 && one.Ends > clock.RealNow)
        {
            one.Trouble = refused.Message;
        }
    }

    private static SaslMechanism Mechanism(MailService client, string user, string token) =>
        client.AuthenticationMechanisms.Contains("OAUTHBEARER") && !client.AuthenticationMechanisms.Contains("XOAUTH2") ? new SaslMechanismOAuthBearer(user, token) : new SaslMechanismOAuth2(user, token);

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private sealed class Kept
    {
        public SemaphoreSlim Gate { get; } = new(1);
        public string Token { get; set; } = "";
        public DateTimeOffset Ends { get; set; }
        public DateTimeOffset? SignInEnds { get; set; }
        public string? Trouble { get; set; }
    }
}
