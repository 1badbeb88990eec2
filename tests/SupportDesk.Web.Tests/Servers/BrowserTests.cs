namespace SupportDesk.Web.Tests.Servers;

public sealed class BrowserTests(Browser browser)
{
    const string Sound = "<!doctype html><html lang=en><title>Desk</title><main><h1>Desk</h1><p id=said>quiet<script>said.textContent = 'spoken'</script></main>";

    [Fact]
    public async Task Chromium_shows_a_page()
    {
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();

        await page.SetContentAsync(Sound);

        (await page.InnerTextAsync("#said")).ShouldBe("spoken");
        (await page.TitleAsync()).ShouldBe("Desk");
        await page.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task Axe_finds_a_planted_violation()
    {
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        await page.SetContentAsync(Sound + "<img src=data:,>");

        var refusal = await Record.ExceptionAsync(page.ShouldBeAccessibleAsync);

        refusal.ShouldNotBeNull().Message.ShouldContain("image-alt (critical)");
        refusal.ShouldNotBeNull().Message.ShouldContain("<img src=");
    }

    [Fact]
    public async Task Without_JavaScript_no_script_runs()
    {
        await using var context = await browser.OpenAsync(script: false);
        var page = await context.NewPageAsync();

        await page.GotoAsync("data:text/html," + Uri.EscapeDataString(Sound));

        (await page.InnerTextAsync("#said")).ShouldBe("quiet");
    }

    [Fact]
    public async Task Narrow_window_tells_what_sticks_out()
    {
        await using var context = await browser.OpenAsync(narrow: true, dark: true);
        var page = await context.NewPageAsync();
        await page.SetContentAsync("<!doctype html><meta name=viewport content='width=device-width'><p class=wide style='width:500px'>wide");

        var refusal = await Record.ExceptionAsync(page.ShouldNotScrollSidewaysAsync);

        refusal.ShouldNotBeNull().Message.ShouldContain("p.wide: 508");
        (await page.EvaluateAsync<bool>("() => matchMedia('(prefers-color-scheme: dark)').matches")).ShouldBeTrue();
    }
}
