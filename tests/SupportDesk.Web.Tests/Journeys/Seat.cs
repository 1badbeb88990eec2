using Microsoft.Playwright;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Journeys;

/// <summary>One person in front of a browser of their own, signed in by the demo's one click.</summary>
sealed class Seat(IBrowserContext context, IPage page, string desk) : IAsyncDisposable
{
    public IPage Page => page;

    /// <param name="name">As on the sign-in page: <c>Valeria K</c>; null stays outside, as a requester does.</param>
    public static async Task<Seat> TakeAsync(Browser browser, DeskProcess desk, string? name, bool dark = false, bool narrow = false, bool script = true)
    {
        var context = await browser.OpenAsync(dark, narrow, script);
        var seat = new Seat(context, await context.NewPageAsync(), desk.Address);
        if (name is not null)
        {
            await seat.GoAsync("/sign-in");
            await seat.Page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
            await seat.Page.WaitForURLAsync($"{desk.Address}/");
        }

        return seat;
    }

    public async Task GoAsync(string path)
    {
        var answer = await page.GotoAsync(path.StartsWith("http", StringComparison.Ordinal) ? path : desk + path);
        answer!.Status.ShouldBeLessThan(400, $"{path} answered {answer.Status}");
    }

    public Task ClickAsync(string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();

    /// <summary>Sees words on the page, also such as arrive by themselves.</summary>
    public Task SeesAsync(string words) => Assertions.Expect(page.Locator("main")).ToContainTextAsync(words, new() { Timeout = 20_000 });

    public Task SeesNoAsync(string words) => Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync(words);

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
