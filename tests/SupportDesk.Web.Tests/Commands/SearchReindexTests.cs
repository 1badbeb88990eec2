using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Web.Commands;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Commands;

public sealed class SearchReindexTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    [Fact]
    public async Task Reindexing_brings_back_what_the_index_lost_and_says_how_far_it_is()
    {
        var number = await desk.TicketAsync("Lost", "The axolotl letter");
        _ = await desk.ReadAsync(db => db.Database.ExecuteSqlRawAsync("DELETE FROM SearchTerms WHERE rowid > 0",
            TestContext.Current.CancellationToken));
        using var aldo = await desk.SignInAsync("aldo");
        var lost = await aldo.GetAsync("/search?q=axolotl");
        using var output = new StringWriter();

        await using (var scope = desk.Services.CreateAsyncScope())
            (await SearchCommands.ReindexAsync(scope.ServiceProvider, output, TestContext.Current.CancellationToken)).ShouldBe(0);

        lost.WordsOf(".empty h2").ShouldBe("Nothing was found");
        output.ToString().ShouldStartWith("Indexing ");
        output.ToString().ShouldEndWith($"The index holds everything.{Environment.NewLine}");
        (await aldo.GetAsync("/search?q=axolotl")).Document.QuerySelector(".hits a")!.GetAttribute("href")
            .ShouldBe($"/tickets/{number}#post-1");
    }

    [Fact]
    public async Task The_page_says_what_may_not_be_found_yet()
    {
        await desk.TicketAsync("Waits", "The okapi letter");
        using var aldo = await desk.SignInAsync("aldo");

        // The desk renews it at once, and keeps the count for two seconds.
        var said = await Eventually.Get("the page says so", async () =>
        {
            _ = await desk.ReadAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE SearchDocuments SET IsIndexed = 0 WHERE TicketId IS NOT NULL", TestContext.Current.CancellationToken));
            return (await aldo.GetAsync("/search?q=okapi")).WordsOf("[role=status].warning-box");
        });

        said.ShouldStartWith("The search index is being renewed");
    }
}
