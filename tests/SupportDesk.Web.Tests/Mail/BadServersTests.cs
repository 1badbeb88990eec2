using System.Diagnostics;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MailKit;
using SupportDesk.Mail;
using SupportDesk.Mail.Sending;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>Servers that refuse, hang, lie or are given up on (threats F05, F32, T13b).</summary>
public sealed class BadServersTests(MailWorld world)
{
    static readonly TimeSpan WithinAMinute = TimeSpan.FromSeconds(60);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_that_falls_silent_in_idle_is_noticed_within_a_minute_and_made_again()
    {
        await world.ReadyAsync();
        const string address = "bad.silent@marketfield.test";
        await using var wire = new Wire(world.Dovecot.ImapPort);
        await using var desk = await Fetching.PrepareAsync(world, address);
        (desk.Imap.Port, desk.Imap.PollSeconds) = (wire.Port, 600);
        await desk.StartAsync();
        await desk.ContactAsync();

        wire.FallSilent();
        var silent = Stopwatch.StartNew();
        var watch = await Eventually.Get("it is said", async () => await desk.WatchAsync() is { LastError: not null } w ? w : null, WithinAMinute);
        silent.Elapsed.ShouldBeLessThan(WithinAMinute);
        watch.LastError.ShouldBe($"127.0.0.1:{wire.Port} does not answer any more: the server hangs, or a firewall has cut the connection. The desk connects again by itself.");
        watch.ErrorSince.ShouldNotBeNull();

        wire.SpeakAgain();
        await world.ClientOf("Damion", "damion.bad@customer.test").SendAsync(address, "After the silence", "Still there?");

        await desk.TicketAsync("After the silence");
        await Eventually.True("nothing is wrong any more", async () => await desk.WatchAsync() is { LastError: null, ErrorSince: null });
    }

    [Fact]
    public async Task A_refused_sign_in_is_tried_again_ever_more_slowly()
    {
        await world.ReadyAsync();
        await using var wire = new Wire(world.Dovecot.ImapPort);
        await using var desk = await Fetching.PrepareAsync(world, "bad.refused@marketfield.test");
        (desk.Imap.Port, desk.Imap.Password) = (wire.Port, "wrong-secret");

        await desk.StartAsync();
        await Eventually.True("three tries", () => wire.Connections >= 3);
        var third = Stopwatch.StartNew();
        await Eventually.True("a fourth", () => wire.Connections >= 4);

        third.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(3));
        (await desk.WatchAsync()).LastError.ShouldBe($"127.0.0.1:{wire.Port} refused the sign-in of bad.refused@marketfield.test: check the user and the password.");
    }

    [Fact]
    public async Task A_certificate_that_ended_is_said_with_its_day()
    {
        using var certificate = Certificate(TimeProvider.System.GetUtcNow().AddDays(-400), new(2026, 10, 31, 12, 0, 0, TimeSpan.Zero));
        await using var server = new Talking(async stream =>
        {
            await using var tls = new SslStream(stream, leaveInnerStreamOpen: true);
            await tls.AuthenticateAsServerAsync(certificate);
        });
        await using var desk = await Fetching.PrepareAsync("bad.certificate@marketfield.test", server.Port);
        desk.Imap.Security = MailSecurity.Tls;

        await desk.StartAsync();

        (await SaidAsync(desk)).ShouldBe($"The certificate of 127.0.0.1:{server.Port} ended on 31 October 2026: the server needs a new one. The desk tries again by itself.");
    }

    [Fact]
    public async Task Without_starttls_nothing_is_told_to_the_server()
    {
        var heard = new StringBuilder();
        await using var server = new Talking(stream => TalkAsync(stream, heard, "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hello\r\n", _ => "{0} OK done\r\n"));
        await using var desk = await Fetching.PrepareAsync("bad.downgrade@marketfield.test", server.Port);
        desk.Imap.Security = MailSecurity.StartTls;

        await desk.StartAsync();

        (await SaidAsync(desk)).ShouldStartWith($"127.0.0.1:{server.Port} does not offer StartTls, and the desk does not fall back to less");
        lock (heard)
            heard.ToString().ShouldNotContain("AUTH");
    }

    [Fact]
    public async Task What_a_server_says_in_the_open_before_tls_is_not_believed()
    {
        using var certificate = Certificate(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        var heard = new StringBuilder();
        await using var server = new Talking(async stream =>
        {
            await stream.WriteAsync("* OK [CAPABILITY IMAP4rev1 STARTTLS] hello\r\n"u8.ToArray());
            var line = await ReadLineAsync(stream);
            while (!line.Contains("STARTTLS", StringComparison.Ordinal))
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"{line.Split(' ')[0]} OK done\r\n"));
                line = await ReadLineAsync(stream);
            }

            // The answer and, in the same breath, answers to what is to come under TLS.
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{line.Split(' ')[0]} OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nA00000002 OK injected\r\nA00000003 OK injected\r\n"));
            await using var tls = new SslStream(stream, leaveInnerStreamOpen: true);
            await tls.AuthenticateAsServerAsync(certificate);
            heard.Append(await ReadLineAsync(tls));
        });
        await using var desk = await Fetching.PrepareAsync("bad.injected@marketfield.test", server.Port);
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder["cert.pem"], certificate.ExportCertificatePem(), Stop);
        (desk.Imap.Security, desk.Imap.TrustedCertificate) = (MailSecurity.StartTls, folder["cert.pem"]);

        await desk.StartAsync();

        (await SaidAsync(desk)).ShouldNotBeNull();
        heard.ToString().ShouldNotContain("AUTHENTICATE");
        (await desk.WatchAsync()).LastContactAt.ShouldBeNull();
    }

    [Fact]
    public async Task Mail_does_not_leave_by_a_server_that_takes_starttls_out_or_talks_before_it()
    {
        using var certificate = Certificate(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder["cert.pem"], certificate.ExportCertificatePem(), Stop);
        var heard = new StringBuilder();
        await using var without = new Talking(async stream =>
        {
            await GreetAsync(stream, heard, "250-mx\r\n250 AUTH PLAIN\r\n");
            var line = await ReadLineAsync(stream);
            lock (heard)
                heard.AppendLine(line);
        });
        await using var injecting = new Talking(async stream =>
        {
            await GreetAsync(stream, heard, "250-mx\r\n250 STARTTLS\r\n");
            await ReadLineAsync(stream);
            await stream.WriteAsync("220 begin\r\n250-mx\r\n250 AUTH PLAIN\r\n235 injected\r\n"u8.ToArray());
            await using var tls = new SslStream(stream, leaveInnerStreamOpen: true);
            await tls.AuthenticateAsServerAsync(certificate);
            lock (heard)
                heard.AppendLine("TLS");
            var line = await ReadLineAsync(tls);
            lock (heard)
                heard.AppendLine(line);
        });

        foreach (var port in (int[])[without.Port, injecting.Port])
        {
            var options = Microsoft.Extensions.Options.Options.Create(new MailOptions
            {
                Outgoing = new() { Host = "127.0.0.1", Port = port, User = "support@marketfield.test", Password = "secret", TrustedCertificate = folder["cert.pem"] },
            });
            using var connections = new SmtpConnections(options, new AccessTokens(null!, new DeskClock(TimeProvider.System)), TimeProvider.System);
            var answer = await new SmtpSender(connections, options).SendAsync("support@marketfield.test", "x@customer.test", "Subject: x\r\n\r\nx\r\n"u8.ToArray(), () => Task.FromResult(true), Stop);
            answer.Result.ShouldBe(SendResult.Unreachable);
        }

        heard.ToString().ShouldNotContain("AUTH");
    }

    [Fact]
    public async Task Bad_mailboxes_delay_a_good_one_by_no_more_than_a_few_seconds()
    {
        await world.ReadyAsync();
        await using var wire = new Wire(world.Dovecot.ImapPort);
        await using var desk = await Fetching.PrepareAsync(world, "bad.good@marketfield.test");
        (await desk.AddAsync(world, "password", "bad.password@marketfield.test")).Password = "wrong-secret";
        (await desk.AddAsync(world, "hanging", "bad.hanging@marketfield.test")).Port = wire.Port;
        (await desk.AddAsync(world, "backlog", "bad.backlog@marketfield.test")).Start = MailStart.Archive;
        await LayManyAsync("bad.backlog@marketfield.test", 1500);
        wire.FallSilent();
        await desk.StartAsync();
        await Eventually.True("the backlog is under way", async () => await desk.CountAsync() > 32);

        // The middle of five: one may be slow because the machine is busy, a blocked mailbox is slow each time.
        var (times, laid, busy) = (new List<TimeSpan>(), 1500, 0);
        for (var n = 1; n <= 5; n++)
        {
            await LayManyAsync("bad.backlog@marketfield.test", 300);
            laid += 300;
            await LayManyAsync("bad.good@marketfield.test", 1, $"Good {n}");
            var since = Stopwatch.StartNew();
            await desk.TicketAsync($"Good {n} 1", TimeSpan.FromSeconds(60));
            times.Add(since.Elapsed);
            busy += await desk.CountAsync() < laid + n ? 1 : 0;
        }

        times.Order().ElementAt(2).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        busy.ShouldBeGreaterThanOrEqualTo(3, "the backlog was over before the good mailbox was tried");
    }

    async Task LayManyAsync(string address, int count, string subject = "Backlog")
    {
        using var imap = await world.ClientOf("Desk", address).SignInAsync();
        foreach (var some in Enumerable.Range(1, count).Chunk(300))
        {
            var mails = some.Select(n => new AppendRequest(new([new MimeKit.MailboxAddress("Writer", $"writer{n}@customer.test")], [new MimeKit.MailboxAddress("Desk", address)], $"{subject} {n}", new MimeKit.TextPart("plain") { Text = $"Number {n}" })));
            await imap.Inbox!.AppendAsync([.. mails], Stop);
        }
    }

    static async Task<string?> SaidAsync(Fetching desk) => (await Eventually.Get("it is said", async () => await desk.WatchAsync() is { LastError: not null } w ? w : null)).LastError;

    static X509Certificate2 Certificate(DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(from, to);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    static async Task TalkAsync(Stream stream, StringBuilder heard, string greeting, Func<string, string> answer)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(greeting));
        while (await ReadLineAsync(stream) is { Length: > 0 } line)
        {
            lock (heard)
                heard.AppendLine(line);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Format(System.Globalization.CultureInfo.InvariantCulture, answer(line), line.Split(' ')[0])));
        }
    }

    static async Task GreetAsync(Stream stream, StringBuilder heard, string capabilities)
    {
        await stream.WriteAsync("220 mx\r\n"u8.ToArray());
        var line = await ReadLineAsync(stream);
        lock (heard)
            heard.AppendLine(line);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(capabilities));
    }

    static async Task<string> ReadLineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one) > 0 && one[0] != '\n')
            line.Append((char)one[0]);
        return line.ToString().TrimEnd();
    }
}
