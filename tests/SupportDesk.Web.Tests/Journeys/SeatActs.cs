using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace SupportDesk.Web.Tests.Journeys;

/// <summary>The acts of a case as people do them on the pages, with script or without.</summary>
static partial class SeatActs
{
    /// <summary>A moderator gives an unassigned ticket to an agent on the moderation list.</summary>
    /// <returns>The ticket's path.</returns>
    public static async Task<string> AssignAsync(this Seat moderator, string subject, string agent)
    {
        await moderator.GoAsync("/moderation");
        var row = moderator.Page.Locator("ul.work li", new() { HasText = subject });
        var ticket = await row.Locator("a.title").GetAttributeAsync("href") ?? throw new InvalidOperationException($"{subject} has no page");
        var value = await row.Locator("option", new() { HasText = agent }).GetAttributeAsync("value");
        await row.Locator("select").SelectOptionAsync(value!);
        await row.GetByRole(AriaRole.Button, new() { Name = "Assign" }).ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
        return ticket;
    }

    public static async Task PassUpAsync(this Seat agent, string ticket)
    {
        await agent.GoAsync($"{ticket}/escalation");
        await agent.Page.Locator("label.choice", new() { HasText = "Mandatory profile picture" }).Locator("input").CheckAsync();
        await agent.Page.Locator("input[name='Passages[0].Picked']").CheckAsync();
        await agent.ClickAsync("Pass up to policy");

        // Where a job changed the case at the same moment, the page asks to look and send again.
        var clash = agent.Page.GetByText("Somebody else changed this at the same moment.");
        await Assertions.Expect(clash.Or(agent.Page.Locator("#writing"))).ToBeVisibleAsync();
        if (await clash.IsVisibleAsync())
            await agent.ClickAsync("Pass up to policy");
        await agent.LeavesAsync("/escalation");
    }

    /// <summary>On the page that the consent's link led to.</summary>
    public static async Task ConsentAsync(this Seat requester, string form)
    {
        await requester.Page.Locator($"input[name=Form][value={form}]").CheckAsync();
        await requester.Page.Locator("form.form button").ClickAsync();
        await requester.ArrivesAsync(new("/track/"));
    }

    /// <summary>The demo's clock goes from one due moment to the next until the case stands at the level; then its dossier is opened.</summary>
    /// <returns>The dossier's path.</returns>
    public static async Task<string> TimeOutAsync(this Seat seat, string level)
    {
        await Eventually.True($"the case stands at {level}", async () =>
        {
            // The moment is read before the board: the sweep may be between the two, and the next level's moment would take the case past it.
            var due = await seat.NextDueAsync();
            await seat.GoAsync("/escalations");
            var card = seat.CardsAt(level, "Mandatory profile picture").Locator("a[href^='/escalations/']");
            if (await card.CountAsync() > 0)
            {
                await card.First.ClickAsync();
                return true;
            }

            if (due is not null && await seat.NextDueAsync() == due)
                await seat.Page.Locator("button[name=until]").ClickAsync();
            return false;
        }, TimeSpan.FromSeconds(90));
        await seat.ArrivesAsync(Dossier());
        return new Uri(seat.Page.Url).AbsolutePath;
    }

    /// <summary>The board's cards of cases on a policy that are at a level.</summary>
    public static ILocator CardsAt(this Seat seat, string level, string policy) =>
        seat.Page.Locator("section", new() { HasText = level }).Locator("article.case", new() { HasText = policy });

    // Null while the jobs still work on what is due.
    private static async Task<string?> NextDueAsync(this Seat seat)
    {
        await seat.GoAsync("/mailroom");
        var button = seat.Page.Locator("button[name=until]");
        return await button.CountAsync() > 0 ? await button.GetAttributeAsync("value") : null;
    }

    /// <summary>One act of a level, on its own page.</summary>
    public static async Task ActAsync(this Seat seat, string path, string? words)
    {
        await seat.GoAsync(path);
        if (words is not null)
            await seat.Page.Locator("#act textarea").First.FillAsync(words);
        await seat.Page.Locator("#act button.climb").ClickAsync();
        await seat.LeavesAsync(path);
    }

    /// <summary>Decides after having seen what supporters will read.</summary>
    public static async Task DecideAsync(this Seat seat, string dossier, string statement)
    {
        await seat.GoAsync($"{dossier}/decision");
        await seat.Page.Locator("input[name=Outcome][value=Accepted]").CheckAsync();
        await seat.Page.Locator("textarea[name=Statement]").FillAsync(statement);
        await seat.Page.Locator("button.preview").ClickAsync();
        await seat.Page.Locator("button.confirm").ClickAsync();
    }

    [GeneratedRegex("/escalations/[0-9]+$")]
    private static partial Regex Dossier();
}
