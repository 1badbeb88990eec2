using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Files;
using SupportDesk.Mail.Incoming;

namespace SupportDesk.Web.Tests.Tickets;

/// <summary>"Not verified" on a ticket, and why.</summary>
public sealed class SenderPageTests
{
    const string Result = "Authentication-Results: mx.marketfield.test; dmarc=pass header.from=customer.test";
    const string Delivered = "Received: from mx.marketfield.test ([192.0.2.7]) by imap.marketfield.test with LMTP id 7";
    const string Ours = "Received: from mail.customer.test by mx.marketfield.test with ESMTPS";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Not_verified_leads_to_the_line_that_stopped_the_proof()
    {
        await using var desk = await StartAsync();
        var number = await TakeAsync(desk, Delivered, Result, Ours);
        using var aldo = await desk.SignInAsync("aldo");

        var ticket = await aldo.GetAsync($"/tickets/{number}");
        var link = ticket.Document.QuerySelectorAll("article.post header a").Single();
        var page = await aldo.GetAsync(link.GetAttribute("href")!);

        link.TextContent.ShouldBe("not verified");
        ticket.Document.QuerySelector(".side .breaks a")!.GetAttribute("href").ShouldBe(link.GetAttribute("href"), "the address beside the thread says the same");
        page.Words.ShouldContain("The Authentication-Results of mx.marketfield.test are not believed: above them stands the Received line of imap.marketfield.test");
        page.Document.QuerySelectorAll(".checks .state").Select(s => s.TextContent).ShouldBe(["Not ours", "Not believed", "Not believed"]);
    }

    [Fact]
    public async Task Verified_leads_to_what_proved_it()
    {
        await using var desk = await StartAsync();
        var number = await TakeAsync(desk, Result, Ours);
        using var aldo = await desk.SignInAsync("aldo");

        var link = (await aldo.GetAsync($"/tickets/{number}")).Document.QuerySelectorAll("article.post header a").Single();
        var page = await aldo.GetAsync(link.GetAttribute("href")!);

        link.TextContent.ShouldBe("verified");
        page.Words.ShouldContain("mx.marketfield.test says that customer.test sent it (dmarc=pass).");
    }

    [Fact]
    public async Task The_reason_is_the_one_of_when_it_came_and_else_found_in_the_original()
    {
        await using var desk = await StartAsync();
        var number = await TakeAsync(desk, Ours);
        using var aldo = await desk.SignInAsync("aldo");
        var path = (await aldo.GetAsync($"/tickets/{number}")).Document.QuerySelector("article.post header a")!.GetAttribute("href")!;

        var kept = await aldo.GetAsync(path);
        await desk.ReadAsync(db => db.IncomingMail.ExecuteUpdateAsync(set => set.SetProperty(m => m.ProofReason, (string?)null), Stop));
        var found = await aldo.GetAsync(path);
        await desk.ReadAsync(db => db.Set<Blob>().ExecuteDeleteAsync(Stop));
        var gone = await aldo.GetAsync(path);

        kept.Words.ShouldContain("The receiving server (mx.marketfield.test) wrote no Authentication-Results on it. It carries no DKIM signature.");
        kept.Words.ShouldNotContain("The reason was not kept");
        found.Words.ShouldContain("The receiving server (mx.marketfield.test) wrote no Authentication-Results on it.");
        found.Words.ShouldContain("The reason was not kept when the mail came.");
        gone.Words.ShouldContain("The reason was not kept when this mail came, and its original is gone.");
    }

    [Fact]
    public async Task Whoever_may_not_see_the_ticket_finds_no_reason()
    {
        await using var desk = await StartAsync();
        var number = await TakeAsync(desk, Ours);
        var secret = await desk.TicketAsync("Threat", team: "Safety");
        using var aldo = await desk.SignInAsync("aldo");
        using var ada = await desk.SignInAsync("ada");
        var (open, hidden) = ((await desk.PostsAsync(number))[0].Id, (await desk.PostsAsync(secret))[0].Id);

        (await aldo.GetAsync($"/tickets/{secret}/posts/{hidden}/sender")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await aldo.GetAsync($"/tickets/{number}/posts/{hidden}/sender")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ada.GetAsync($"/tickets/{number}/posts/{hidden}/sender")).Status.ShouldBe(HttpStatusCode.NotFound, "it is a post of another ticket");
        (await ada.GetAsync($"/tickets/{secret}/posts/{hidden}/sender")).Status.ShouldBe(HttpStatusCode.OK);
        (await aldo.GetAsync($"/tickets/{number}/posts/{open}/sender")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_mail_whose_letters_may_be_wrong_is_read_another_way_by_its_note()
    {
        await using var desk = await StartAsync();
        var mailbox = await desk.ReadAsync(db => db.Mailboxes.Select(m => m.Id).FirstAsync(Stop));
        var words = CodePagesEncodingProvider.Instance.GetEncoding(20866)!.GetBytes("Мой магазин заблокирован, помогите.");
        var otherwise = CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetString(words);
        byte[] bytes = [.. Encoding.ASCII.GetBytes("From: newcomer@customer.test\nSubject: Letters\nContent-Type: text/plain\n\n"), .. words, (byte)'\n'];
        var number = (await desk.Services.GetRequiredService<Intake>().TakeAsync(new RawMail(mailbox, bytes), Stop)).TicketNumber!.Value;
        using var aldo = await desk.SignInAsync("aldo");
        var ticket = await aldo.GetAsync($"/tickets/{number}");
        var path = ticket.Document.QuerySelector("article.post .warning-box a")!.GetAttribute("href")!;

        var choice = await aldo.GetAsync(path);
        var shown = await aldo.SubmitAsync(choice, "main form", [("charset", "windows-1251")]);
        var after = await aldo.FollowAsync(await aldo.SubmitAsync(shown, "main form[method=post]"));

        ticket.WordsOf("article.post .warning-box")!.ShouldContain("Some letters may be wrong. The mail names no charset, so the desk guessed");
        choice.Document.QuerySelectorAll("#charset option").Length.ShouldBeGreaterThan(25);
        shown.WordsOf(".said")!.ShouldContain(otherwise, customMessage: "what they would be like is shown before");
        after.WordsOf("article.post .said")!.ShouldContain(otherwise);
        after.WordsOf("article.post")!.ShouldContain("Read as Cyrillic (Windows-1251).");
        after.WordsOf("#thread")!.ShouldContain("Aldo L chose in which letters a mail is read");
    }

    static Task<DeskApplication> StartAsync() => DeskApplication.StartAsync(new(Idle: true, More: new Dictionary<string, string?>
    {
        ["Mail:Mailboxes:0:Name"] = "support",
        ["Mail:Mailboxes:0:Address"] = "support@marketfield.test",
        ["Mail:Mailboxes:0:Trust:AuthServIds:0"] = "mx.marketfield.test",
    }));

    static async Task<long> TakeAsync(DeskApplication desk, params string[] trace)
    {
        var mailbox = await desk.ReadAsync(db => db.Mailboxes.Select(m => m.Id).FirstAsync(Stop));
        var bytes = Encoding.UTF8.GetBytes($"{string.Join('\n', trace)}\nFrom: Newcomer <newcomer@customer.test>\nTo: support@marketfield.test\nSubject: My shop is banned\n\nWhy?\n");
        var result = await desk.Services.GetRequiredService<Intake>().TakeAsync(new RawMail(mailbox, bytes), Stop);
        return result.TicketNumber!.Value;
    }
}
