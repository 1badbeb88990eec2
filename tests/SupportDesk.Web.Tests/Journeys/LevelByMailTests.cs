using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MimeKit;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Journeys;

/// <summary>J4: levels that work by mail alone, through real Postfix and Dovecot: a refusal for now, a day without our own server, and a decision by reply.</summary>
public sealed partial class LevelByMailTests(MailWorld world, Browser browser)
{
    const string Mailbox = "j4@marketfield.test", Tess = "tess@marketfield.test", Subject = "A picture before an identity";
    const string Words = "the picture needs a verified identity, which needs the picture", Statement = "A verified badge replaces the mandatory picture from now on.";
    static readonly TimeSpan Mail = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task A_case_is_acknowledged_forwarded_and_decided_by_mail_whatever_the_servers_do_meanwhile()
    {
        Machine.NeedsChromium();
        await world.ReadyAsync();
        await using var line = new Line(world.DeskPostfix.SubmissionPort);
        line.Open();
        await using var desk = await DeskProcess.StartAsync(
            world.DeskSettings(Mailbox).Append(new("Serilog:MinimumLevel:Default", "Warning")).Append(new("Mail:Outgoing:Port", $"{line.Port}")), "Development");
        var (damion, tess, ines) = (world.ClientOf("Damion M", "damion@customer.test"), world.ClientOf("Tess W", Tess), world.ClientOf("Ines A", "ines@marketfield.test"));
        world.Vouch(Tess);
        world.Vouch("ines@marketfield.test");
        await using var outside = await Seat.TakeAsync(browser, desk, null);

        // The level's mail is refused for now, and consent is narrowed meanwhile: his words no longer leave.
        var refusals = 0;
        var refusing = world.DeskPolicy.AtRecipient(Tess, "451 4.3.0 Not now", Mailbox, () => Interlocked.Increment(ref refusals));
        await PassUpAsync(desk, damion);
        var asked = await damion.WaitForAsync("the question of consent", m => OfThisDesk(m, desk, "/consent/"), Mail);
        await outside.GoAsync(Link("consent").Match(asked.TextBody!).Value);
        await outside.ConsentAsync("Named");
        await Eventually.True("Tess's mail was refused for now", () => Task.FromResult(Volatile.Read(ref refusals) > 0), Mail);
        await damion.ReplyAsync(asked, "COUNT ONLY");
        await damion.WaitForAsync("the desk has understood", m => m.InReplyTo is not null && OfThisDesk(m, desk, "") && m.TextBody!.Contains("count", StringComparison.OrdinalIgnoreCase) && m.MessageId != asked.MessageId, Mail);
        refusing.Dispose();
        await using var clock = await Seat.TakeAsync(browser, desk, "Ada P");
        await PushAsync(clock, "01:00:00");
        var notice = await tess.WaitForAsync("the case", m => OfThisDesk(m, desk, "/acknowledge/"), Mail);
        notice.TextBody!.ShouldNotContain(Words);
        notice.TextBody!.ShouldNotContain("Damion");

        // A scanner follows the link first; the case is acknowledged by the button.
        var acknowledge = Link("acknowledge").Match(notice.TextBody!).Value;
        await outside.GoAsync(acknowledge);
        await outside.GoAsync(acknowledge);
        await outside.Page.Locator("form.form button").First.ClickAsync();
        await outside.SeesAsync("It was acknowledged");

        // Our own server is away for a day while the case is passed on: nobody loses time.
        await line.CutAsync();
        await tess.ReplyAsync(notice, "forward:\nIt costs us people.");
        await clock.GoAsync("/escalations");
        await Eventually.True("the case stands with Ines", async () =>
        {
            await clock.Page.ReloadAsync();
            return await Card(clock, "Head of Trust & Safety").CountAsync() > 0;
        }, Mail);
        for (var day = 0; day < 2; day++)
            await PushAsync(clock, day == 0 ? "1.00:00:00" : "01:00:00");
        await Eventually.True("administrators are told that our server does not answer", async () =>
        {
            await clock.GoAsync("/escalations");
            return (await clock.Page.Locator("body").InnerTextAsync()).Contains("The mail server has not answered", StringComparison.Ordinal);
        }, Mail);
        line.Open();
        await PushAsync(clock, "01:00:00");
        var waiting = await ines.WaitForAsync("the case", m => OfThisDesk(m, desk, "/acknowledge/"), Mail);
        waiting.TextBody!.ShouldContain("It costs us people.");
        await clock.GoAsync("/escalations");
        await Assertions.Expect(Card(clock, "Head of Trust & Safety")).ToHaveCountAsync(1);
        await Assertions.Expect(Card(clock, "Head of Trust & Safety")).Not.ToContainTextAsync("verdue");

        // She decides by reply, sees the exact words, and confirms them.
        await ines.ReplyAsync(waiting, $"accepted:\n{Statement}");
        var shown = await ines.WaitForAsync("the exact words", m => m.TextBody!.Contains("CONFIRM", StringComparison.Ordinal) && OfThisDesk(m, desk, "/confirm/"), Mail);
        shown.TextBody!.ShouldContain(Statement);
        (await damion.AllAsync()).ShouldNotContain(m => m.TextBody!.Contains(Statement, StringComparison.Ordinal));
        await ines.ReplyAsync(shown, "CONFIRM");
        await damion.WaitForAsync("the decision", m => m.TextBody!.Contains(Statement, StringComparison.Ordinal) && OfThisDesk(m, desk, ""), Mail);

        await desk.StopAsync();
        var (code, output, error) = await desk.CommandAsync("receipts", "verify");
        code.ShouldBe(0, output + error);
    }

    async Task PassUpAsync(DeskProcess desk, RequesterMailClient damion)
    {
        await damion.SendAsync(Mailbox, Subject, $"Hello,\n\n{Words}.\n\nDamion");
        await damion.WaitForAsync("the acknowledgement", m => OfThisDesk(m, desk, "/track/"), Mail);
        await using var aldo = await Seat.TakeAsync(browser, desk, "Aldo L");
        await aldo.GoAsync("/tickets?view=open");
        var ticket = await aldo.Page.GetByRole(AriaRole.Link, new() { Name = Subject }).First.GetAttributeAsync("href") ?? throw new InvalidOperationException("no ticket");
        await aldo.PassUpAsync(ticket);
    }

    static async Task PushAsync(Seat seat, string by)
    {
        await seat.GoAsync("/mailroom");
        await seat.Page.Locator($"button[name=push][value='{by}']").ClickAsync();
        await seat.Page.WaitForLoadStateAsync();
    }

    static ILocator Card(Seat seat, string level) => seat.CardsAt(level, "Mandatory profile picture");

    // People of the cast get mail of other tests' desks too.
    static bool OfThisDesk(MimeMessage mail, DeskProcess desk, string path) => mail.TextBody?.Contains(desk.Address + path, StringComparison.Ordinal) == true;

    static Regex Link(string kind) => new($"http://[^ \\s]+/{kind}/[A-Za-z0-9_-]+", RegexOptions.NonBacktracking);
}
