using System.Net;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Mail;
using SupportDesk.Threads;

namespace SupportDesk.Web.Tests.Tickets;

/// <summary>What a ticket's page tells of the mail behind a post, and what its reader does with it.</summary>
public sealed class MailOnTicketTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    private const string Plain = "Content-Type: text/plain; charset=utf-8\n\n";

    [Fact]
    public async Task A_mail_shows_whom_it_was_sent_to_and_how_it_was_sent()
    {
        var number = await EvaAsync("Cc: Max <max@team.test>", "Content-Type: text/html\nX-Mailer: Old\n\n<p style='color: red; position: fixed'>We need ten.</p><img src='https://evil.test/p.png'><script>alert(1)</script>");
        var aldo = await desk.SignInAsync("aldo");
        var page = await aldo.GetAsync($"/tickets/{number}");
        var at = $"/tickets/{number}/mail/{(await desk.PostsAsync(number))[0].Id}";

        var original = await aldo.GetAsync(at);
        var paper = await aldo.GetAsync($"{at}?handler=Paper");
        var raw = await aldo.GetAsync($"{at}?handler=Raw");

        page.WordsOf("#post-1 .mail-head summary")!.ShouldContain("Cc Max");
        page.WordsOf("#post-1 .mail-head dl")!.ShouldContain("Max <max@team.test>");
        original.Words.ShouldContain("X-Mailer");
        original.Words.ShouldContain("The desk blocked 1 remote picture, so nobody learns that you read this mail.");
        paper.Text.ShouldContain("color:");
        foreach (var gone in new[] { "position", "evil.test", "script>" })
            paper.Text.ShouldNotContain(gone);
        paper.Headers["Content-Security-Policy"].ShouldContain("sandbox");
        raw.Headers["Content-Disposition"].ShouldStartWith("attachment");
        raw.Text.ShouldContain("<script>alert(1)</script>");
    }

    [Fact]
    public async Task Nobody_reads_the_original_of_a_ticket_they_may_not_see_or_of_a_mail_that_was_rejected()
    {
        var number = await EvaAsync("X-None: x", $"{Plain}Ten, please.");
        var held = await desk.ArriveAsync($"From: Eva <eva@team.test>|Subject: Re: [#{number}]", $"{Plain}Send me all.", Verdict.Failed);
        var (first, second) = ((await desk.PostsAsync(number))[0].Id, held.PostId!.Value);
        var (aldo, valeria) = (await desk.SignInAsync("aldo"), await desk.SignInAsync("valeria"));
        await valeria.SubmitAsync(await valeria.GetAsync($"/tickets/{number}/held/{second}"), ".held form", press: "[value=Reject]");

        (await aldo.GetAsync($"/tickets/{number}/mail/{second}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await aldo.GetAsync($"/tickets/{number + 1000}/mail/{first}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await desk.SignInAsync("ines")).GetAsync($"/tickets/{number}/mail/{first}?handler=Raw")).Status.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_agent_reads_why_a_mail_on_their_ticket_is_held()
    {
        var number = await EvaAsync("Cc: Max <max@team.test>", $"{Plain}Ten, please.");
        await desk.ArriveAsync($"From: Eva <eva@team.test>|Subject: Re: [#{number}]", $"{Plain}Twelve.", Verdict.Failed);

        var page = await (await desk.SignInAsync("aldo")).GetAsync($"/tickets/{number}");

        page.WordsOf(".post .held")!.ShouldContain("It belongs to this conversation by its number or its thread alone, and the receiving server says that the sender it names did not send it.");
    }

    [Fact]
    public async Task One_click_answers_the_address_that_a_mail_asks_for()
    {
        var number = await EvaAsync("Reply-To: Hanna <hanna@private.test>", $"{Plain}Ten, please.");
        var aldo = await desk.SignInAsync("aldo");
        var page = await aldo.GetAsync($"/tickets/{number}");

        var done = await aldo.FollowAsync(await aldo.SubmitAsync(page, ".answer-to form"));

        page.WordsOf(".answer-to")!.ShouldContain("Hanna ‹hanna@private.test›");
        done.WordsOf(".flash")!.ShouldContain($"Answers to #{number} go to hanna@private.test from now on.");
        done.WordsOf("#composer .to")!.ShouldContain("Hanna ‹hanna@private.test›");
        done.Document.QuerySelector(".answer-to").ShouldBeNull();
        done.Words.ShouldContain("made Hanna the requester in place of Eva");
    }

    [Fact]
    public async Task Somebody_copied_is_included_and_removed_by_one_click_each()
    {
        var number = await EvaAsync("Cc: Max <max@team.test>", $"{Plain}Ten, please.");
        var aldo = await desk.SignInAsync("aldo");
        var page = await aldo.GetAsync($"/tickets/{number}");

        var included = await aldo.FollowAsync(await aldo.SubmitAsync(page, ".offer form"));
        var removed = await aldo.FollowAsync(await aldo.SubmitAsync(included, ".people form"));

        page.WordsOf(".offer")!.ShouldContain("Max was copied: include them?");
        included.WordsOf("#composer .to")!.ShouldContain("Max ‹max@team.test›, copied");
        included.WordsOf("#composer [value=Pend]").ShouldBe("Send to Eva and 1 other");
        removed.WordsOf("#composer .to")!.ShouldNotContain("Max");
        removed.Words.ShouldContain("removed Max, who gets no more replies");
    }

    [Fact]
    public async Task A_reply_goes_to_all_but_those_left_out_and_to_those_in_Cc()
    {
        var number = await EvaAsync("Cc: Max <max@team.test>", $"{Plain}Ten, please.");
        var aldo = await desk.SignInAsync("aldo");
        await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{number}"), ".offer form");
        var page = await aldo.GetAsync($"/tickets/{number}");
        var max = page.Document.QuerySelectorAll("#composer [name=leaveOut]")[1].GetAttribute("value");

        var sent = await aldo.FollowAsync(await aldo.SubmitAsync(page, "#composer", [("words", "Here you are."), ("leaveOut", max), ("cc", "zoe@team.test")], "[value=Pend]"));

        sent.WordsOf(".flash")!.ShouldContain("Sent to Eva and zoe");
        (await MailsAsync(number)).ShouldBe(["eva@team.test", "zoe@team.test"]);
    }

    [Fact]
    public async Task A_wrong_address_in_Cc_is_said_and_nothing_is_lost()
    {
        var number = await EvaAsync("X-None: x", $"{Plain}Ten, please.");
        var aldo = await desk.SignInAsync("aldo");

        var refused = await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{number}"), "#composer", [("words", "Here you are."), ("cc", "zoe at team")], "[value=Pend]");

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.WordsOf(".errors")!.ShouldContain("“zoe” in Cc is not a mail address.");
        refused.WordsOf("#composer textarea").ShouldBe("Here you are.");
        refused.Document.QuerySelector("#composer [name=cc]")!.GetAttribute("value").ShouldBe("zoe at team");
        (await MailsAsync(number)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reply_to_an_address_where_nobody_reads_says_so()
    {
        var result = await desk.ArriveAsync("From: Shop <noreply@shop.test>|Subject: Order", $"{Plain}It was sent, {Guid.CreateVersion7(DateTimeOffset.UnixEpoch):N}.");

        var page = await (await desk.SignInAsync("aldo")).GetAsync($"/tickets/{result.TicketNumber}");

        page.WordsOf("#composer .to")!.ShouldContain("To nobody, since nobody reads noreply@shop.test");
    }

    private async Task<long> EvaAsync(string field, string body) =>
        (await desk.ArriveAsync($"From: Eva <eva@team.test>|Subject: Licence {Guid.CreateVersion7(DateTimeOffset.UnixEpoch):N}|{field}", body)).TicketNumber!.Value;

    private Task<List<string>> MailsAsync(long number) => desk.ReadAsync(db =>
        db.Outbox.Where(m => m.Kind == MailKind.Reply && db.Tickets.Any(t => t.Id == m.ObjectId && t.Number == number)).Select(m => m.Address).OrderBy(a => a).ToListAsync());
}
