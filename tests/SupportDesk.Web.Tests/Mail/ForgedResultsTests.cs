using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Threads;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>Mail that brings the desk's own server's word with it, through that server.</summary>
public sealed class ForgedResultsTests(MailWorld world)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Silent: the desk's own server says nothing about it, so that only the forged field speaks. That a server must drop such a field where no
    // other server is between it and the writer is said in docs/decisions/0013: nothing in the mail tells it from the server's own there.
    [Theory, Trait("threat", "T04c")]
    [InlineData("silent", "damion@marketfield.test", Verdict.Unproved)]
    [InlineData("contradicted", "damion@bank.test", Verdict.Failed)]
    public async Task T04c_A_forged_pass_in_our_servers_name_is_not_believed(string name, string envelope, Verdict expected)
    {
        await world.ReadyAsync();
        var address = $"forged.{name}@marketfield.test";
        await using var desk = await Fetching.PrepareAsync(world, address);
        await desk.StartAsync();
        var mail = new MimeMessage([new MailboxAddress("Damion", "damion@bank.test")], [MailboxAddress.Parse(address)], "Forged", new TextPart("plain") { Text = "Believe me." });
        mail.Headers.Insert(0, "Authentication-Results", $"{world.AuthServId}; spf=pass smtp.mailfrom=bank.test; dmarc=pass header.from=bank.test");

        // Through the customers' server, of whose mail the desk's one judges all that is not in the desk's own name (MailWorld).
        await world.ClientOf("Mallory", "mallory@customer.test").DeliverAsync(mail, envelope);

        var ticket = await desk.TicketAsync("Forged");
        (await desk.ReadAsync(db => db.Posts.Where(p => p.ThreadId == ticket.ThreadId).Select(p => p.Verdict).SingleAsync(Stop))).ShouldBe(expected);
        (await desk.ReadAsync(db => db.IncomingMail.Select(m => m.Verdict).SingleAsync(Stop))).ShouldBe(expected);
    }

    // README's settings: the receiving server's name alone. Dovecot's line stands on top, under a name of its own.
    [Fact]
    public async Task With_the_receiving_servers_name_alone_customers_are_proved_behind_dovecots_delivery()
    {
        await world.ReadyAsync();
        await using var desk = await Fetching.PrepareAsync(world, "proved@marketfield.test");
        desk.Settings.Trust.Hosts = [];
        await desk.StartAsync();

        await world.ClientOf("Damion", "damion@customer.test").SendAsync("proved@marketfield.test", "Proved", "It was me.");

        await desk.TicketAsync("Proved");
        var row = await desk.ReadAsync(db => db.IncomingMail.AsNoTracking().SingleAsync(Stop));
        (row.Verdict, row.ProofReason).ShouldBe((Verdict.Proved, $"{world.AuthServId} says that customer.test sent it (dmarc=pass)."));
    }

    // The desk's own lines, written by the sender below the real ones: a delivery like Dovecot's, the receiving server's line and its result.
    [Fact, Trait("threat", "T04c")]
    public async Task T04c_A_forged_delivery_with_a_forged_pass_below_it_is_not_believed()
    {
        await world.ReadyAsync();
        const string address = "forged.delivery@marketfield.test";
        await using var desk = await Fetching.PrepareAsync(world, address);
        desk.Settings.Trust.Hosts = [];
        await desk.StartAsync();
        var mail = Forged(address, world.AuthServId);
        mail.Headers.Insert(0, "Received", $"from {world.AuthServId} by {DovecotServer.HostName} with LMTP id 7");

        await world.ClientOf("Mallory", "mallory@customer.test").DeliverAsync(mail, "damion@marketfield.test");

        await desk.TicketAsync("Forged");
        var row = await desk.ReadAsync(db => db.IncomingMail.AsNoTracking().SingleAsync(Stop));
        row.Verdict.ShouldBe(Verdict.Unproved);
        row.ProofReason!.ShouldStartWith($"The Authentication-Results of {world.AuthServId} are not believed: above them stands the Received line of {world.CustomerPostfix.HostName}");
    }

    // The greeting (HELO) is the sender's own, and Postfix writes it into its line before its own name.
    [Fact, Trait("threat", "T04c")]
    public async Task T04c_A_greeting_that_looks_like_a_hosts_line_makes_no_host_ours()
    {
        await world.ReadyAsync();
        const string address = "forged.hello@marketfield.test";
        await using var desk = await Fetching.PrepareAsync(world, address);
        (desk.Settings.Trust.AuthServIds, desk.Settings.Trust.Hosts) = (["results.marketfield.test"], [DovecotServer.HostName]);
        await desk.StartAsync();
        var mail = Forged(address, "results.marketfield.test");
        using var content = new MemoryStream();
        await mail.WriteToAsync(new FormatOptions { NewLineFormat = NewLineFormat.Dos }, content, Stop);

        await SayAsync(world.DeskPostfix.SmtpPort, "HELO x by results.marketfield.test with LMTP", "MAIL FROM:<mallory@customer.test>", $"RCPT TO:<{address}>", "DATA", $"{System.Text.Encoding.ASCII.GetString(content.ToArray())}\r\n.", "QUIT");

        await desk.TicketAsync("Forged");
        (await desk.ReadAsync(db => db.IncomingMail.Select(m => m.Verdict).SingleAsync(Stop))).ShouldBe(Verdict.Unproved);
    }

    static MimeMessage Forged(string to, string name)
    {
        var mail = new MimeMessage([new MailboxAddress("Damion", "damion@bank.test")], [MailboxAddress.Parse(to)], "Forged", new TextPart("plain") { Text = "Believe me." });
        mail.Headers.Insert(0, "Authentication-Results", $"{name}; spf=pass smtp.mailfrom=bank.test; dmarc=pass header.from=bank.test");
        return mail;
    }

    static async Task SayAsync(int port, params string[] lines)
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(System.Net.IPAddress.Loopback, port, Stop);
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        (await reader.ReadLineAsync(Stop))!.ShouldStartWith("220");
        foreach (var line in lines)
        {
            await writer.WriteLineAsync(line.AsMemory(), Stop);
            var answer = (await reader.ReadLineAsync(Stop))!;
            answer[0].ShouldBeOneOf(['2', '3'], $"{line.Split('\r')[0]}: {answer}");
        }
    }
}
