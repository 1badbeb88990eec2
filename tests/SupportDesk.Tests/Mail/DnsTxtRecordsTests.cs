using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SupportDesk.Mail;
using SupportDesk.Mail.Authenticity;

namespace SupportDesk.Tests.Mail;

public sealed class DnsTxtRecordsTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_keeps_silent_is_left_alone_for_a_while()
    {
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var time = new FakeTimeProvider();
        var records = Asking((IPEndPoint)silent.Client.LocalEndPoint!, time);
        for (var n = 0; n < 3; n++)
            (await records.FindAsync($"desk._domainkey.d{n}.test", Stop)).ShouldBeEmpty();
        var asked = silent.Available;

        var watch = Stopwatch.StartNew();
        await records.FindAsync("desk._domainkey.customer.test", Stop);

        watch.ElapsedMilliseconds.ShouldBeLessThan(500);
        silent.Available.ShouldBe(asked);
    }

    [Fact]
    public async Task Nobody_listening_finds_nothing()
    {
        var records = Asking(new IPEndPoint(IPAddress.Loopback, 1), new FakeTimeProvider());

        (await records.FindAsync("desk._domainkey.customer.test", Stop)).ShouldBeEmpty();
    }

    static DnsTxtRecords Asking(IPEndPoint server, TimeProvider time) => new(
        Options.Create(new MailOptions { Signatures = { NameServers = [$"{server}"], TimeoutSeconds = 1 } }), new DeskClock(time), NullLogger<DnsTxtRecords>.Instance);
}
