using System.Net;

namespace SupportDesk.Web.Tests.Tickets;

public sealed class FilesTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    internal static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13];
    private static readonly byte[] Page = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray();

    [Fact, Trait("threat", "T02a"), Trait("threat", "T02b")]
    public async Task A_picture_shows_and_everything_else_is_saved_in_a_sandbox()
    {
        var aldo = await desk.SignInAsync("aldo");
        var page = await AttachAsync(aldo, await desk.TicketAsync("Picture refused"), ("me.png", Png), ("me.svg", Page), ("not a picture.png", Page));

        var answers = new List<DeskPage>();
        foreach (var link in page.Document.QuerySelectorAll("#post-2 .files a"))
            answers.Add(await aldo.GetAsync(link.GetAttribute("href")!));
        var (picture, drawing, liar) = (Named("me.png"), Named("me.svg"), Named("not a picture.png"));

        picture.Headers["Content-Disposition"].ShouldStartWith("inline");
        picture.Headers["Content-Type"].ShouldBe("image/png");
        new[] { drawing, liar }.ShouldAllBe(file => file.Headers["Content-Disposition"].StartsWith("attachment") && file.Headers["Content-Type"] == "application/octet-stream");
        answers.ShouldAllBe(file => file.Headers["Content-Security-Policy"].StartsWith("sandbox") && file.Headers["X-Content-Type-Options"] == "nosniff");
        picture.Content.ShouldBe(Png);

        DeskPage Named(string name) => answers.Single(a => a.Headers["Content-Disposition"].Contains(Uri.EscapeDataString(name)) || a.Headers["Content-Disposition"].Contains(name));
    }

    [Fact, Trait("threat", "T02c")]
    public async Task A_file_of_a_ticket_one_may_not_see_is_not_there()
    {
        var (ada, aldo) = (await desk.SignInAsync("ada"), await desk.SignInAsync("aldo"));
        var page = await AttachAsync(ada, await desk.TicketAsync("Threat", team: "Safety"), ("proof.png", Png));
        var address = page.Document.QuerySelector("#post-2 .files a")!.GetAttribute("href")!;

        (await aldo.GetAsync(address)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ada.GetAsync(address)).Status.ShouldBe(HttpStatusCode.OK);
        (await desk.Stranger().GetAsync(address)).Location!.ShouldContain("/sign-in");
    }

    [Fact]
    public async Task A_program_is_not_sent()
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));

        var refused = await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{number}"), "#composer", [("words", "See this.")], "[value=Pend]", [("tool.exe", "MZ"u8.ToArray())]);

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.WordsOf(".errors")!.ShouldContain("is a program");
        (await desk.PostsAsync(number)).Count.ShouldBe(1);
    }

    private static async Task<DeskPage> AttachAsync(DeskClient who, long number, params (string, byte[])[] files)
    {
        var sent = await who.SubmitAsync(await who.GetAsync($"/tickets/{number}"), "#composer", [("words", "See the files.")], "[value=Pend]", files);
        sent.Status.ShouldBe(HttpStatusCode.Redirect, sent.Text);
        return await who.FollowAsync(sent);
    }
}
