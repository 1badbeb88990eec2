using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Tickets;

/// <summary>The agent's and the moderator's pages in a real browser, with the demo's story in them.</summary>
public sealed class LooksTests(Browser browser) : IAsyncLifetime
{
    private DeskApplication desk = null!;

    public async ValueTask InitializeAsync() => desk = await DeskApplication.StartAsync(new(Demo: true, Listen: true));

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_post_that_arrives_appears_and_the_composer_keeps_what_was_typed()
    {
        await using var context = await browser.OpenAsync();
        var page = await OpenAsync(context, "valeria");
        await page.GotoAsync(At("/tickets?view=open"));
        await page.ClickAsync("table.queue tr:has-text('Identity Verification') .words a");
        await page.Locator("#composer trix-editor").ClickAsync();
        await page.Keyboard.TypeAsync("Half a sentence");

        await desk.ReceiveAsync(long.Parse(Regex.Match(page.Url, @"\d+$").Value, null), "One more thing, if I may.");

        await Assertions.Expect(page.Locator("#thread .post").Last).ToContainTextAsync("One more thing, if I may.");
        await Assertions.Expect(page.Locator("#composer trix-editor")).ToContainTextAsync("Half a sentence");
        await Assertions.Expect(page.Locator("#composer trix-editor")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Assigning_takes_two_keys_and_a_choice()
    {
        await using var context = await browser.OpenAsync();
        var page = await OpenAsync(context, "valeria");
        await page.GotoAsync(At("/tickets?view=open"));
        await page.ClickAsync("table.queue .words a >> nth=0");

        await page.WaitForSelectorAsync("#composer trix-editor");

        await page.Keyboard.PressAsync("a");
        await page.Locator(".drop #act select").SelectOptionAsync(new SelectOptionValue { Value = $"{desk.Person("bojan")}" });
        await page.Locator(".drop #act button").ClickAsync();

        await Assertions.Expect(page.Locator(".flash")).ToContainTextAsync("is assigned to");
        await Assertions.Expect(page.Locator("#facts")).ToContainTextAsync("Bojan");
    }

    private string At(string path) => new Uri(desk.Address, path).AbsoluteUri;

    private async Task<IPage> OpenAsync(IBrowserContext context, string name)
    {
        await context.AddCookiesAsync([new() { Name = "desk-staff", Value = await desk.StaffCookieAsync(name), Url = $"{desk.Address}" }]);
        return await context.NewPageAsync();
    }
}
