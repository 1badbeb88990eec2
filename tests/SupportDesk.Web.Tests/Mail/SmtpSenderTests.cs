using System.Text;
using Microsoft.Extensions.Options;
using SupportDesk.Mail;
using SupportDesk.Mail.Sending;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>What a real Postfix answers, and what we make of it.</summary>
public sealed class SmtpSenderTests(MailWorld world)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("450 4.7.1 Greylisted", SendResult.RefusedForNow)]
    [InlineData("550 5.1.1 No such user", SendResult.RefusedForGood)]
    [InlineData("421 4.3.2 Closing", SendResult.RefusedForNow)]
    public async Task A_refusal_is_for_now_or_for_good(string action, SendResult expected)
    {
        await world.ReadyAsync();
        var to = $"refused.{action[..3]}@customer.test";
        using var rule = world.DeskPolicy.AtRecipient(to, action);
        using var connections = Connections();
        var sender = new SmtpSender(connections.Connections, connections.Options);

        var answer = await sender.SendAsync("support@marketfield.test", to, Mime(to), Leave, Stop);

        (answer.Result, answer.Words[..3]).ShouldBe((expected, action[..3]));
        (await sender.SendAsync("support@marketfield.test", $"fine.{action[..3]}@customer.test", Mime(to), Leave, Stop)).ShouldBe(SendAnswer.Accepted);
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_may_mean_that_it_left()
    {
        await world.ReadyAsync();
        const string to = "slow.end@customer.test";
        var gate = new TaskCompletionSource<string>();
        using var rule = world.DeskPolicy.AtEndOfData(to, () => gate.Task);
        using var connections = Connections(answerWithin: 2);

        var answer = await new SmtpSender(connections.Connections, connections.Options).SendAsync("support@marketfield.test", to, Mime(to), Leave, Stop);
        gate.SetResult("DUNNO");

        answer.Result.ShouldBe(SendResult.Unknown);
    }

    [Fact]
    public async Task A_server_that_is_not_there_has_nothing()
    {
        await world.ReadyAsync();
        using var connections = Connections(port: Loopback.FreePorts(1)[0]);

        var answer = await new SmtpSender(connections.Connections, connections.Options).SendAsync("support@marketfield.test", "x@customer.test", Mime("x@customer.test"), Leave, Stop);

        answer.Result.ShouldBe(SendResult.Unreachable);
    }

    // Only once the content has gone over may the server have the mail.
    [Theory, Trait("threat", "F04")]
    [InlineData("CONNECT", SendResult.Unreachable)]
    [InlineData("EHLO", SendResult.Unreachable)]
    [InlineData("MAIL", SendResult.Unreachable)]
    [InlineData("RCPT", SendResult.Unreachable)]
    [InlineData("DATA", SendResult.Unreachable)]
    [InlineData(".", SendResult.Unknown)]
    public async Task F04_A_server_that_hangs_or_hangs_up_stops_nobody(string at, SendResult expected)
    {
        foreach (var how in new[] { Breakage.Hang, Breakage.Disconnect })
        {
            await using var server = new BrokenSmtp(at, how);
            using var connections = Plain(server.Port);

            var answer = await new SmtpSender(connections.Connections, connections.Options).SendAsync("support@marketfield.test", "x@customer.test", Mime("x@customer.test"), Leave, Stop);

            answer.Result.ShouldBe(expected, $"{how}: {answer.Words}");
        }
    }

    [Fact, Trait("threat", "F04")]
    public async Task F04_A_kept_connection_that_has_gone_silent_is_replaced()
    {
        await using var server = new BrokenSmtp("NOOP", Breakage.Hang);
        using var connections = Plain(server.Port, answerWithin: 2);
        var sender = new SmtpSender(connections.Connections, connections.Options);
        await sender.SendAsync("support@marketfield.test", "x@customer.test", Mime("x@customer.test"), Leave, Stop);

        var answer = await sender.SendAsync("support@marketfield.test", "x@customer.test", Mime("x@customer.test"), Leave, Stop).WaitAsync(TimeSpan.FromSeconds(20), Stop);

        answer.ShouldBe(SendAnswer.Accepted);
    }

    static Held Plain(int port, int answerWithin = 1) =>
        new(Options.Create(new MailOptions { Outgoing = new() { Host = "127.0.0.1", Port = port, Security = MailSecurity.None, AnswerWithinSeconds = answerWithin } }));

    Held Connections(int answerWithin = 600, int? port = null) => new(Options.Create(new MailOptions
    {
        Outgoing = new()
        {
            Host = "127.0.0.1",
            Port = port ?? world.DeskPostfix.SubmissionPort,
            Security = MailSecurity.StartTls,
            User = "support@marketfield.test",
            Password = DovecotServer.Password,
            TrustedCertificate = world.Certificate,
            AnswerWithinSeconds = answerWithin,
        },
    }));

    static Task<bool> Leave() => Task.FromResult(true);

    static byte[] Mime(string to) => Encoding.ASCII.GetBytes($"From: support@marketfield.test\r\nTo: {to}\r\nSubject: Hello\r\nMessage-ID: <{Random.Shared.NextInt64():x}@marketfield.test>\r\n\r\nWords.\r\n");

    sealed class Held(IOptions<MailOptions> options) : IDisposable
    {
        public IOptions<MailOptions> Options => options;

        public SmtpConnections Connections { get; } = new(options, new AccessTokens(null!, new DeskClock(TimeProvider.System)), TimeProvider.System);

        public void Dispose() => Connections.Dispose();
    }
}
