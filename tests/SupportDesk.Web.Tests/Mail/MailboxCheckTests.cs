using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Mail;
using SupportDesk.Mail.Checking;
using SupportDesk.Web.Commands;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>"Test connection" against a real Dovecot and Postfix: which step fails, and what would be right.</summary>
public sealed class MailboxCheckTests(MailWorld world)
{
    static readonly string[] Steps = ["Name", "Port", "TLS", "Sign-in", "Folder", "Sending", "A mail to itself, with a tag", "A proof of its sender", "A forged proof"];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_the_receiving_servers_name_alone_its_proof_is_believed_behind_dovecots_delivery()
    {
        await world.ReadyAsync();
        const string address = "check.well@marketfield.test";
        await using var desk = await PrepareAsync(address);
        desk.Settings.Trust.Hosts = [];

        var steps = await CheckAsync(desk);

        steps.Select(s => s.Name).ShouldBe(Steps);
        steps.Where(s => s.State != CheckState.Works).ShouldBeEmpty();
        steps[^2].Words.ShouldBe($"{world.AuthServId} says that marketfield.test sent it (dmarc=pass). The desk believes it.");
        steps[^1].Words.ShouldBe("A forged Authentication-Results was removed by the receiving server.");
        (await world.ClientOf("Desk", address).AllAsync()).ShouldBeEmpty("the check's own mail is deleted");
    }

    [Fact]
    public async Task A_proof_that_is_not_believed_is_mended_by_the_setting_that_the_test_names()
    {
        await world.ReadyAsync();
        const string address = "check.stopped@marketfield.test";
        world.SignAs(address, "results.marketfield.test");
        await using var desk = await PrepareAsync(address);
        (desk.Settings.Trust.AuthServIds, desk.Settings.Trust.Hosts) = (["results.marketfield.test"], []);

        var before = (await CheckAsync(desk))[^2];
        desk.Settings.Trust.Hosts = [DovecotServer.HostName, world.DeskPostfix.HostName];
        var after = (await CheckAsync(desk))[^2];

        before.State.ShouldBe(CheckState.Failed);
        before.Words.ShouldStartWith($"The receiving server wrote a result, but the desk does not believe it, since");
        before.Words.ShouldContain($"“Received: from {world.DeskPostfix.HostName} by {DovecotServer.HostName} with LMTP");
        before.Words.ShouldContain($"\"Hosts\": [ \"{DovecotServer.HostName}\"");
        (after.State, after.Words).ShouldBe((CheckState.Works, "results.marketfield.test says that marketfield.test sent it (dmarc=pass). The desk believes it."));
    }

    [Fact]
    public async Task A_result_under_another_name_is_named()
    {
        await world.ReadyAsync();
        await using var desk = await PrepareAsync("check.name@marketfield.test");
        desk.Settings.Trust.AuthServIds = ["mail.marketfield.test"];

        var proof = (await CheckAsync(desk))[^2];

        proof.State.ShouldBe(CheckState.Look);
        proof.Words.ShouldContain($"they are signed by {world.AuthServId}, and Trust:AuthServIds names mail.marketfield.test.");
    }

    [Fact]
    public async Task A_server_that_says_nothing_of_its_own_mail_wants_a_look()
    {
        await world.ReadyAsync();
        await using var desk = await PrepareAsync("check.silent@marketfield.test");
        desk.Outgoing.Port = world.DeskPostfix.SubmissionPort;

        var proof = (await CheckAsync(desk))[^2];

        proof.State.ShouldBe(CheckState.Look);
        proof.Words.ShouldContain("No line stands in the way of one.");
    }

    [Fact]
    public async Task A_server_that_lets_a_forged_proof_through_is_found_out()
    {
        await world.ReadyAsync();
        await using var desk = await PrepareAsync("check.forged@marketfield.test");
        desk.Outgoing.Port = world.DeskPostfix.SubmissionPort;

        var steps = await CheckAsync(desk);

        steps.Where(s => s.State == CheckState.Failed).Select(s => s.Name).ShouldBe(["A forged proof"]);
        steps[^1].Words.ShouldStartWith($"The receiving server let a forged “Authentication-Results: {world.AuthServId}” through, and the desk would believe it");
    }

    [Fact]
    public async Task A_forged_proof_below_the_receiving_servers_fields_does_no_harm()
    {
        await world.ReadyAsync();
        await using var desk = await PrepareAsync("check.below@marketfield.test");
        desk.Settings.Trust.AuthServIds = ["elsewhere.example"];

        var steps = await CheckAsync(desk);

        (steps[^1].State, steps[^1].Words).ShouldBe((CheckState.Works, "A forged Authentication-Results came through, but the desk does not believe it: it stands below the fields of the receiving server."));
    }

    [Fact]
    public async Task A_desk_that_reads_at_the_same_time_makes_no_ticket_of_the_checks_mail()
    {
        await world.ReadyAsync();
        await using var desk = await PrepareAsync("check.both@marketfield.test");
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
        await using var desk = await PrepareAsync($"check.{step}@marketfield.test".ToLowerInvariant());
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
        await using var desk = await PrepareAsync("check.tag@marketfield.test");
        desk.Settings.ReplyTo = "somebody.else+{token}@marketfield.test";

        var steps = await CheckAsync(desk);

        steps.Single(s => s.State == CheckState.Failed).Words.ShouldContain("did not come back. Look into the folder for spam");
        steps[^1].State.ShouldBe(CheckState.NotChecked);
    }

    [Fact]
    public async Task A_folder_for_processed_mail_that_is_not_there_wants_a_look()
    {
        await world.ReadyAsync();
        await using var desk = await PrepareAsync("check.moves@marketfield.test");
        (desk.Imap.MoveTo, desk.Imap.MoveFailedTo) = ("Processed", "Nowhere");

        var steps = await CheckAsync(desk);

        var look = steps.Single(s => s.State != CheckState.Works);
        (look.Name, look.State).ShouldBe(("Folder", CheckState.Look));
        look.Words.ShouldContain("the server has no folder “Nowhere”, where recorded mail should move.");
    }

    // One that hangs from the start, one that takes connections and says nothing, and both at once: side by side, since each takes its time.
    [Fact]
    public async Task Whichever_server_does_not_answer_the_test_ends_within_ten_seconds()
    {
        await world.ReadyAsync();
        await using var silent = new Wire(world.Dovecot.ImapPort);
        silent.FallSilent();
        (string Name, bool Imap, bool Smtp, string[] Fails)[] ways =
            [("imap", true, false, ["TLS"]), ("smtp", false, true, ["Sending"]), ("both", true, true, ["TLS", "Sending"])];

        var watch = System.Diagnostics.Stopwatch.StartNew();
        var found = await Task.WhenAll(ways.Select(async way =>
        {
            await using var desk = await PrepareAsync($"check.hangs.{way.Name}@marketfield.test");
            if (way.Imap)
                desk.Imap.Port = silent.Port;
            if (way.Smtp)
                desk.Outgoing.Port = silent.Port;
            var begun = watch.Elapsed;
            var steps = await CheckAsync(desk);
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
    public async Task Each_step_is_told_when_it_begins_and_when_it_ends()
    {
        await world.ReadyAsync();
        await using var desk = await PrepareAsync("check.told@marketfield.test");

        var told = new List<CheckStep>();
        await foreach (var step in RunAsync(desk, await MailboxAsync(desk)))
            told.Add(step);

        told.Select(s => s.Name).ShouldBe(Steps.SelectMany(name => new[] { name, name }));
        told.Index().Where(s => s.Index % 2 == 0).ShouldAllBe(s => s.Item.State == CheckState.Running);
    }

    [Fact]
    public async Task The_command_line_tests_all_mailboxes_and_says_whether_one_fails()
    {
        await world.ReadyAsync();
        await using var desk = await PrepareAsync("check.command@marketfield.test");
        using var well = new StringWriter();
        var first = await MailTest.RunAsync(desk.Services, [], well, Stop);
        desk.Imap.Password = "wrong-secret";
        using var wrong = new StringWriter();
        var second = await MailTest.RunAsync(desk.Services, ["SUPPORT"], wrong, Stop);

        (first, second).ShouldBe((0, 1));
        well.ToString().ShouldContain($"  A proof of its sender … works: {world.AuthServId} says that marketfield.test sent it (dmarc=pass). The desk believes it.");
        well.ToString().ShouldEndWith($"It works.{Environment.NewLine}");
        wrong.ToString().ShouldEndWith($"It fails at “Sign-in”.{Environment.NewLine}");
        (await Should.ThrowAsync<DeskException>(() => MailTest.RunAsync(desk.Services, ["nobody"], wrong, Stop))).Message.ShouldBe("No mailbox is called “nobody”; expected one of support.");
    }

    async Task<Fetching> PrepareAsync(string address)
    {
        var desk = await Fetching.PrepareAsync(world, address);
        desk.Outgoing.Host = "127.0.0.1";
        (desk.Outgoing.Port, desk.Outgoing.User, desk.Outgoing.Password, desk.Outgoing.TrustedCertificate) = (world.DeskPostfix.StrictPort, address, DovecotServer.Password, world.Certificate);
        return desk;
    }

    static async Task<IReadOnlyList<CheckStep>> CheckAsync(Fetching desk)
    {
        var found = new List<CheckStep>();
        await foreach (var step in RunAsync(desk, await MailboxAsync(desk)))
        {
            if (step.State != CheckState.Running)
                found.Add(step);
        }

        return found;
    }

    static async Task<MailboxNow> MailboxAsync(Fetching desk) => (await desk.Services.GetRequiredService<MailboxesAsTheyStand>().LookAsync("support", Stop)).Single();

    static IAsyncEnumerable<CheckStep> RunAsync(Fetching desk, MailboxNow mailbox) => desk.Services.GetRequiredService<MailboxCheck>().RunAsync(mailbox, Stop);
}
