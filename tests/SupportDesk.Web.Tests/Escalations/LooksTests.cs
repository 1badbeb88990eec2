using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Web.Tests.Servers;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Escalations;

/// <summary>The pages of what climbs in a real browser, with the demo's story passed up.</summary>
public sealed class LooksTests(Browser browser) : IAsyncLifetime
{
    private DeskApplication desk = null!;

    public async ValueTask InitializeAsync() => desk = await DeskApplication.StartAsync(new(Demo: true, Listen: true));

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_dossier_in_view_is_opened_and_says_so_without_a_reload()
    {
        var (_, number) = await PassUpAsync();
        await using var context = await browser.OpenAsync();
        var page = await OpenAsync(context, "tess");

        await page.GotoAsync(At($"/escalations/{number}"));

        await Assertions.Expect(page.Locator("#trail")).ToContainTextAsync("Opened by Team lead");
        await Assertions.Expect(page.Locator("#ladder .now")).ToContainTextAsync("opened");
    }

    private async Task<(long Ticket, long Number)> PassUpAsync()
    {
        var ticket = await desk.ReadAsync(db => db.Tickets.Where(t => t.Subject == "Identity verification / profile picture").Select(t => t.Number).SingleAsync());
        var second = await desk.ReadAsync(db => db.Tickets.Where(t => t.Subject.StartsWith("Picture refused")).Select(t => t.Number).SingleAsync());
        var policy = await desk.ReadAsync(db => db.Policies.Where(p => p.Slug == "mandatory-profile-picture").Select(p => p.Id).SingleAsync());
        await UpAsync(ticket, policy, Consent.Named);
        await UpAsync(second, policy, Consent.Anonymous);
        return (ticket, await desk.ReadAsync(db => db.Escalations.Where(e => e.PolicyId == policy && e.Climb.IsOpen).Select(e => e.Number).FirstAsync()));
    }

    private async Task UpAsync(long ticket, Guid policy, Consent consent)
    {
        var post = (await desk.PostsAsync(ticket))[0];
        await desk.DoAsync(db => new PassUp(db, Microsoft.Extensions.Options.Options.Create(new EscalationOptions())).DoAsync(
            db.Tickets.Single(t => t.Number == ticket), new(policy, "", [.. PassingUp.Paragraphs(post.Text).Where(p => p.Length > 60).Select(p => new PickedWords(post.Id, p))], post.Id, "It hits new people now."), desk.By("aldo"), desk.Clock.Now, default));
        await desk.DoAsync(async db =>
        {
            var supporter = await db.Supporters.SingleAsync(s => db.Tickets.Any(t => t.Number == ticket && t.Id == s.TicketId));
            supporter.Answer(consent, "test", 1, fresh: true, new(supporter.PersonId, Capacity.Supporter, Via.Web), desk.Clock.Now);
            return true;
        });
    }

    private string At(string path) => new Uri(desk.Address, path).AbsoluteUri;

    private async Task<IPage> OpenAsync(IBrowserContext context, string name)
    {
        await context.AddCookiesAsync([new() { Name = "desk-staff", Value = await desk.StaffCookieAsync(name), Url = $"{desk.Address}" }]);
        return await context.NewPageAsync();
    }
}
