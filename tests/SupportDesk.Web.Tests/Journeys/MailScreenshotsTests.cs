using SupportDesk.Threads;
using SupportDesk.Web.Tests.Servers;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Journeys;

/// <summary>Takes the pictures of mail as staff see it, and holds each page to axe and to a telephone's width.</summary>
public sealed class MailScreenshotsTests(Browser browser)
{
    private const string Letter = """
        Content-Type: text/html; charset=utf-8

        <div style="font-family: Georgia; color: #333"><p>Dear team,</p><p>we need ten licences. Max knows the details of our offices:</p>
        <table border="1" cellpadding="6" style="border-collapse: collapse"><tr style="background-color: #eef"><th>Office</th><th>People</th><th>Since</th><th>Contract</th><th>Person</th><th>Telephone</th></tr>
        <tr><td>Haifa</td><td>4</td><td>2024-03-01</td><td>4711-0815-2024</td><td>Noa</td><td>+972 4 555 0100</td></tr>
        <tr><td>Ulm</td><td>6</td><td>2025-10-12</td><td>4711-0816-2025</td><td>Max</td><td>+49 731 5550 123</td></tr></table>
        <p dir="rtl">תודה רבה על העזרה, נשמח לתשובה עד יום חמישי.</p><p>Kind regards<br>Eva</p><img src="https://tracker.test/pixel.gif" alt="Logo"></div>
        """;

    [Fact]
    public async Task Pages_about_mail_are_accessible_and_fit_a_telephone()
    {
        Machine.NeedsChromium();
        await using var desk = await DeskApplication.StartAsync(new(Demo: true, Listen: true, More: new Dictionary<string, string?> { ["Mail:UnprovedAcknowledgementsPerHour"] = "1" }));
        var eva = await desk.ArriveAsync("From: Eva <eva@team.test>|Subject: Licence for our team|Reply-To: Office <office@team.test>|Cc: Max Held <max@team.test>, Noa <noa@team.test>", Letter, Verdict.Proved);
        await desk.ArriveAsync($"From: Eva <eva@team.test>|Subject: Re: [#{eva.TicketNumber}] Licence for our team", "Content-Type: text/plain\n\nPlease send me the whole history.", Verdict.Failed);
        await desk.ArriveAsync("Return-Path: <>|From: Mail Delivery System <mailer-daemon@mx.team.test>|Subject: Undelivered mail returned to sender", "Content-Type: text/plain\n\nIt could not be delivered.", Verdict.Unproved);
        var twice = ("From: Nora <nora@customer.test>|Subject: A lamp that is broken|Message-ID: <lamp@customer.test>", "Content-Type: text/plain\n\nIt is broken.");
        await desk.ArriveAsync(twice.Item1, twice.Item2);
        await desk.ArriveAsync($"Delivered-To: help@marketfield.test|{twice.Item1}", twice.Item2);
        await desk.ArriveAsync("From: First <first@elsewhere.test>|Subject: Opening hours", "Content-Type: text/plain\n\nWhen are you open?", Verdict.Unproved);
        var unanswered = await desk.ArriveAsync(
            "From: Somebody <somebody@elsewhere.test>|Subject: A discount", "Content-Type: text/plain\n\nIs there a discount for schools?", Verdict.Unproved);
        var post = (await desk.PostsAsync(eva.TicketNumber!.Value))[0].Id;

        foreach (var (dark, narrow, suffix) in new[] { (false, false, "light"), (true, false, "dark"), (false, true, "narrow") })
        {
            await using var context = await browser.OpenAsync(dark, narrow);
            await context.AddCookiesAsync([new() { Name = "desk-staff", Value = await desk.StaffCookieAsync("valeria"), Url = desk.Address.AbsoluteUri }]);
            var page = await context.NewPageAsync();
            foreach (var (name, path) in new[] { ("mail-on-ticket", $"/tickets/{eva.TicketNumber}"), ("as-it-was-sent", $"/tickets/{eva.TicketNumber}/mail/{post}"), ("no-ticket", "/mail/no-ticket"), ("include", $"/tickets/{eva.TicketNumber}/participant") })
            {
                await page.GotoAsync(new Uri(desk.Address, path).AbsoluteUri);
                if (name == "mail-on-ticket")
                    await page.Locator("#post-1 .mail-head summary").ClickAsync();
                await page.ShouldBeAccessibleAsync();
                await page.ShouldKeepItsSpacesAsync();
                if (narrow)
                    await page.ShouldNotScrollSidewaysAsync();
                await page.ScreenshotAsync($"{name}-{suffix}");
            }
        }

        await LookAtMoreAsync(desk, [
            ("no-acknowledgement", "valeria", $"/tickets/{unanswered.TicketNumber}"), ("mailboxes-warn", "ada", "/admin/mailboxes"),
            ("answer-address", "valeria", $"/tickets/{eva.TicketNumber}/mail/{post}/requester"), ("held-why", "valeria", "/held"),
        ]);
    }

    private async Task LookAtMoreAsync(DeskApplication desk, (string Name, string Person, string Path)[] pages)
    {
        foreach (var (name, person, path) in pages)
        {
            await using var context = await browser.OpenAsync();
            await context.AddCookiesAsync([new() { Name = "desk-staff", Value = await desk.StaffCookieAsync(person), Url = desk.Address.AbsoluteUri }]);
            var page = await context.NewPageAsync();
            await page.GotoAsync(new Uri(desk.Address, path).AbsoluteUri);
            await page.LookAsync(name);
        }
    }
}
