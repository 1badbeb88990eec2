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
    public async Task An_agent_does_not_deal_out_work()
    {
        var answer = await (await desk.SignInAsync("aldo")).GetAsync("/moderation");

        answer.Status.ShouldBe(HttpStatusCode.Redirect);
        answer.Location!.ShouldContain("/no-access");
    }
}
