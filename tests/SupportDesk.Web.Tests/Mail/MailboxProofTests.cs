using SupportDesk.Mail.Checking;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>What "Test connection" says of proofs: whether the desk believes its receiving server, and whether that server lets forged results through.</summary>
public sealed class MailboxProofTests(MailWorld world)
{
    [Fact]
    public async Task With_the_receiving_servers_name_alone_its_proof_is_believed_behind_dovecots_delivery()
    {
        await world.ReadyAsync();
        const string address = "check.well@marketfield.test";
        await using var desk = await CheckedMailbox.PrepareAsync(world, address);
        desk.Settings.Trust.Hosts = [];

        var steps = await CheckedMailbox.CheckAsync(desk);

        steps.Select(s => s.Name).ShouldBe(CheckedMailbox.Steps);
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
        await using var desk = await CheckedMailbox.PrepareAsync(world, address);
        (desk.Settings.Trust.AuthServIds, desk.Settings.Trust.Hosts) = (["results.marketfield.test"], []);

        var before = (await CheckedMailbox.CheckAsync(desk))[^2];
        desk.Settings.Trust.Hosts = [DovecotServer.HostName, world.DeskPostfix.HostName];
        var after = (await CheckedMailbox.CheckAsync(desk))[^2];

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
        await using var desk = await CheckedMailbox.PrepareAsync(world, "check.name@marketfield.test");
        desk.Settings.Trust.AuthServIds = ["mail.marketfield.test"];

        var proof = (await CheckedMailbox.CheckAsync(desk))[^2];

        proof.State.ShouldBe(CheckState.Look);
        proof.Words.ShouldContain($"they are signed by {world.AuthServId}, and Trust:AuthServIds names mail.marketfield.test.");
    }

    [Fact]
    public async Task A_server_that_says_nothing_of_its_own_mail_wants_a_look()
    {
        await world.ReadyAsync();
        await using var desk = await CheckedMailbox.PrepareAsync(world, "check.silent@marketfield.test");
        desk.Outgoing.Port = world.DeskPostfix.SubmissionPort;

        var proof = (await CheckedMailbox.CheckAsync(desk))[^2];

        proof.State.ShouldBe(CheckState.Look);
        proof.Words.ShouldContain("No line stands in the way of one.");
    }

    [Fact]
    public async Task A_server_that_lets_a_forged_proof_through_is_found_out()
    {
        await world.ReadyAsync();
        await using var desk = await CheckedMailbox.PrepareAsync(world, "check.forged@marketfield.test");
        desk.Outgoing.Port = world.DeskPostfix.SubmissionPort;

        var steps = await CheckedMailbox.CheckAsync(desk);

        steps.Where(s => s.State == CheckState.Failed).Select(s => s.Name).ShouldBe(["A forged proof"]);
        steps[^1].Words.ShouldStartWith($"The receiving server let a forged “Authentication-Results: {world.AuthServId}” through, and the desk would believe it");
    }

    [Fact]
    public async Task A_forged_proof_below_the_receiving_servers_fields_does_no_harm()
    {
        await world.ReadyAsync();
        await using var desk = await CheckedMailbox.PrepareAsync(world, "check.below@marketfield.test");
        desk.Settings.Trust.AuthServIds = ["elsewhere.example"];

        var steps = await CheckedMailbox.CheckAsync(desk);

        (steps[^1].State, steps[^1].Words).ShouldBe((CheckState.Works, "A forged Authentication-Results came through, but the desk does not believe it: it stands below the fields of the receiving server."));
    }
}
