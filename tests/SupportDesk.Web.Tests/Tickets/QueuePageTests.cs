using SupportDesk.Tickets;

namespace SupportDesk.Web.Tests.Tickets;

public sealed class QueuePageTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    [Fact]
    public async Task The_views_at_the_left_count_what_waits()
    {
        var aldo = await desk.SignInAsync("aldo");
        var number = await desk.TicketAsync("Counted");
        await desk.ChangeAsync(number, ticket => ticket.AssignTo(desk.Person("aldo"), desk.By("valeria"), desk.Clock.Now));

        var page = await aldo.GetAsync("/tickets?view=mine");

        page.WordsOf(".rail a[href='/tickets?view=mine']").ShouldBe("Mine 1");
        page.WordsOf(".rail a[aria-current]").ShouldBe("Mine 1");
        page.WordsOf("table.queue .words")!.ShouldStartWith("Counted — It refuses my picture.");
    }

    [Fact]
    public async Task A_filter_is_a_chip_that_can_be_taken_away()
    {
        var aldo = await desk.SignInAsync("aldo");
        var number = await desk.TicketAsync("Urgent one");
        await desk.TicketAsync("Ordinary one");
        await desk.ChangeAsync(number, ticket => ticket.Prioritise(Priority.Urgent, desk.By("valeria"), desk.Clock.Now));

        var narrowed = await aldo.GetAsync("/tickets?view=open&priority=urgent");
        var widened = await aldo.GetAsync(narrowed.Document.QuerySelector("a.chip")!.GetAttribute("href")!);

        narrowed.WordsOf("a.chip").ShouldBe("Priority: urgent");
        narrowed.Words.ShouldContain("Urgent one");
        narrowed.Words.ShouldNotContain("Ordinary one");
        widened.Words.ShouldContain("Ordinary one");
    }

    [Fact]
    public async Task Selected_tickets_are_handed_over_together()
    {
        var (one, other, hidden) = (await desk.TicketAsync("One"), await desk.TicketAsync("Other"), await desk.TicketAsync("Threat", team: "Safety"));
        var aldo = await desk.SignInAsync("aldo");
        var page = await aldo.GetAsync("/tickets?view=open");

        var sent = await aldo.SubmitAsync(page, "form[action='/tickets/bulk']", [("pick", $"{one}"), ("pick", $"{other}"), ("pick", $"{hidden}"), ("agent", $"{desk.Person("bojan")}")], ".bulk button");
        var after = await aldo.FollowAsync(sent);

        after.WordsOf(".flash").ShouldBe("2 tickets are assigned to Bojan S.");
        (await desk.FindAsync(other)).AssigneeId.ShouldBe(desk.Person("bojan"));
        (await desk.FindAsync(hidden)).AssigneeId.ShouldBeNull();
    }

    [Fact]
    public async Task An_empty_view_says_what_to_do()
    {
        var page = await (await desk.SignInAsync("bojan")).GetAsync("/tickets?view=snoozed");

        page.WordsOf(".empty h2").ShouldBe("Nothing waits here");
    }
}
