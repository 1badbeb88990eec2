using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Tests.Access;

public sealed class SignInTests
{
    private const string Secret = "a long enough sentence";

    [Fact]
    public async Task The_right_password_opens_the_page_that_was_asked_for()
    {
        await using var desk = await DeskAsync();
        using var browser = desk.Stranger();

        var refused = await browser.GetAsync("/tickets?view=mine");
        var entered = await TryAsync(browser, "aldo@marketfield.test", Secret, refused.Location!);

        entered.Location.ShouldBe("/tickets?view=mine");
        (await browser.FollowAsync(entered)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("//evil.test")]
    [InlineData("/\\evil.test")]
    [InlineData("https:evil.test")]
    public async Task Signing_in_leads_nowhere_outside_the_desk(string where)
    {
        await using var desk = await DeskAsync();
        using var browser = desk.Stranger();

        var entered = await TryAsync(browser, "aldo@marketfield.test", Secret, $"/sign-in?returnUrl={Uri.EscapeDataString(where)}");

        entered.Location.ShouldBe("/");
    }

    [Fact]
    public async Task Unknown_wrong_and_deactivated_get_one_answer()
    {
        await using var desk = await DeskAsync();
        await desk.DoAsync(async db =>
        {
            var bojan = await db.People.SingleAsync(p => p.Id == desk.Person("bojan"));
            bojan.Deactivate(await db.Users.SingleAsync(a => a.Id == bojan.Id), Events.Actor.System(Events.Via.CommandLine), desk.Clock.Now);
            return true;
        });
        using var browser = desk.Stranger();

        var answers = new List<DeskPage>();
        foreach (var (address, password) in new[] { ("nobody@marketfield.test", Secret), ("aldo@marketfield.test", "not this sentence"), ("bojan@marketfield.test", Secret), ("damion@customer.test", Secret) })
            answers.Add(await TryAsync(browser, address, password));

        answers.Select(a => a.WordsOf(".errors")).Distinct().ShouldHaveSingleItem()!.ShouldStartWith("That address and password do not belong together");
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_and_no_other()
    {
        await using var desk = await DeskAsync();
        using var browser = desk.Stranger();

        for (var tries = 0; tries < 5; tries++)
            await TryAsync(browser, "aldo@marketfield.test", "not this sentence");

        (await TryAsync(browser, "aldo@marketfield.test", Secret)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await TryAsync(browser, "valeria@marketfield.test", Secret)).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Many_tries_from_one_network_are_refused_whatever_accounts_they_try()
    {
        await using var desk = await DeskAsync("10.0.0.1");
        using var browser = desk.Stranger();
        browser.Always("X-Forwarded-For", "2001:db8:1:2::1");
        for (var tries = 0; tries < SignInLimit.Tries; tries++)
            (await TryAsync(browser, $"guess{tries}@marketfield.test", Secret)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        browser.Always("X-Forwarded-For", "2001:db8:1:2:ffff::9");
        var refused = await TryAsync(browser, "aldo@marketfield.test", Secret);
        browser.Always("X-Forwarded-For", "2001:db8:1:3::1");
        var neighbour = await TryAsync(browser, "aldo@marketfield.test", Secret);

        refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        int.Parse(refused.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 60);
        refused.WordsOf(".errors").ShouldBe("There were too many tries from your network. Wait a minute, then try again.");
        neighbour.Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_forged_forwarding_header_escapes_no_limit()
    {
        await using var desk = await DeskAsync();
        using var browser = desk.Stranger();

        for (var tries = 0; tries < SignInLimit.Tries; tries++)
        {
            browser.Always("X-Forwarded-For", $"198.51.100.{tries}");
            await TryAsync(browser, $"guess{tries}@marketfield.test", Secret);
        }

        (await TryAsync(browser, "aldo@marketfield.test", Secret)).Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    // The staff of the tests have no passwords; these get one.
    private static async Task<DeskApplication> DeskAsync(string? proxy = null)
    {
        var desk = await DeskApplication.StartAsync(new(More: proxy is null ? null : new Dictionary<string, string?> { ["Site:Proxies:0"] = proxy }));
        await using var scope = desk.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        foreach (var name in new[] { "aldo", "bojan", "valeria" })
            (await accounts.AddPasswordAsync((await accounts.FindByIdAsync($"{desk.Person(name)}"))!, Secret)).Succeeded.ShouldBeTrue();
        return desk;
    }

    private static async Task<DeskPage> TryAsync(DeskClient browser, string address, string password, string at = "/sign-in") =>
        await browser.SubmitAsync(await browser.GetAsync(at), "form.form", [("Address", address), ("Password", password)]);
}
