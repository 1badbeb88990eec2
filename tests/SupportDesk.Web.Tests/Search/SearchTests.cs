using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Search;

public sealed class SearchTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    [Fact]
    public async Task Words_of_a_post_lead_to_it_and_are_marked()
    {
        var number = await desk.TicketAsync("Picture refused");
        await desk.ReceiveAsync(number, "Since Tuesday the zeppelin dialog says no.");
        var aldo = await desk.SignInAsync("aldo");

        var page = await aldo.GetAsync("/search?q=zeppelin");

        page.WordsOf(".hits mark").ShouldBe("zeppelin");
        page.Document.QuerySelector(".hits a")!.GetAttribute("href").ShouldBe($"/tickets/{number}#post-2");
    }

    [Fact]
    public async Task A_number_and_a_name_are_found_too()
    {
        var number = await desk.TicketAsync("Picture refused", from: "muhammed");
        var aldo = await desk.SignInAsync("aldo");

        var (byNumber, byName) = (await aldo.GetAsync($"/search?q=%23{number}"), await aldo.GetAsync("/search?q=muhammed"));

        byNumber.WordsOf(".found section")!.ShouldStartWith("By number");
        byName.WordsOf(".found .lines")!.ShouldContain($"#{number} · Muhammed Q");
    }

    [Fact]
    public async Task A_ticket_one_may_not_see_is_not_found_by_its_words()
    {
        await desk.TicketAsync("Threat", "The quagga letter", team: "Safety");

        var page = await (await desk.SignInAsync("aldo")).GetAsync("/search?q=quagga");

        page.WordsOf(".empty h2").ShouldBe("Nothing was found");
    }
}
