using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Journeys;

/// <summary>J1: Damion's case in real browsers, with real mail by Postfix and Dovecot, from his first mail to the decision.</summary>
public sealed partial class SeedCaseTests(MailWorld world, Browser browser)
{
    private const string Mailbox = "j1@marketfield.test";
    private const string Statement = "A verified badge replaces the mandatory picture from next month on.";
    private static readonly TimeSpan Mail = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Damions_case_goes_from_his_first_mail_to_the_decision()
    {
        Machine.NeedsChromium();
        await world.ReadyAsync();
        await using var desk = await DeskProcess.StartAsync(world.DeskSettings(Mailbox).Append(new("Serilog:MinimumLevel:Default", "Warning")), "Development");
        var damion = world.ClientOf("Damion M", "damion@customer.test");
        var li = world.ClientOf("Li P", "li@customer.test");

        await damion.SendAsync(Mailbox, "The picture and the identity", "Hello,\n\nthe picture needs a verified identity, which needs the picture.\n\nDamion");
        var acknowledged = await damion.WaitForAsync("the acknowledgement", m => m.Subject?.Contains("The picture and the identity", StringComparison.Ordinal) == true, Mail);
        acknowledged.TextBody!.ShouldContain("/track/");
        acknowledged.Headers["Auto-Submitted"].ShouldNotBeNull();

        await using var valeria = await Seat.TakeAsync(browser, desk, "Valeria K");
        var ticket = await valeria.AssignAsync("The picture and the identity", "Aldo L");

        await using var aldo = await Seat.TakeAsync(browser, desk, "Aldo L");
        await aldo.GoAsync(ticket);
        await aldo.SeesAsync("did not proceed");
        await aldo.Page.Locator("#composer summary").ClickAsync();
        await aldo.ClickAsync("We pass this on");
        await aldo.Page.Locator("#composer trix-editor").PressSequentiallyAsync(" I will carry what you say.");
        await aldo.Page.Locator("#composer button[name=then][value=Pend]").ClickAsync();
        var answer = await damion.WaitForAsync("Aldo's answer", m => m.TextBody?.Contains("I will carry what you say", StringComparison.Ordinal) == true, Mail);

        await aldo.GoAsync(ticket);
        await damion.ReplyAsync(answer, "Please pass this on to someone who can influence it.");
        await aldo.SeesAsync("Please pass this on to someone who can influence it.");
        await aldo.Page.Locator("article.post .said").Last.InnerTextAsync().ContinueWith(words => words.Result.ShouldNotContain("wrote:"), TaskScheduler.Default);

        await aldo.PassUpAsync(ticket);
        await ConsentAsync(desk, damion, "Named");
        await aldo.PassUpAsync(await TicketOfAsync(aldo, "Picture refused"));
        await ConsentAsync(desk, li, "Anonymous");

        await using var ines = await Seat.TakeAsync(browser, desk, "Ines A");
        var dossier = await ines.TimeOutAsync("Head of Trust & Safety");
        await damion.WaitForAsync("where it is now", m => m.TextBody?.Contains("Head of Trust & Safety", StringComparison.Ordinal) == true, Mail);
        await ines.SeesAsync("Team lead: time ran out");
        await ines.SeesAsync("Damion M");
        await ines.SeesNoAsync("Li P");
        await Assertions.Expect(ines.Page.Locator("main svg[role=img]").First).ToBeVisibleAsync();

        await ines.ActAsync($"{dossier}/acknowledgement", null);
        await ines.ActAsync($"{dossier}/question", "Would a badge do for you?");
        var question = await damion.WaitForAsync("the question", m => m.TextBody?.Contains("Would a badge do for you?", StringComparison.Ordinal) == true, Mail);
        await damion.ReplyAsync(question, "A badge would do for me.");
        await ines.GoAsync(dossier);
        await Eventually.True("the answer stands in the dossier", async () =>
        {
            await ines.Page.ReloadAsync();
            return (await ines.Page.Locator("main").InnerTextAsync()).Contains("A badge would do for me.", StringComparison.Ordinal);
        }, Mail);
        await ines.ActAsync($"{dossier}/forwarding", "It costs us people.");

        await using var victor = await Seat.TakeAsync(browser, desk, "Victor N");
        await victor.DecideAsync(dossier, Statement);

        foreach (var supporter in new[] { damion, li })
            (await supporter.WaitForAsync("the decision", m => m.TextBody?.Contains(Statement, StringComparison.Ordinal) == true, Mail)).TextBody!.ShouldNotContain(supporter == damion ? "Li P" : "Damion");
        await victor.GoAsync("/policies/mandatory-profile-picture");
        await victor.SeesAsync(Statement);

        await desk.StopAsync();
        var (code, output, error) = await desk.CommandAsync("receipts", "verify");
        code.ShouldBe(0, output + error);
    }

    private async Task ConsentAsync(DeskProcess desk, RequesterMailClient who, string form)
    {
        var asked = await who.WaitForAsync("the question of consent", m => ConsentLink().IsMatch(m.TextBody ?? ""), Mail);
        await using var at = await Seat.TakeAsync(browser, desk, null);
        await at.GoAsync(ConsentLink().Match(asked.TextBody!).Value);
        await at.ConsentAsync(form);
    }

    private static async Task<string> TicketOfAsync(Seat seat, string subject)
    {
        await seat.GoAsync("/tickets?view=open");
        return await seat.Page.GetByRole(AriaRole.Link, new() { Name = subject }).First.GetAttributeAsync("href") ?? throw new InvalidOperationException($"No ticket {subject}");
    }

    [GeneratedRegex("http://[^ ]+/consent/[A-Za-z0-9_-]+", RegexOptions.NonBacktracking)]
    private static partial Regex ConsentLink();
}
