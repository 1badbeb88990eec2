using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using SupportDesk.Mail;
using SupportDesk.Threads;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>The settings that README shows, copied from it, at a real Postfix and Dovecot: whoever reads nothing else has senders proved.</summary>
public sealed partial class ReadmeSettingsTests(MailWorld world)
{
    const string Address = "readme@marketfield.test";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_what_readme_shows_senders_are_proved_and_the_test_says_so(bool withHosts)
    {
        await world.ReadyAsync();
        var options = Read(withHosts);
        await using var desk = await Fetching.PrepareAsync(options.Mailboxes[0]);
        (desk.Outgoing.Host, desk.Outgoing.Port, desk.Outgoing.User, desk.Outgoing.Password, desk.Outgoing.TrustedCertificate) =
            (options.Outgoing.Host, world.DeskPostfix.StrictPort, options.Outgoing.User, options.Outgoing.Password, world.Certificate);

        var steps = await MailboxCheckTests.CheckAsync(desk);
        await desk.StartAsync();
        await desk.ContactAsync();
        await world.ClientOf("Damion", "damion.readme@customer.test").SendAsync(Address, $"Proved {withHosts}", "It was me.");

        steps.Where(s => s.State != SupportDesk.Mail.Checking.CheckState.Works).ShouldBeEmpty();
        steps[^2].Words.ShouldEndWith("The desk believes it.");
        await desk.TicketAsync($"Proved {withHosts}");
        (await desk.ReadAsync(db => db.IncomingMail.Select(m => m.Verdict).SingleAsync(Stop))).ShouldBe(Verdict.Proved);
    }

    // Only names, ports and passwords are put in, as a reader does.
    MailOptions Read(bool withHosts)
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var (block, trust) = (Block().Match(readme).Groups[1].Value, Trust().Match(readme).Groups[1].Value);
        block.ShouldContain("\"Imap\"");
        trust.ShouldContain("\"Hosts\"");
        var json = block.Replace("\"Imap\":", $"{trust}, \"Imap\":", StringComparison.Ordinal)
            .Replace("support@example.org", Address, StringComparison.Ordinal)
            .Replace("mx.example.org", world.AuthServId, StringComparison.Ordinal)
            .Replace("[ \"imap.example.org\" ]", withHosts ? $"[ \"{DovecotServer.HostName}\" ]" : "[]", StringComparison.Ordinal)
            .Replace("imap.example.org", "127.0.0.1", StringComparison.Ordinal).Replace("smtp.example.org", "127.0.0.1", StringComparison.Ordinal)
            .Replace("993", $"{world.Dovecot.ImapsPort}", StringComparison.Ordinal).Replace("…", DovecotServer.Password, StringComparison.Ordinal);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($"{{{json}}}"));
        var options = new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("Mail").Get<MailOptions>()!;
        options.Mailboxes[0].Imap!.TrustedCertificate = world.Certificate;
        return options;
    }

    [GeneratedRegex("```json\n(\"Mail\": .*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("`(\"Trust\": \\{ .*?\\})`")]
    private static partial Regex Trust();
}
