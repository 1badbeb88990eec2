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
        await valeria.GoAsync("/tickets?view=unassigned");
        await valeria.Page.GetByRole(AriaRole.Link, new() { Name = "The picture and the identity" }).First.ClickAsync();
        var ticket = new Uri(valeria.Page.Url).AbsolutePath;
        await valeria.SeesAsync("did not proceed");
        await valeria.GoAsync($"{ticket}/assignment");
        await valeria.Page.Locator("select[name=Agent]").SelectOptionAsync(new SelectOptionValue { Index = await IndexOfAsync(valeria.Page, "Aldo L") });
        await valeria.Page.Locator("#act button").Last.ClickAsync();

        await using var aldo = await Seat.TakeAsync(browser, desk, "Aldo L");
        await aldo.GoAsync($"{ticket}/reply");
        await WriteAsync(aldo.Page, "I can’t change this rule, Damion, but I can carry what you say to those who can.");
        await aldo.ClickAsync("Send");
        var answer = await damion.WaitForAsync("Aldo's answer", m => m.TextBody?.Contains("carry what you say", StringComparison.Ordinal) == true, Mail);

        await aldo.GoAsync(ticket);
        await damion.ReplyAsync(answer, "Please pass this on to someone who can influence it.");
        await aldo.SeesAsync("Please pass this on to someone who can influence it.");
        await aldo.Page.Locator("article.post .said").Last.InnerTextAsync().ContinueWith(words => words.Result.ShouldNotContain("wrote:"), TaskScheduler.Default);

        await PassUpAsync(aldo, ticket);
        await ConsentAsync(desk, damion, "Named");
        await PassUpAsync(aldo, await TicketOfAsync(aldo, "Picture refused"));
        await ConsentAsync(desk, li, "Anonymous");

        await using var ines = await Seat.TakeAsync(browser, desk, "Ines A");
        await TimeOutAsync(ines, "Head of Trust & Safety");
        await damion.WaitForAsync("where it is now", m => m.TextBody?.Contains("Head of Trust & Safety", StringComparison.Ordinal) == true, Mail);
        await ines.SeesAsync("Damion M");
        await ines.SeesNoAsync("Li P");
        await Assertions.Expect(ines.Page.Locator("main svg[role=img]").First).ToBeVisibleAsync();
        var dossier = new Uri(ines.Page.Url).AbsolutePath;

        await ActAsync(ines, $"{dossier}/acknowledgement", null);
        await ActAsync(ines, $"{dossier}/question", "Would a badge do for you?");
        var question = await damion.WaitForAsync("the question", m => m.TextBody?.Contains("Would a badge do for you?", StringComparison.Ordinal) == true, Mail);
        await damion.ReplyAsync(question, "A badge would do for me.");
        await ines.GoAsync(dossier);
        await Eventually.True("the answer stands in the dossier", async () =>
        {
            await ines.Page.ReloadAsync();
            return (await ines.Page.Locator("main").InnerTextAsync()).Contains("A badge would do for me.", StringComparison.Ordinal);
        }, Mail);
        await ActAsync(ines, $"{dossier}/forwarding", "It costs us people.");

        await using var victor = await Seat.TakeAsync(browser, desk, "Victor N");
        await victor.GoAsync($"{dossier}/decision");
        await victor.Page.Locator("input[name=Outcome][value=Accepted]").CheckAsync();
        await victor.Page.Locator("textarea[name=Statement]").FillAsync(Statement);
        await victor.Page.Locator("button.preview").ClickAsync();
        await victor.Page.Locator("button.confirm").ClickAsync();

        foreach (var supporter in new[] { damion, li })
            (await supporter.WaitForAsync("the decision", m => m.TextBody?.Contains(Statement, StringComparison.Ordinal) == true, Mail)).TextBody!.ShouldNotContain(supporter == damion ? "Li P" : "Damion");
        await victor.GoAsync("/policies/mandatory-profile-picture");
        await victor.SeesAsync(Statement);

        await desk.StopAsync();
        var (code, output, error) = await desk.CommandAsync("receipts", "verify");
        code.ShouldBe(0, output + error);
    }

    private static async Task PassUpAsync(Seat aldo, string ticket)
    {
        await aldo.GoAsync($"{ticket}/escalation");
        await aldo.Page.Locator("label.choice", new() { HasText = "Mandatory profile picture" }).Locator("input").CheckAsync();
        await aldo.Page.Locator("input[name='Passages[0].Picked']").CheckAsync();
        await aldo.ClickAsync("Pass up to policy");
        await aldo.Page.WaitForURLAsync(url => !url.EndsWith("/escalation", StringComparison.Ordinal));
    }

    private async Task ConsentAsync(DeskProcess desk, RequesterMailClient who, string form)
    {
        var asked = await who.WaitForAsync("the question of consent", m => ConsentLink().IsMatch(m.TextBody ?? ""), Mail);
        await using var at = await Seat.TakeAsync(browser, desk, null);
        await at.GoAsync(ConsentLink().Match(asked.TextBody!).Value);
        await at.Page.Locator($"input[name=Form][value={form}]").CheckAsync();
        await at.Page.Locator("form.form button").ClickAsync();
        await at.Page.WaitForURLAsync(url => url.Contains("/track/", StringComparison.Ordinal));
    }

    // The demo's clock goes from one due moment to the next until the case stands at the level; then its dossier is opened.
    private static async Task TimeOutAsync(Seat seat, string level)
    {
        for (var pushes = 0; pushes < 12; pushes++)
        {
            await seat.GoAsync("/escalations");
            var card = seat.Page.Locator("section", new() { HasText = level }).Locator("a[href^='/escalations/']", new() { HasText = "Mandatory profile picture" });
            if (await card.CountAsync() > 0)
            {
                await card.First.ClickAsync();
                return;
            }

            await seat.GoAsync("/mailroom");
            await seat.Page.Locator("button[name=until]").ClickAsync();
        }

        throw new InvalidOperationException($"The case did not come to {level}");
    }

    private static async Task ActAsync(Seat seat, string path, string? words)
    {
        await seat.GoAsync(path);
        if (words is not null)
            await seat.Page.Locator("#act textarea").First.FillAsync(words);
        await seat.Page.Locator("#act button.climb").ClickAsync();
        await seat.Page.WaitForURLAsync(url => !url.EndsWith(path, StringComparison.Ordinal));
    }

    private static async Task WriteAsync(IPage page, string words)
    {
        var editor = page.Locator("trix-editor");
        if (await editor.CountAsync() > 0)
            await editor.PressSequentiallyAsync(words);
        else
            await page.Locator("textarea[name=words]").FillAsync(words);
    }

    private static async Task<string> TicketOfAsync(Seat seat, string subject)
    {
        await seat.GoAsync("/tickets?view=open");
        return await seat.Page.GetByRole(AriaRole.Link, new() { Name = subject }).First.GetAttributeAsync("href") ?? throw new InvalidOperationException($"No ticket {subject}");
    }

    private static async Task<int> IndexOfAsync(IPage page, string agent)
    {
        var options = await page.Locator("select[name=Agent] option").AllInnerTextsAsync();
        return options.Index().First(o => o.Item.StartsWith(agent, StringComparison.Ordinal)).Index;
    }

    [GeneratedRegex("http://[^ ]+/consent/[A-Za-z0-9_-]+", RegexOptions.NonBacktracking)]
    private static partial Regex ConsentLink();
}
