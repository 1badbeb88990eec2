using System.Net;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Mail;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Web.Tests.Tickets;

public sealed class ReplyTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    [Theory]
    [InlineData("Pend", TicketStatus.Pending)]
    [InlineData("Solve", TicketStatus.Solved)]
    [InlineData("Keep", TicketStatus.Open)]
    public async Task A_reply_says_what_becomes_of_the_ticket(string then, TicketStatus status)
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));

        var page = await aldo.FollowAsync(await ReplyAsync(aldo, number, "We look into it.", then));

        (await desk.FindAsync(number)).Status.ShouldBe(status);
        page.Words.ShouldContain("Sent to Damion M");
        page.WordsOf("#post-2 .said").ShouldBe("We look into it.");
    }

    [Fact]
    public async Task A_reply_without_words_is_shown_again()
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));

        var refused = await ReplyAsync(aldo, number, "  ");

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.WordsOf(".errors").ShouldBe("There is nothing to send yet: write something or attach a file.");
    }

    [Fact]
    public async Task A_newer_post_is_shown_before_a_reply_is_sent()
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));
        var page = await aldo.GetAsync($"/tickets/{number}");
        await desk.ReceiveAsync(number, "It works by now, thank you!");

        var refused = await aldo.SubmitAsync(page, "#composer", [("words", "Please send a picture.")], "[value=Pend]");
        var before = (await desk.PostsAsync(number)).Count;
        var sent = await aldo.SubmitAsync(refused, "#composer", null, "[value=Pend]");

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.WordsOf(".post.fresh .said").ShouldBe("It works by now, thank you!");
        refused.WordsOf("#composer textarea").ShouldBe("Please send a picture.");
        refused.WordsOf("#composer [value=Pend]").ShouldBe("Send anyway to Damion");
        before.ShouldBe(2);
        sent.Status.ShouldBe(HttpStatusCode.Redirect, sent.Text);
    }

    [Fact]
    public async Task A_reply_sent_twice_goes_out_once()
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));
        var page = await aldo.GetAsync($"/tickets/{number}");

        var first = await aldo.SubmitAsync(page, "#composer", [("words", "We look into it.")], "[value=Pend]");
        var second = await aldo.SubmitAsync(page, "#composer", [("words", "We look into it.")], "[value=Pend]");

        second.Location.ShouldBe(first.Location);
        (await desk.PostsAsync(number)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Undo_takes_the_reply_back_with_its_mail_and_keeps_the_words()
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));
        var page = await aldo.FollowAsync(await ReplyAsync(aldo, number, "We look into it."));
        var owed = await desk.ReadAsync(db => db.Outbox.CountAsync(m => m.Kind == MailKind.Reply && m.CancelledAt == null && db.Tickets.Any(t => t.Id == m.ObjectId && t.Number == number)));

        var undone = await aldo.FollowAsync(await aldo.SubmitAsync(page, ".flash form"));
        var waiting = await desk.ReadAsync(db => db.Outbox.CountAsync(m => m.Kind == MailKind.Reply && m.CancelledAt == null && db.Tickets.Any(t => t.Id == m.ObjectId && t.Number == number)));
        var ticket = await desk.FindAsync(number);

        owed.ShouldBe(1);
        waiting.ShouldBe(0);
        (await desk.PostsAsync(number)).Select(p => p.Text).ShouldBe(["It refuses my picture."]);
        (ticket.Status, ticket.AssigneeId, ticket.FirstReplyAt, ticket.LastWords).ShouldBe((TicketStatus.New, null, null, "It refuses my picture."));
        undone.Document.QuerySelectorAll(".post").Length.ShouldBe(1);
        undone.WordsOf("#composer textarea")!.ShouldContain("We look into it.");
    }

    [Fact]
    public async Task Undo_removes_whom_Cc_brought_in_and_keeps_what_was_typed()
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));
        var sent = await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{number}"), "#composer", [("words", "We look into it."), ("cc", "zoe@team.test")], "[value=Pend]");
        var page = await aldo.FollowAsync(sent);

        var undone = await aldo.FollowAsync(await aldo.SubmitAsync(page, ".flash form"));
        var people = await desk.ReadAsync(db => db.Participants.Where(p => db.Tickets.Any(t => t.Id == p.TicketId && t.Number == number)).Select(p => p.Kind).ToListAsync());
        var owed = await desk.ReadAsync(db => db.Outbox.CountAsync(m => m.CancelledAt == null && m.Address == "zoe@team.test"));

        page.WordsOf("#composer [data-readers]").ShouldBe("Damion and 1 other");
        people.ShouldBe([ParticipantKind.Requester]);
        owed.ShouldBe(0);
        undone.WordsOf("#composer [data-readers]").ShouldBe("Damion");
        undone.Document.QuerySelector("#composer [name=cc]")!.GetAttribute("value").ShouldBe("zoe@team.test");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answering_an_unassigned_ticket_takes_it_where_the_settings_say_so(bool assigns)
    {
        await using var own = await DeskApplication.StartAsync(new() { More = new Dictionary<string, string?> { ["Tickets:AssignOnReply"] = $"{assigns}" } });
        var (number, aldo) = (await own.TicketAsync("Picture refused"), await own.SignInAsync("aldo"));

        await ReplyAsync(aldo, number, "We look into it.");

        (await own.FindAsync(number)).AssigneeId.ShouldBe(assigns ? own.Person("aldo") : null);
    }

    [Fact]
    public async Task Undo_comes_too_late_once_the_mail_is_being_sent()
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));
        var page = await aldo.FollowAsync(await ReplyAsync(aldo, number, "We look into it."));
        var reply = (await desk.PostsAsync(number))[^1];
        await desk.ReadAsync(db => db.Outbox.Where(m => m.PartId == reply.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.StartedAt, desk.Clock.Now)));

        var refused = await aldo.SubmitAsync(page, ".flash form");

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.WordsOf(".errors")!.ShouldContain("has left already");
        refused.Document.QuerySelector(".flash").ShouldBeNull();
        (await desk.PostsAsync(number))[^1].State.ShouldBe(PostState.Shown);
    }

    [Fact]
    public async Task Undo_is_for_ones_own_reply()
    {
        var (number, aldo, bojan) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"), await desk.SignInAsync("bojan"));
        await ReplyAsync(aldo, number, "We look into it.");
        var reply = (await desk.PostsAsync(number))[^1];

        var refused = await bojan.SubmitAsync(await bojan.GetAsync($"/tickets/{number}/reply/{reply.Id}/undo"), "#act");

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await desk.PostsAsync(number))[^1].State.ShouldBe(PostState.Shown);
    }

    [Fact]
    public async Task What_is_typed_is_cut_to_the_small_subset()
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));
        var page = await aldo.GetAsync($"/tickets/{number}");

        await aldo.SubmitAsync(page, "#composer", [("format", "html"), ("words", "<div onclick=alert(1) style=color:red>Hello <b>you</b><script>alert(2)</script><img src=x onerror=alert(3)></div>")], "[value=Pend]");
        var html = (await desk.PostsAsync(number))[^1].Html;

        html.ShouldContain("<strong>you</strong>");
        html.ShouldNotContain("alert");
        html.ShouldNotContain("style");
    }

    [Fact]
    public async Task Pictures_stand_within_the_words_and_nothing_else_does()
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));
        var (page, other) = (await aldo.GetAsync($"/tickets/{number}"), await aldo.GetAsync($"/tickets/{await desk.TicketAsync("Other")}"));
        await aldo.SubmitAsync(other, "#composer", [("words", "See the file.")], "[value=Pend]", [("other.png", FilesTests.Png)]);
        var foreign = await desk.ReadAsync(db => db.Attachments.Where(a => a.Name == "other.png").Select(a => a.Id).SingleAsync());

        var words = $"<div>Press <figure><img src=\"attachment:1\"></figure> here. <img src=\"attachment:0\"><img src=\"attachment:2\"><img src=\"https://elsewhere.test/a.png\"><img src=\"/files/{foreign}\"></div>";
        var sent = await aldo.SubmitAsync(page, "#composer", [("format", "html"), ("words", words)], "[value=Pend]", [("notes.txt", "Notes"u8.ToArray()), ("button.png", FilesTests.Png)]);

        sent.Status.ShouldBe(HttpStatusCode.Redirect, sent.Text);
        var post = (await desk.PostsAsync(number))[^1];
        var picture = await desk.ReadAsync(db => db.Attachments.SingleAsync(a => a.PostId == post.Id && a.Name == "button.png"));
        post.Html.Split("<img").Length.ShouldBe(2, post.Html);
        post.Html.ShouldContain($"<img src=\"/files/{picture.Id}\"");
    }

    [Fact]
    public async Task Pictures_of_a_reply_that_was_taken_back_go_with_the_next_one()
    {
        var (number, aldo, bojan) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"), await desk.SignInAsync("bojan"));
        var sent = await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{number}"), "#composer", [("format", "html"), ("words", "<p>Press <img src=\"attachment:0\"></p>")], "[value=Pend]", [("button.png", FilesTests.Png)]);
        var page = await aldo.FollowAsync(await aldo.SubmitAsync(await aldo.FollowAsync(sent), ".flash form"));
        var words = page.Document.QuerySelector("#composer textarea")!.TextContent;

        await bojan.SubmitAsync(await bojan.GetAsync($"/tickets/{number}"), "#composer", [("format", "html"), ("words", words)], "[value=Keep]");
        var others = (await desk.PostsAsync(number))[^1];
        await aldo.SubmitAsync(page, "#composer", [("format", "html"), ("words", words), ("seen", $"{others.Position}")], "[value=Pend]");
        var mine = (await desk.PostsAsync(number))[^1];

        others.Html.ShouldNotContain("<img");
        mine.Id.ShouldNotBe(others.Id);
        var picture = await desk.ReadAsync(db => db.Attachments.SingleAsync(a => a.PostId == mine.Id));
        mine.Html.ShouldContain($"<img src=\"/files/{picture.Id}\"");
        (await aldo.GetAsync($"/files/{picture.Id}")).Content.ShouldBe(FilesTests.Png);
    }

    [Fact]
    public async Task Words_of_a_requester_are_text_wherever_they_stand()
    {
        const string evil = "<script>alert(1)</script><img src=x onerror=alert(2)>";
        var (number, aldo) = (await desk.TicketAsync(evil, evil, html: "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"), await desk.SignInAsync("aldo"));

        var pages = new[] { await aldo.GetAsync($"/tickets/{number}"), await aldo.GetAsync("/tickets?view=open"), await aldo.GetAsync($"/tickets/{number}/assignment"), await aldo.GetAsync("/") };

        foreach (var page in pages)
        {
            page.Document.QuerySelectorAll("script:not([src])").ShouldBeEmpty(page.Path);
            page.Document.QuerySelectorAll("[onerror]").ShouldBeEmpty(page.Path);
            page.Headers["Content-Security-Policy"].ShouldContain("script-src 'self'");
        }
    }

    [Fact]
    public async Task A_macro_is_inserted_without_scripts_too()
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));
        var page = await aldo.GetAsync($"/tickets/{number}");

        var macro = page.Document.QuerySelector("[data-insert]")!;
        var shown = await aldo.SubmitAsync(page, "#composer", [("words", "Before."), ("macro", macro.TextContent.Trim())], "[formaction$=macro]");

        macro.GetAttribute("data-insert")!.ShouldStartWith("Hi Damion,");
        shown.Status.ShouldBe(HttpStatusCode.OK);
        shown.WordsOf("#composer textarea")!.ShouldStartWith("Before. Hi Damion,");
        (await desk.PostsAsync(number)).Count.ShouldBe(1);
    }

    private static async Task<DeskPage> ReplyAsync(DeskClient who, long number, string words, string then = "Pend") =>
        await who.SubmitAsync(await who.GetAsync($"/tickets/{number}"), "#composer", [("words", words)], $"[value={then}]");
}
