using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using MimeKit;
using SupportDesk.Drafts;
using SupportDesk.Mail;
using SupportDesk.Web.Tests.Servers;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>Script and remote content in mail, shown by a real Chromium with its policy against scripts switched off, and on.</summary>
public sealed class HostileHtmlTests(Browser browser)
{
    const string Markup = "<img src=/evil onerror=alert('field')>";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(true), InlineData(false)]
    [Trait("threat", "T01a"), Trait("threat", "T01e"), Trait("threat", "T01f")]
    public async Task T01_Nothing_in_a_mail_runs_fetches_or_leads_to_a_script(bool policy)
    {
        await using var desk = await StartAsync();
        var number = await SendAllAsync(desk);
        await using var watch = await WatchedBrowser.OpenAsync(browser, desk, policy);

        (await watch.LookThroughAsync(number)).ShouldBeGreaterThan(HostileHtml.All.Count);
        foreach (var page in (string[])["/", "/search?q=piece", $"/search?q={number}"])
            await watch.LookAsync(page);

        watch.Seen.ShouldBeEmpty();
    }

    [Fact, Trait("threat", "T01a"), Trait("threat", "T01c")]
    public async Task T01c_What_is_typed_is_cleaned_like_mail_and_leaves_clean_with_the_mail_it_quotes()
    {
        await using var desk = await StartAsync();
        using var aldo = await desk.SignInAsync("aldo");
        var number = await SendAllAsync(desk, async (number, piece) =>
            (await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{number}"), "#composer", [("words", $"<p>A piece.</p>{piece}"), ("format", "html")], "[value=Pend]")).Status.ShouldBe(HttpStatusCode.Redirect));
        await using var watch = await WatchedBrowser.OpenAsync(browser, desk, policy: false);

        (await watch.LookThroughAsync(number)).ShouldBeGreaterThan(2 * HostileHtml.All.Count);
        (await watch.LookAtMailsAsync(MailKind.Reply)).ShouldBe(HostileHtml.All.Count);

        watch.Seen.ShouldBeEmpty();
    }

    [Fact, Trait("threat", "T01c")]
    public async Task T01c_Nothing_in_a_draft_runs_when_it_is_taken_up_again()
    {
        await using var desk = await StartAsync();
        var number = await desk.TicketAsync("Picture refused");
        await using var watch = await WatchedBrowser.OpenAsync(browser, desk, policy: false);
        await watch.LookAsync($"/tickets/{number}");

        foreach (var piece in HostileHtml.All.Where((piece, no) => no % 15 == 0 || piece.Contains("evil.test", StringComparison.Ordinal)))
        {
            await desk.DoAsync(db =>
            {
                var draft = Draft.Start(Guid.CreateVersion7(desk.Clock.Now), desk.Person("aldo"), DraftPlace.OfReply(number), desk.Clock.Now);
                draft.Save(new Dictionary<string, string[]> { ["words"] = [$"<p>kept</p>{piece}"], ["format"] = ["html"] }, null, 1, desk.Clock.Now);
                return db.Drafts.Add(draft);
            });
            await watch.Page.ReloadAsync();
            await Assertions.Expect(watch.Page.Locator("#composer trix-editor")).ToContainTextAsync("kept");
            await watch.SettleAsync();
        }

        watch.Seen.ShouldBeEmpty();
    }

    static async Task<DeskApplication> StartAsync()
    {
        Machine.NeedsChromium();
        return await RawDoor.StartAsync();
    }

    // One ticket with a post for each piece, its assignee told of each; the markup stands in every field as well.
    static async Task<long> SendAllAsync(DeskApplication desk, Func<long, string, Task>? after = null)
    {
        using (var first = Letter("first", "<p>A piece.</p>", null))
            await desk.HandInAsync(first);
        var number = await desk.ReadAsync(db => db.Tickets.Select(t => t.Number).SingleAsync(Stop));
        await desk.ChangeAsync(number, t => t.AssignTo(desk.Person("aldo"), desk.By("valeria"), desk.Clock.Now));
        foreach (var (no, piece) in HostileHtml.All.Index())
        {
            using var mail = Letter($"piece-{no}", $"<p>A piece: {no}.</p>{piece}", "first");
            await desk.HandInAsync(mail);
            if (after is not null)
                await after(number, piece);
        }

        (await desk.ReadAsync(db => db.Tickets.CountAsync(Stop))).ShouldBe(1);
        return number;
    }

    static MimeMessage Letter(string id, string html, string? answers)
    {
        var mail = new MimeMessage { Subject = $"Piece {Markup}", MessageId = $"{id}@customer.test" };
        mail.From.Add(new MailboxAddress($"Damion {Markup}", "damion@customer.test"));
        mail.Cc.Add(new MailboxAddress(Markup, "copy@customer.test"));
        if (answers is not null)
            mail.InReplyTo = $"{answers}@customer.test";
        mail.Body = new Multipart("mixed")
        {
            new TextPart("html") { Text = html },
            new MimePart("image", "svg+xml") { FileName = $"{Markup}.svg", Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes($"<svg onload=alert('file') xmlns='http://www.w3.org/2000/svg'><!--{id}--></svg>"))) },
        };
        return mail;
    }
}
