using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SupportDesk.Mail.Incoming;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Tickets;

/// <summary>The pages that say why a sender is verified or not and in which letters a mail is read, and the test of a connection, in a real browser.</summary>
public sealed class SenderLooksTests(Browser browser, MailWorld world)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_are_accessible_light_dark_and_on_a_phone()
    {
        await world.ReadyAsync();
        const string address = "looks@marketfield.test";
        world.SignAs(address, "results.marketfield.test");
        var settings = new Dictionary<string, string?>(world.DeskSettings(address))
        {
            ["Mail:Outgoing:Port"] = $"{world.DeskPostfix.StrictPort}",
            ["Mail:Mailboxes:0:Trust:AuthServIds:0"] = "results.marketfield.test",
        };
        settings.Remove("Mail:Mailboxes:0:Trust:Hosts:0");
        await using var desk = await DeskApplication.StartAsync(new(Listen: true, Idle: true, More: settings));
        var number = await TakeAsync(desk);
        var post = (await desk.PostsAsync(number))[0].Id;

        await using var context = await browser.OpenAsync();
        await context.AddCookiesAsync([new() { Name = "desk-staff", Value = await desk.StaffCookieAsync("ada"), Url = $"{desk.Address}" }]);
        var page = await context.NewPageAsync();
        var pages = new[]
        {
            ("doubtful-letters", $"/tickets/{number}"), ("sender", $"/tickets/{number}/posts/{post}/sender"),
            ("read-as", $"/tickets/{number}/posts/{post}/letters?charset=koi8-u"), ("test-connection", "/admin/mailboxes/support/check"),
        };
        foreach (var (name, path) in pages)
        {
            await page.GotoAsync(new Uri(desk.Address, path).AbsoluteUri);
            await page.LookAsync(name);
        }

        await page.Locator("main button.first").ClickAsync();
        await Assertions.Expect(page.Locator(".checks")).ToContainTextAsync("the desk does not believe it, since this line stands above it");
        await page.LookAsync("test-connection-done");
    }

    static async Task<long> TakeAsync(DeskApplication desk)
    {
        var mailbox = await desk.ReadAsync(db => db.Mailboxes.Select(m => m.Id).FirstAsync(Stop));
        const string head = "Received: from mx.marketfield.test ([192.0.2.7]) by imap.marketfield.test with LMTP id qG7xJ2Y5Z2oA\n"
            + "Authentication-Results: results.marketfield.test; spf=pass smtp.mailfrom=customer.test; dmarc=pass header.from=customer.test\n"
            + "Received: from mail.customer.test (mail.customer.test [203.0.113.9]) by mx.marketfield.test (Postfix) with ESMTPS id 4Zr; Mon, 30 Nov 2026 10:00:00 +0000\nFrom: Muhammed <newcomer@customer.test>\nSubject: My shop\nContent-Type: text/plain\n\n";
        byte[] bytes = [.. Encoding.ASCII.GetBytes(head), .. CodePagesEncodingProvider.Instance.GetEncoding(20866)!.GetBytes("Мой магазин заблокирован, помогите. Я уже писал вам две недели назад."), (byte)'\n'];
        return (await desk.Services.GetRequiredService<Intake>().TakeAsync(new RawMail(mailbox, bytes), Stop)).TicketNumber!.Value;
    }
}
