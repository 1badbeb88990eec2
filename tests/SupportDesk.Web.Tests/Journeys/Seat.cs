using System.Text.RegularExpressions;
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
            await seat.ArrivesAsync(new($"^{Regex.Escape(desk.Address)}/$"));
        }

        return seat;
    }

    public async Task GoAsync(string path)
    {
        var answer = await page.GotoAsync(path.StartsWith("http", StringComparison.Ordinal) ? path : desk + path);
        answer!.Status.ShouldBeLessThan(400, $"{path} answered {answer.Status}");
    }

    public Task ClickAsync(string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();

    // The address is asked for again and again: Playwright's own wait for one waits for the page's load too, whose event it can miss.
    public Task ArrivesAsync(Regex address) => Assertions.Expect(page).ToHaveURLAsync(address, new() { Timeout = 40_000 });

    /// <summary>Is led elsewhere, as after an act that was done.</summary>
    /// <param name="path">The end of the address it leaves.</param>
    public Task LeavesAsync(string path) => Assertions.Expect(page).Not.ToHaveURLAsync(new Regex($"{Regex.Escape(path)}$"), new() { Timeout = 40_000 });

    /// <summary>Sees words on the page, also such as arrive by themselves.</summary>
    public Task SeesAsync(string words) => Assertions.Expect(page.Locator("main")).ToContainTextAsync(words, new() { Timeout = 20_000 });

    public Task SeesNoAsync(string words) => Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync(words);

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
