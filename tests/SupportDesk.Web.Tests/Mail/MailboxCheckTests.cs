using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Mail;
using SupportDesk.Mail.Checking;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>"Test connection" against a real Dovecot and Postfix: which step fails, and what would be right.</summary>
public sealed class MailboxCheckTests(MailWorld world)
{
    static readonly string[] Steps = ["Name", "Port", "TLS", "Sign-in", "Folder", "Sending", "A mail to itself, with a tag", "A forged proof"];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_is_well_where_the_server_removes_a_forged_proof()
    {
        await world.ReadyAsync();
        const string address = "check.well@marketfield.test";
        await using var desk = await PrepareAsync(address, PostfixServer.Stripped);

        var steps = await CheckAsync(desk);

        steps.Select(s => s.Name).ShouldBe(Steps);
        steps.Where(s => s.State != CheckState.Works).ShouldBeEmpty();
        steps[^1].Words.ShouldBe("A forged Authentication-Results was removed by the receiving server.");
        (await world.ClientOf("Desk", address).AllAsync()).ShouldBeEmpty("the check's own mail is deleted");
    }

    [Fact]
    public async Task A_server_that_lets_a_forged_proof_through_is_found_out()
    {
        await world.ReadyAsync();
        await using var desk = await PrepareAsync("check.forged@marketfield.test", world.AuthServId);

        var steps = await CheckAsync(desk);

        steps.Where(s => s.State != CheckState.Works).Select(s => s.Name).ShouldBe(["A forged proof"]);
        steps[^1].Words.ShouldStartWith($"The receiving server let a forged “Authentication-Results: {world.AuthServId}” through, and the desk would believe it");
    }

    [Fact]
    public async Task A_forged_proof_below_the_receiving_servers_fields_does_no_harm()
    {
        await world.ReadyAsync();
        await using var desk = await PrepareAsync("check.below@marketfield.test", "elsewhere.example");

        var steps = await CheckAsync(desk);

        (steps[^1].State, steps[^1].Words).ShouldBe((CheckState.Works, "A forged Authentication-Results came through, but the desk does not believe it: it stands below the fields of the receiving server."));
    }

    [Fact]
    public async Task A_desk_that_reads_at_the_same_time_makes_no_ticket_of_the_checks_mail()
    {
        await world.ReadyAsync();
        await using var desk = await PrepareAsync("check.both@marketfield.test", PostfixServer.Stripped);
        desk.Imap.MoveTo = "Processed";
        await desk.StartAsync();
        await desk.ContactAsync();

        var steps = await CheckAsync(desk);

        steps.Where(s => s.State != CheckState.Works).ShouldBeEmpty();
        (await desk.SubjectsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Name", "is not known: check Host, and the DNS of this machine.")]
    [InlineData("Port", "check Port; IMAP is usually at 993 (Tls) or 143 (StartTls).")]
    [InlineData("TLS", "the port speaks another kind of security than Tls. TLS from the first byte is Tls, TLS after a greeting is StartTls.")]
    [InlineData("Sign-in", "check the user and the password.")]
    [InlineData("Folder", "has no folder “Elsewhere”: make it there, or correct Folder.")]
    public async Task The_step_that_fails_is_named_and_nothing_after_it_is_tried(string step, string words)
    {
        await world.ReadyAsync();
        await using var desk = await PrepareAsync($"check.{step}@marketfield.test".ToLowerInvariant(), PostfixServer.Stripped);
        switch (step)
        {
            case "Name": desk.Imap.Host = "no-such-host.invalid"; break;
            case "Port": desk.Imap.Port = Loopback.FreePorts(1)[0]; break;
            case "TLS": desk.Imap.Security = MailSecurity.Tls; break;
            case "Sign-in": desk.Imap.Password = "wrong-secret"; break;
            default: desk.Imap.Folder = "Elsewhere"; break;
        }

        var steps = await CheckAsync(desk);

        var failed = steps.Where(s => s.State == CheckState.Failed).ShouldHaveSingleItem();
        failed.Name.ShouldBe(step);
        failed.Words.ShouldEndWith(words);
        failed.Words.ShouldNotContain("wrong-secret");
        steps.SkipWhile(s => s.Name != step).Skip(1).Where(s => s.Name != "Sending").ShouldAllBe(s => s.State == CheckState.NotChecked);
        steps.Single(s => s.Name == "Sending").State.ShouldBe(CheckState.Works);
    }

    [Fact]
    public async Task Addresses_with_a_tag_that_go_elsewhere_are_found_out()
    {
        await world.ReadyAsync();
        await using var desk = await PrepareAsync("check.tag@marketfield.test", PostfixServer.Stripped);
        desk.Settings.ReplyTo = "somebody.else+{token}@marketfield.test";

        var steps = await CheckAsync(desk);

        steps.Single(s => s.State == CheckState.Failed).Words.ShouldContain("did not come back. Look into the folder for spam");
        steps[^1].State.ShouldBe(CheckState.NotChecked);
    }

    [Fact]
    public async Task A_folder_for_processed_mail_that_is_not_there_wants_a_look()
    {
        await world.ReadyAsync();
        await using var desk = await PrepareAsync("check.moves@marketfield.test", PostfixServer.Stripped);
        (desk.Imap.MoveTo, desk.Imap.MoveFailedTo) = ("Processed", "Nowhere");

        var steps = await CheckAsync(desk);

        var look = steps.Single(s => s.State != CheckState.Works);
        (look.Name, look.State).ShouldBe(("Folder", CheckState.Look));
        look.Words.ShouldContain("the server has no folder “Nowhere”, where recorded mail should move.");
    }

    [Fact]
    public async Task A_server_that_hangs_does_not_hold_the_check_up()
    {
        await world.ReadyAsync();
        await using var wire = new Wire(world.Dovecot.ImapPort);
        await using var desk = await PrepareAsync("check.hangs@marketfield.test", PostfixServer.Stripped);
        desk.Imap.Port = wire.Port;
        wire.FallSilent();

        var steps = await CheckAsync(desk);

        var failed = steps.Single(s => s.State == CheckState.Failed);
        failed.Name.ShouldBe("TLS");
        failed.Words.ShouldStartWith("No answer within 10 seconds.");
    }

    async Task<Fetching> PrepareAsync(string address, string trusted)
    {
        var desk = await Fetching.PrepareAsync(world, address);
        desk.Settings.Trust.AuthServIds = [trusted];
        desk.Outgoing.Host = "127.0.0.1";
        (desk.Outgoing.Port, desk.Outgoing.User, desk.Outgoing.Password, desk.Outgoing.TrustedCertificate) = (world.DeskPostfix.SubmissionPort, address, DovecotServer.Password, world.Certificate);
        return desk;
    }

    static async Task<IReadOnlyList<CheckStep>> CheckAsync(Fetching desk)
    {
        var mailbox = (await desk.Services.GetRequiredService<MailboxesAsTheyStand>().LookAsync("support", Stop)).Single();
        return await desk.Services.GetRequiredService<MailboxCheck>().RunAsync(mailbox, Stop);
    }
}
