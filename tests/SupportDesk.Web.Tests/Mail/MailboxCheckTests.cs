using SupportDesk.Mail;
using SupportDesk.Mail.Checking;
using SupportDesk.Web.Commands;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>"Test connection" against a real Dovecot and Postfix: which step fails, and what would be right.</summary>
public sealed class MailboxCheckTests(MailWorld world)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_desk_that_reads_at_the_same_time_makes_no_ticket_of_the_checks_mail()
    {
        await world.ReadyAsync();
        await using var desk = await CheckedMailbox.PrepareAsync(world, "check.both@marketfield.test");
        desk.Imap.MoveTo = "Processed";
        await desk.StartAsync();
        await desk.ContactAsync();

        var steps = await CheckedMailbox.CheckAsync(desk);

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
        await using var desk = await CheckedMailbox.PrepareAsync(world, $"check.{step}@marketfield.test".ToLowerInvariant());
        switch (step)
        {
            case "Name": desk.Imap.Host = "no-such-host.invalid"; break;
            case "Port": desk.Imap.Port = Loopback.FreePorts(1)[0]; break;
            case "TLS": desk.Imap.Security = MailSecurity.Tls; break;
            case "Sign-in": desk.Imap.Password = "wrong-secret"; break;
            default: desk.Imap.Folder = "Elsewhere"; break;
        }

        var steps = await CheckedMailbox.CheckAsync(desk);

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
        await using var desk = await CheckedMailbox.PrepareAsync(world, "check.tag@marketfield.test");
        desk.Settings.ReplyTo = "somebody.else+{token}@marketfield.test";

        var steps = await CheckedMailbox.CheckAsync(desk);

        steps.Single(s => s.State == CheckState.Failed).Words.ShouldContain("did not come back. Look into the folder for spam");
        steps[^1].State.ShouldBe(CheckState.NotChecked);
    }

    [Fact]
    public async Task A_folder_for_processed_mail_that_is_not_there_wants_a_look()
    {
        await world.ReadyAsync();
        await using var desk = await CheckedMailbox.PrepareAsync(world, "check.moves@marketfield.test");
        (desk.Imap.MoveTo, desk.Imap.MoveFailedTo) = ("Processed", "Nowhere");

        var steps = await CheckedMailbox.CheckAsync(desk);

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
            await using var desk = await CheckedMailbox.PrepareAsync(world, $"check.hangs.{way.Name}@marketfield.test");
            if (way.Imap)
                desk.Imap.Port = silent.Port;
            if (way.Smtp)
                desk.Outgoing.Port = silent.Port;
            var begun = watch.Elapsed;
            var steps = await CheckedMailbox.CheckAsync(desk);
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
        await using var desk = await CheckedMailbox.PrepareAsync(world, "check.told@marketfield.test");

        var told = new List<CheckStep>();
        await foreach (var step in CheckedMailbox.RunAsync(desk))
            told.Add(step);

        told.Select(s => s.Name).ShouldBe(CheckedMailbox.Steps.SelectMany(name => new[] { name, name }));
        told.Index().Where(s => s.Index % 2 == 0).ShouldAllBe(s => s.Item.State == CheckState.Running);
    }

    [Fact]
    public async Task The_command_line_tests_all_mailboxes_and_says_whether_one_fails()
    {
        await world.ReadyAsync();
        await using var desk = await CheckedMailbox.PrepareAsync(world, "check.command@marketfield.test");
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
}
