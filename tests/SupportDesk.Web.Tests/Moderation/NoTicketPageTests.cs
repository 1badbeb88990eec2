using System.Net;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Events;
using SupportDesk.Threads;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Moderation;

/// <summary>The page "Mail that made no ticket".</summary>
public sealed class NoTicketPageTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    private const string Plain = "Content-Type: text/plain; charset=utf-8\n\n";

    [Fact]
    public async Task A_mail_is_listed_with_its_reason_and_becomes_a_ticket_once()
    {
        var words = $"It could not be delivered, {Guid.CreateVersion7(DateTimeOffset.UnixEpoch):N}.";
        await desk.ArriveAsync("Return-Path: <>|From: Mail Delivery System <mailer-daemon@mxa.test>|Subject: Undelivered mail", Plain + words, Verdict.Unproved);
        var valeria = await desk.SignInAsync("valeria");
        var page = await valeria.GetAsync("/mail/no-ticket?kind=Report&from=mxa.test");
        var row = page.Document.QuerySelector(".work li")!;
        var original = await valeria.GetAsync(row.QuerySelector("a.title")!.GetAttribute("href")!);
        var paper = await valeria.GetAsync($"{original.Path}?handler=Paper");

        var made = await valeria.FollowAsync(await valeria.FollowAsync(await valeria.SubmitAsync(page, ".work form")));
        var again = await valeria.SubmitAsync(page, ".work form");
        var other = await valeria.GetAsync("/mail/no-ticket?from=mxa.test");
        var late = await valeria.SubmitAsync(original, ".acts form");

        row.TextContent.ShouldContain("A delivery report without a token of ours changes nothing.");
        original.Words.ShouldContain("mailer-daemon@mxa.test");
        paper.Text.ShouldContain(words);
        made.WordsOf(".flash")!.ShouldContain("The mail became a ticket. Nobody was answered.");
        made.WordsOf("#post-1 .said").ShouldBe(words);
        made.Words.ShouldContain("made this ticket of a mail that had made none");
        (again.Status, late.Location).ShouldBe((HttpStatusCode.Redirect, again.Location));
        made.Path.ShouldEndWith((await valeria.FollowAsync(late)).Location!);
        other.Words.ShouldNotContain("mailer-daemon@mxa.test");
        (await desk.ReadAsync(db => db.Events.CountAsync(e => e.Kind == EventKind.MadeOfMail))).ShouldBe(1);
    }

    [Fact]
    public async Task The_days_counts_add_up()
    {
        await desk.ArriveAsync($"From: Nora <nora@customer.test>|Subject: Lamp {Guid.CreateVersion7(DateTimeOffset.UnixEpoch):N}", $"{Plain}It is broken.");
        await desk.ArriveAsync($"Return-Path: <>|From: Mail Delivery System <mailer-daemon@mx.test>|Subject: Undelivered {Guid.CreateVersion7(DateTimeOffset.UnixEpoch):N}", $"{Plain}It could not be delivered.", Verdict.Unproved);

        var page = await (await desk.SignInAsync("ada")).GetAsync("/mail/no-ticket");

        var today = page.Document.QuerySelectorAll(".days tbody tr:first-child td").Select(d => int.Parse(d.TextContent, null)).ToList();
        today[0].ShouldBeGreaterThan(1);
        today[0].ShouldBe(today.Skip(1).Sum());
    }

    [Theory]
    [InlineData("aldo")]
    [InlineData("tess")]
    public async Task Agents_and_levels_do_not_see_it(string name) => (await (await desk.SignInAsync(name)).GetAsync("/mail/no-ticket")).Status.ShouldNotBe(HttpStatusCode.OK);
}
