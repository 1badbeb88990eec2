using System.Net;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Moderation;

public sealed class ModerationTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    [Fact]
    public async Task Unassigned_work_is_assigned_from_the_list()
    {
        var (number, valeria) = (await desk.TicketAsync("Stranger in the thread"), await desk.SignInAsync("valeria"));
        var page = await valeria.GetAsync("/moderation");

        var sent = await valeria.SubmitAsync(page, $"form[action='/tickets/{number}/assignment']", [("agent", $"{desk.Person("bojan")}")]);

        sent.Location.ShouldBe("/moderation");
        (await desk.FindAsync(number)).AssigneeId.ShouldBe(desk.Person("bojan"));
    }

    [Fact]
    public async Task Dealing_out_gives_to_the_least_loaded_and_never_to_the_absent()
    {
        // A desk of its own: what other tests assigned to one agent alone would weigh here.
        await using var desk = await DeskApplication.StartAsync(new());
        var now = desk.Clock.Now;
        await desk.DoAsync(async db => (await db.People.FindAsync(desk.Person("tess")))!.GoAway(now.AddDays(-1), now.AddDays(3), null, desk.By("tess"), now));
        long[] numbers = [await desk.TicketAsync("One"), await desk.TicketAsync("Two"), await desk.TicketAsync("Three")];
        var valeria = await desk.SignInAsync("valeria");

        var page = await valeria.GetAsync("/moderation");
        var dealt = await valeria.FollowAsync(await valeria.SubmitAsync(page, "form[action='/moderation']"));
        var takers = new List<Guid?>();
        foreach (var number in numbers)
            takers.Add((await desk.FindAsync(number)).AssigneeId);
        var loads = await desk.ReadAsync(db => db.Tickets.Where(t => t.AssigneeId != null).GroupBy(t => t.AssigneeId).Select(g => g.Count()).ToListAsync());

        page.WordsOf(".agents .away")!.ShouldContain("Away until");
        dealt.WordsOf(".flash")!.ShouldContain("dealt out");
        takers.ShouldAllBe(taker => taker != null && taker != desk.Person("tess"));
        (loads.Max() - loads.Min()).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_team_lead_deals_out_the_work_of_their_own_team_and_no_other()
    {
        await desk.DoAsync(async db =>
        {
            var other = SupportDesk.People.Team.Found("Other", false, null, desk.By("ada"), desk.Clock.Now);
            other.Welcome(desk.Person("bojan"), false, desk.By("ada"), desk.Clock.Now);
            db.Add(other);
            return await Task.FromResult(true);
        });
        var (own, foreign, nobodys) = (await desk.TicketAsync("Of the team"), await desk.TicketAsync("Of another team", team: "Other"), await desk.TicketAsync("Of no team", team: null));
        await desk.ChangeAsync(foreign, ticket => ticket.AssignTo(desk.Person("bojan"), desk.By("valeria"), desk.Clock.Now));
        await desk.ChangeAsync(foreign, ticket => ticket.Unassign(desk.By("valeria"), desk.Clock.Now));
        var taken = await desk.TicketAsync("Of another team, taken", team: "Other");
        await desk.ChangeAsync(taken, ticket => ticket.AssignTo(desk.Person("bojan"), desk.By("valeria"), desk.Clock.Now));
        var tess = await desk.SignInAsync("tess");

        var page = await tess.GetAsync("/moderation");
        var bojans = page.Document.QuerySelector($"[data-drop='{desk.Person("bojan")}'] a")!.TextContent;
        var open = await desk.ReadAsync(db => db.Tickets.CountAsync(t =>
            t.AssigneeId == desk.Person("bojan") && t.IsLive && t.SnoozedUntil == null && db.Teams.Any(m => m.Id == t.TeamId && m.Name == "Trust")));
        var dealt = await tess.SubmitAsync(page, "form[action='/moderation']");

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Document.QuerySelector("a[href='/held']").ShouldBeNull();
        page.Document.QuerySelectorAll($"[data-drag='{own}']").ShouldHaveSingleItem();
        page.Document.QuerySelectorAll($"[data-drag='{foreign}'], [data-drag='{nobodys}']").ShouldBeEmpty();
        bojans.ShouldBe($"{open} open");
        dealt.Status.ShouldBe(HttpStatusCode.Redirect);
        (await desk.FindAsync(own)).AssigneeId.ShouldNotBeNull();
        ((await desk.FindAsync(foreign)).AssigneeId, (await desk.FindAsync(nobodys)).AssigneeId).ShouldBe((null, null));
    }

    [Fact]
    public async Task What_an_agent_has_is_counted_as_their_own_list_shows_it_also_while_they_are_away()
    {
        var now = desk.Clock.Now;
        long[] numbers = [await desk.TicketAsync("Open one"), await desk.TicketAsync("Pending one"), await desk.TicketAsync("Snoozed one")];
        foreach (var number in numbers)
            await desk.ChangeAsync(number, ticket => ticket.AssignTo(desk.Person("aldo"), desk.By("valeria"), now));
        await desk.ChangeAsync(numbers[1], ticket => ticket.SetStatus(SupportDesk.Tickets.TicketStatus.Pending, null, new(), desk.By("aldo"), now));
        await desk.ChangeAsync(numbers[2], ticket => ticket.Snooze(now.AddDays(1), desk.By("aldo"), now));
        await desk.DoAsync(async db => (await db.People.FindAsync(desk.Person("aldo")))!.GoAway(now.AddDays(-1), now.AddDays(3), null, desk.By("aldo"), now));

        var mine = (await (await desk.SignInAsync("aldo")).GetAsync("/tickets?view=mine")).Document.QuerySelectorAll("#queue tbody tr").Length;
        var card = (await (await desk.SignInAsync("valeria")).GetAsync("/moderation")).WordsOf($"[data-drop='{desk.Person("aldo")}']")!;

        card.ShouldContain("Away until");
        card.ShouldContain($"{mine} open");
    }

    [Fact]
    public async Task An_agent_does_not_deal_out_work()
    {
        var answer = await (await desk.SignInAsync("aldo")).GetAsync("/moderation");

        answer.Status.ShouldBe(HttpStatusCode.Redirect);
        answer.Location!.ShouldContain("/no-access");
    }
}
