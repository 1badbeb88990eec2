using System.Net;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Assets;

/// <summary>One desk for the tests of what stands before every page.</summary>
public sealed class FrontDesk : IAsyncLifetime
{
    private DeskProcess? desk;

    internal DeskProcess Desk => desk!;

    public async ValueTask InitializeAsync() => desk = await DeskProcess.StartAsync([]);

    public ValueTask DisposeAsync() => desk?.DisposeAsync() ?? ValueTask.CompletedTask;
}

[CollectionDefinition("front")]
public sealed class FrontTogether : ICollectionFixture<FrontDesk>;

[Collection("front")]
public sealed class FrontTests(FrontDesk front, Browser browser)
{
    private readonly HttpClient client = front.Desk.Client;

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/error/500")]
    [InlineData("/health/live")]
    [InlineData("/icon.svg")]
    public async Task Every_answer_says_what_it_may_load(string address)
    {
        var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);

        answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldStartWith("default-src 'none'; script-src 'self';");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task A_file_is_kept_for_ever_under_its_version_only()
    {
        var page = await client.GetStringAsync("/sign-in", TestContext.Current.CancellationToken);
        var address = page.Split('"').First(part => part.EndsWith("/js/desk.js", StringComparison.Ordinal));

        var versioned = await client.GetAsync(address, TestContext.Current.CancellationToken);
        var old = await client.GetAsync("/assets/00000000/js/desk.js", TestContext.Current.CancellationToken);

        versioned.Headers.CacheControl!.ToString().ShouldContain("max-age=31536000");
        old.StatusCode.ShouldBe(HttpStatusCode.OK);
        old.Headers.CacheControl!.ToString().ShouldBe("no-cache");
    }

    [Fact]
    public async Task A_form_carries_its_act_and_its_token()
    {
        var page = await client.GetStringAsync("/sign-in", TestContext.Current.CancellationToken);

        page.ShouldContain("name=\"act\"");
        page.ShouldContain("name=\"__RequestVerificationToken\"");
    }

    [Fact]
    public async Task A_fragment_that_fails_comes_as_a_notice()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/error/404") { Headers = { { "HX-Request", "true" } } };

        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.Headers.GetValues("HX-Retarget").ShouldBe(["#flash"]);
        var words = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        words.ShouldContain("There is nothing here");
        words.ShouldNotContain("<html");
    }

    [Theory]
    [InlineData("/sign-in", false, false)]
    [InlineData("/sign-in", true, true)]
    [InlineData("/error/403", false, true)]
    public async Task Pages_without_account_are_sound(string address, bool dark, bool narrow)
    {
        await using var context = await browser.OpenAsync(dark, narrow);
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, line) => complaints.Add(line.Text);

        await page.GotoAsync(front.Desk.Address + address);

        await page.ShouldBeAccessibleAsync();
        await page.ShouldNotScrollSidewaysAsync();
        complaints.Where(line => line.Contains("Content Security Policy", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
