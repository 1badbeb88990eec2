using System.Net;
using System.Net.Sockets;
using SupportDesk.Mail;
using SupportDesk.Mail.Checking;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>"Test connection" against servers that fall silent, refuse, or are out of reach: it ends within ten seconds and says which step it was.</summary>
public sealed class SilentServersTests(MailWorld world)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Each in its way, side by side, since each takes its time.
    [Fact]
    public async Task Whichever_server_does_not_answer_the_test_ends_within_ten_seconds()
    {
        await world.ReadyAsync();
        await using var silent = new Wire(world.Dovecot.ImapPort);
        silent.FallSilent();
        await using var greets = new Talking(stream => SayAsync(stream, "* OK ready", _ => null));
        await using var afterEhlo = new Talking(stream => SayAsync(stream, "220 mx.test", line => line.StartsWith("EHLO", StringComparison.Ordinal) ? "" : null));
        await using var atSignIn = new Talking(stream => SayAsync(stream, "220 mx.test", line => line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-mx.test\r\n250 AUTH PLAIN LOGIN" : null));
        await using var atData = new Talking(stream => SayAsync(stream, "220 mx.test", line => line == "DATA" ? null : line.StartsWith("EHLO", StringComparison.Ordinal) ? "250 mx.test" : "250 OK"));
        using var dropping = new Dropping();
        (string Name, Action<Fetching> Set, string[] Fails)[] ways =
        [
            ("imap", d => d.Imap.Port = silent.Port, ["TLS"]),
            ("imap.greets", d => d.Imap.Port = greets.Port, ["TLS"]),
            ("imap.dropped", d => d.Imap.Port = dropping.Port, ["Port"]),
            ("smtp", d => d.Outgoing.Port = silent.Port, ["Sending"]),
            ("smtp.ehlo", d => Plain(d, afterEhlo.Port), ["Sending"]),
            ("smtp.sign-in", d => Plain(d, atSignIn.Port, "desk"), ["Sending"]),
            ("smtp.data", d => Plain(d, atData.Port), ["Sending"]),
            ("smtp.dropped", d => d.Outgoing.Port = dropping.Port, ["Sending"]),
            ("both", d => d.Imap.Port = d.Outgoing.Port = silent.Port, ["TLS", "Sending"]),
        ];

        var watch = System.Diagnostics.Stopwatch.StartNew();
        var found = await Task.WhenAll(ways.Select(async way =>
        {
            await using var desk = await MailboxCheckTests.PrepareAsync(world, $"check.hangs.{way.Name}@marketfield.test");
            way.Set(desk);
            var begun = watch.Elapsed;
            var steps = await MailboxCheckTests.CheckAsync(desk);
            return (way, Took: watch.Elapsed - begun, Failed: steps.Where(s => s.State == CheckState.Failed).ToList());
        }));

        foreach (var (way, took, failed) in found)
        {
            failed.Select(f => f.Name).ShouldBe(way.Fails, way.Name);
            failed.ShouldAllBe(f => f.Words.StartsWith("No answer within 8 seconds.", StringComparison.Ordinal));
            took.ShouldBeLessThan(TimeSpan.FromSeconds(10), way.Name);
        }
    }

    [Fact]
    public async Task A_server_that_takes_the_mail_and_says_no_goodbye_has_taken_it()
    {
        await world.ReadyAsync();
        await using var rude = new Talking(stream => SayAsync(stream, "220 mx.test", line => line switch { "QUIT" => null, "DATA" => "354 go on", _ when line.StartsWith("EHLO", StringComparison.Ordinal) => "250 mx.test", _ => "250 OK" }));
        await using var desk = await MailboxCheckTests.PrepareAsync(world, "check.rude@marketfield.test");
        desk.Imap.Folder = "Elsewhere";
        Plain(desk, rude.Port);

        (await MailboxCheckTests.CheckAsync(desk)).Single(s => s.Name == "Sending").State.ShouldBe(CheckState.Works);
    }

    [Theory]
    [InlineData("imap", "TLS")]
    [InlineData("smtp", "Sending")]
    [InlineData("smtp password", "Sending")]
    public async Task A_certificate_or_a_password_that_is_refused_is_said_at_once(string what, string step)
    {
        await world.ReadyAsync();
        await using var desk = await MailboxCheckTests.PrepareAsync(world, $"check.refused.{what.Replace(' ', '.')}@marketfield.test");
        switch (what)
        {
            case "imap": desk.Imap.TrustedCertificate = ""; break;
            case "smtp": desk.Outgoing.TrustedCertificate = ""; break;
            default: desk.Outgoing.Password = "wrong-secret"; break;
        }

        var watch = System.Diagnostics.Stopwatch.StartNew();
        var failed = (await MailboxCheckTests.CheckAsync(desk)).Where(s => s.State == CheckState.Failed).ShouldHaveSingleItem();

        failed.Name.ShouldBe(step);
        failed.Words.ShouldContain(what.EndsWith("password", StringComparison.Ordinal) ? "check the user and the password" : "certificate");
        failed.Words.ShouldNotContain("wrong-secret");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(8));
    }

    // A server of few words: null is silence from then on, an empty answer none to this line.
    static async Task SayAsync(Stream stream, string greeting, Func<string, string?> answer)
    {
        using var reader = new StreamReader(stream);
        await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync(greeting.AsMemory(), Stop);
        var content = false;
        while (await reader.ReadLineAsync(Stop) is { } line)
        {
            if (content && line != ".")
                continue;
            if (answer(line) is not { } said)
                await Task.Delay(Timeout.Infinite, Stop);
            else if (said.Length > 0)
                await writer.WriteLineAsync(said.AsMemory(), Stop);
            content = line == "DATA";
        }
    }

    static void Plain(Fetching desk, int port, string user = "") => (desk.Outgoing.Port, desk.Outgoing.Security, desk.Outgoing.User) = (port, MailSecurity.None, user);

    // A port behind a firewall that drops what comes: its queue is full, so that the system answers nobody (tcp(7)).
    sealed class Dropping : IDisposable
    {
        readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        readonly List<Socket> waiting = [];

        public Dropping()
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen(0);
            for (var n = 0; n < 4; n++)
            {
                waiting.Add(new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
                _ = waiting[^1].ConnectAsync(listener.LocalEndPoint!);
            }
        }

        public int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

        public void Dispose()
        {
            waiting.ForEach(s => s.Dispose());
            listener.Dispose();
        }
    }
}
