using MailKit.Net.Imap;
using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Mail.Sending;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>Signing in with tokens: a local token endpoint, and the OAuth2 of a real Dovecot and Postfix.</summary>
public sealed class OAuthTests(MailWorld world)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mailbox_is_read_with_a_token_of_the_clients_own_credentials()
    {
        await world.ReadyAsync();
        const string address = "oauth.client@marketfield.test";
        await using var desk = await PrepareAsync(address);
        await desk.StartAsync();
        await desk.ContactAsync();

        await world.ClientOf("Damion", "damion.oauth@customer.test").SendAsync(address, "By token", "Hello.");

        await desk.TicketAsync("By token");
        world.OAuth.Of(address).Asked.ShouldBe(["client_credentials"]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_refresh_token_that_changes_with_each_use_survives_a_restart(DatabaseProvider engine)
    {
        await world.ReadyAsync();
        var address = $"oauth.refresh.{engine}@marketfield.test".ToLowerInvariant();
        world.OAuth.Of(address).Rotates = true;
        await using var desk = await PrepareAsync(address, engine);
        desk.Imap.OAuth!.RefreshToken = "first-refresh-token";
        for (var starts = 1; starts <= 3; starts++)
        {
            await desk.StartAsync();
            await Eventually.True($"start {starts}", () => world.OAuth.Of(address).Asked.Count == starts);
            await desk.ContactAsync();
            await desk.StopAsync();
        }

        (await desk.WatchAsync()).LastError.ShouldBeNull();
        world.OAuth.Of(address).Asked.ShouldBe(["refresh_token", "refresh_token", "refresh_token"]);
    }

    [Fact]
    public async Task A_token_that_was_taken_back_is_replaced_at_once()
    {
        await world.ReadyAsync();
        const string address = "oauth.revoked@marketfield.test";
        var (tokens, oauth) = (Tokens(), Settings(address));
        await SignInAsync(tokens, address, oauth);

        world.OAuth.Revoke(address);
        await SignInAsync(tokens, address, oauth);

        world.OAuth.Of(address).Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_endpoint_that_gives_none_is_said_with_its_reason()
    {
        await world.ReadyAsync();
        const string address = "oauth.refused@marketfield.test";
        world.OAuth.Of(address).Refusal = "invalid_client";
        await using var desk = await PrepareAsync(address);

        await desk.StartAsync();

        var watch = await Eventually.Get("it is said", async () => await desk.WatchAsync() is { LastError: not null } w ? w : null);
        watch.LastError.ShouldBe($"The token endpoint {world.OAuth.TokenEndpoint} gives no token: invalid_client (The secret has ended.). Check ClientId, ClientSecret and Scope, and whether they have ended.");
        watch.LastError!.ShouldNotContain(OAuthServer.Client.Secret);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_desk_that_stops_while_a_new_refresh_token_comes_keeps_it(DatabaseProvider engine)
    {
        await world.ReadyAsync();
        var address = $"oauth.stops.{engine}@marketfield.test".ToLowerInvariant();
        await using var desk = await PrepareAsync(address, engine);
        var (client, oauth) = (world.OAuth.Of(address), desk.Imap.OAuth!);
        (client.Rotates, oauth.RefreshToken) = (true, client.RefreshToken);
        using var stopping = new CancellationTokenSource();
        client.Answering = stopping.Cancel;
        using var endpoint = new TokenEndpoint(desk.Services.GetRequiredService<KeptSecrets>(), new DeskClock(TimeProvider.System));

        await endpoint.AskAsync(oauth, stopping.Token);
        client.Answering = null;

        (await endpoint.AskAsync(oauth, Stop)).Token.ShouldNotBeEmpty();
        client.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_that_cannot_be_renewed_is_announced_while_it_still_works()
    {
        await world.ReadyAsync();
        const string address = "oauth.ends@marketfield.test";
        var time = new FakeTimeProvider(new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
        var (tokens, oauth, clock) = (Tokens(time), Settings(address), new DeskClock(time));
        await SignInAsync(tokens, address, oauth);
        tokens.Troubles(oauth, address, clock.RealNow).ShouldBeEmpty();
        world.OAuth.Of(address).Refusal = "invalid_client";

        time.Advance(TimeSpan.FromMinutes(56));
        await SignInAsync(tokens, address, oauth);

        tokens.Troubles(oauth, address, clock.RealNow).ShouldHaveSingleItem().ShouldStartWith($"The token of {address} can’t be renewed and ends at 13:00 UTC. The token endpoint ");
        time.Advance(TimeSpan.FromMinutes(5));
        await Should.ThrowAsync<TokenRefusedException>(() => SignInAsync(tokens, address, oauth));
    }

    [Fact]
    public void A_secret_that_ends_is_announced_a_fortnight_ahead()
    {
        var time = new FakeTimeProvider(new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
        var (tokens, oauth, clock) = (Tokens(time), new OAuthOptions { SecretEnds = new(2026, 12, 9) }, new DeskClock(time));

        tokens.Troubles(oauth, "support@example.org", clock.RealNow).ShouldHaveSingleItem()
            .ShouldBe("The sign-in of support@example.org ends on 9 December 2026: make a new secret or refresh token where the desk is registered, put it into the settings, and set SecretEnds to its last day.");
        oauth.SecretEnds = new(2026, 12, 20);
        tokens.Troubles(oauth, "support@example.org", clock.RealNow).ShouldBeEmpty();
    }

    [Fact]
    public async Task Mail_leaves_with_a_token()
    {
        await world.ReadyAsync();
        const string address = "oauth.sends@marketfield.test";
        var options = Options.Create(new MailOptions
        {
            Outgoing = new() { Host = "127.0.0.1", Port = world.DeskPostfix.SubmissionPort, User = address, TrustedCertificate = world.Certificate, OAuth = Settings(address) },
        });
        using var connections = new SmtpConnections(options, Tokens(), TimeProvider.System);

        var answer = await new SmtpSender(connections, options).SendAsync(address, "oauth.gets@customer.test", System.Text.Encoding.ASCII.GetBytes($"From: {address}\r\nTo: oauth.gets@customer.test\r\nSubject: Token\r\n\r\nHi.\r\n"), () => Task.FromResult(true), Stop);

        answer.ShouldBe(SendAnswer.Accepted);
        await world.ClientOf("Reader", "oauth.gets@customer.test").WaitForAsync("it", m => m.Subject == "Token");
    }

    async Task<Fetching> PrepareAsync(string address, DatabaseProvider engine = DatabaseProvider.Sqlite)
    {
        var desk = await Fetching.PrepareAsync(world, address, engine);
        (desk.Imap.Password, desk.Imap.OAuth) = ("", Settings(address));
        return desk;
    }

    OAuthOptions Settings(string address) => new() { TokenEndpoint = world.OAuth.TokenEndpoint, ClientId = address, ClientSecret = OAuthServer.Client.Secret };

    // Kept secrets are read only with a refresh token: these need no database.
    static AccessTokens Tokens(TimeProvider? time = null)
    {
        var clock = new DeskClock(time ?? TimeProvider.System);
        return new(new TokenEndpoint(new KeptSecrets(null!, null!, clock), clock), clock);
    }

    async Task SignInAsync(AccessTokens tokens, string address, OAuthOptions oauth)
    {
        using var imap = new ImapClient { CheckCertificateRevocation = false };
        PinnedCertificate.Pin(imap, world.Certificate);
        await imap.ConnectAsync("127.0.0.1", world.Dovecot.ImapPort, SecureSocketOptions.StartTls, Stop);
        await tokens.SignInAsync(imap, address, "", oauth, Stop);
        imap.IsAuthenticated.ShouldBeTrue();
    }
}
