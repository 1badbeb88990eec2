using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;

namespace SupportDesk.Web.Tests.Admin;

public sealed class MailboxPagesTests
{
    const string Support = "/admin/mailboxes/support";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_that_was_set_aside_is_shown_with_its_reason_and_tried_again_with_one_click()
    {
        await using var desk = await DeskApplication.StartAsync(new());
        await PoisonAsync(desk);
        await desk.ReadAsync(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER Poison", Stop));
        using var ada = await desk.SignInAsync("ada");
        var page = await ada.GetAsync(Support);
        page.WordsOf("#set-aside li")!.ShouldContain("It could not be taken in (SqliteException).");

        var sent = await ada.SubmitAsync(page, "#set-aside form");
        var after = await ada.FollowAsync(sent);

        sent.Location.ShouldBe(Support);
        after.WordsOf(".flash")!.ShouldContain("It is taken in now: #");
        after.WordsOf("#set-aside")!.ShouldContain("No mail is set aside");
        (await desk.ReadAsync(db => db.Tickets.CountAsync(t => t.Subject == "Poisoned", Stop))).ShouldBe(1);
    }

    [Fact]
    public async Task One_that_fails_again_says_so_and_stays()
    {
        await using var desk = await DeskApplication.StartAsync(new());
        await PoisonAsync(desk);
        using var ada = await desk.SignInAsync("ada");

        var answer = await ada.SubmitAsync(await ada.GetAsync(Support), "#set-aside form");

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.WordsOf(".errors")!.ShouldContain("It failed again and stays set aside.");
        (await ada.GetAsync(Support)).WordsOf("#set-aside li")!.ShouldContain("Tried again on ");
    }

    [Fact]
    public async Task Only_administrators_see_mailboxes_and_try_them()
    {
        await using var desk = await DeskApplication.StartAsync(new());
        using var aldo = await desk.SignInAsync("aldo");

        foreach (var path in (string[])[Support, $"{Support}/check", $"{Support}/set-aside/1"])
            (await aldo.GetAsync(path)).Location!.ShouldContain("/no-access");
        (await aldo.PostAsync($"{Support}/check")).Location!.ShouldContain("/no-access");
    }

    [Fact]
    public async Task Health_and_administration_say_which_mailbox_is_wrong_and_what_to_do()
    {
        await using var desk = await DeskApplication.StartAsync(new(More: new Dictionary<string, string?>
        {
            ["Mail:Mailboxes:0:Name"] = "support",
            ["Mail:Mailboxes:0:Address"] = "support@marketfield.test",
            ["Mail:Mailboxes:0:Imap:Host"] = "127.0.0.1",
            ["Mail:Mailboxes:0:Imap:Port"] = "1",
            ["Mail:Mailboxes:0:Imap:User"] = "support@marketfield.test",
            ["Mail:Mailboxes:0:Imap:Password"] = "secret",
        }));
        await Eventually.True("it is noted", () => desk.ReadAsync(db => db.MailboxWatches.AnyAsync(w => w.LastError != null, Stop)));
        await desk.ReadAsync(db => db.MailboxWatches.ExecuteUpdateAsync(set => set.SetProperty(w => w.Missing, 2).SetProperty(w => w.MissingUids, "7, 9"), Stop));

        var health = await desk.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Stop);
        using var ada = await desk.SignInAsync("ada");
        var (list, one) = (await ada.GetAsync("/admin/mailboxes"), await ada.GetAsync(Support));

        var mailboxes = health.Entries["mailboxes"];
        mailboxes.Status.ShouldBe(HealthStatus.Degraded);
        foreach (var words in (string[])[mailboxes.Description!, list.Text, one.Text])
        {
            words.ShouldContain("Nobody listens at 127.0.0.1:1: check Port; IMAP is usually at 993 (Tls) or 143 (StartTls).");
            words.ShouldContain("2 mails lie at the server and could not be taken in (number 7, 9)");
        }

        one.Text.ShouldNotContain("secret");
    }

    [Fact]
    public async Task The_check_says_its_steps_without_a_script()
    {
        await using var desk = await DeskApplication.StartAsync(new());
        using var ada = await desk.SignInAsync("ada");

        var answer = await ada.SubmitAsync(await ada.GetAsync($"{Support}/check"), "main form");

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.WordsOf(".narrow > [role=status]").ShouldBe("There was nothing to try.");
        answer.WordsOf(".checks")!.ShouldContain("Nothing is fetched for support@marketfield.test");
        answer.WordsOf(".checks")!.ShouldContain("No server is named under Mail:Outgoing");
    }

    [Fact]
    public async Task The_test_of_a_connection_shows_each_step_while_the_server_is_still_silent()
    {
        using var silent = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var desk = await DeskApplication.StartAsync(new(Idle: true, More: new Dictionary<string, string?>
        {
            ["Mail:Mailboxes:0:Name"] = "support",
            ["Mail:Mailboxes:0:Address"] = "support@marketfield.test",
            ["Mail:Mailboxes:0:Imap:Host"] = "127.0.0.1",
            ["Mail:Mailboxes:0:Imap:Port"] = $"{((IPEndPoint)silent.LocalEndpoint).Port}",
            ["Mail:Mailboxes:0:Imap:User"] = "support@marketfield.test",
            ["Mail:Mailboxes:0:Imap:Password"] = "secret",
        }));
        using var ada = await desk.SignInAsync("ada");

        using var answer = await ada.BeginAsync(await ada.GetAsync($"{Support}/check"));
        using var page = new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));
        var begun = await ReadToAsync(page, "<b>TLS</b>");
        silent.Stop();
        var rest = await page.ReadToEndAsync(Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        begun.ShouldContain("Somebody listens at port");
        begun.ShouldNotContain("It fails at");
        WebUtility.HtmlDecode(rest).ShouldContain("It fails at “TLS”.");
        rest.ShouldNotContain("<state");
        rest.TrimEnd().ShouldEndWith("</html>", customMessage: "the page is whole");
    }

    static async Task<string> ReadToAsync(StreamReader page, string mark)
    {
        var read = new System.Text.StringBuilder();
        var buffer = new char[256];
        while (!read.ToString().Contains(mark, StringComparison.Ordinal) && await page.ReadAsync(buffer.AsMemory(), Stop) is > 0 and var count)
            read.Append(buffer, 0, count);
        return read.ToString();
    }

    static async Task PoisonAsync(DeskApplication desk)
    {
        await desk.ReadAsync(db => db.Database.ExecuteSqlRawAsync("CREATE TRIGGER Poison BEFORE INSERT ON Posts WHEN new.Text = 'poison' BEGIN SELECT RAISE(ABORT, 'poison'); END", Stop));
        var mailbox = await desk.ReadAsync(db => db.Mailboxes.Select(m => m.Id).SingleAsync(Stop));
        var result = await desk.Services.GetRequiredService<Intake>().TakeAsync(new RawMail(mailbox, "From: damion@customer.test\nSubject: Poisoned\n\npoison\n"u8.ToArray()), Stop);
        result.Outcome.ShouldBe(MailOutcome.SetAside);
    }
}
