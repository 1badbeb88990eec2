using System.Net;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Mail;

namespace SupportDesk.Web.Tests.Tickets;

public sealed class HandedFileTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact, Trait("threat", "T02a")]
    public async Task Whoever_got_the_link_sees_the_file_and_fetches_it_without_signing_in()
    {
        var ((address, _), stranger) = (await HandAsync(), desk.Stranger());

        var page = await stranger.GetAsync(address);
        var file = await stranger.GetAsync(page.Document.QuerySelector("a.button")!.GetAttribute("href")!);

        page.WordsOf("h1").ShouldBe("page.svg");
        page.WordsOf(".card")!.ShouldContain("too large to come with our mail");
        page.Headers["Referrer-Policy"].ShouldBe("no-referrer");
        file.Text.ShouldBe("<svg onload='alert(1)'/>");
        file.Headers["Content-Disposition"].ShouldStartWith("attachment");
        file.Headers["Content-Type"].ShouldBe("application/octet-stream");
        file.Headers["Content-Security-Policy"].ShouldStartWith("sandbox");
        file.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
    }

    [Fact, Trait("threat", "T02c")]
    public async Task T02c_Another_links_token_one_that_ended_and_none_lead_nowhere()
    {
        var ((address, file), stranger) = (await HandAsync(), desk.Stranger());
        (await stranger.GetAsync(address)).Status.ShouldBe(HttpStatusCode.OK);

        foreach (var token in (string[])[await LinkAsync(LinkPurpose.Track, file), await LinkAsync(LinkPurpose.File, file, days: -1), "unknown", $"{file}"])
        {
            (await stranger.GetAsync($"/file/{token}")).Status.ShouldBe(HttpStatusCode.NotFound);
            (await stranger.GetAsync($"/file/{token}?handler=Content")).Status.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    private async Task<(string Address, Guid File)> HandAsync()
    {
        var (number, aldo) = (await desk.TicketAsync("Files"), await desk.SignInAsync("aldo"));
        (await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{number}"), "#composer", [("words", "See the file.")], "[value=Pend]", [("page.svg", "<svg onload='alert(1)'/>"u8.ToArray())])).Status.ShouldBe(HttpStatusCode.Redirect);
        var file = await desk.ReadAsync(db => db.Attachments.OrderByDescending(a => a.Id).Select(a => a.Id).FirstAsync(Stop));
        return ($"/file/{await LinkAsync(LinkPurpose.File, file)}", file);
    }

    private async Task<string> LinkAsync(LinkPurpose purpose, Guid objectId, int days = 1)
    {
        var requester = await desk.ReadAsync(db => db.Tickets.OrderByDescending(t => t.Number).Select(t => t.RequesterId).FirstOrDefaultAsync(Stop));
        var (link, token) = Link.Make(purpose, requester, objectId, desk.Clock.RealNow.AddDays(days), desk.Clock.Now);
        await desk.DoAsync(db => db.Links.Add(link));
        return token;
    }
}
