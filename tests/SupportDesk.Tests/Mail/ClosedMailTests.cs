using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

/// <summary>Mail that answers a closed ticket.</summary>
public sealed class ClosedMailTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_absence_note_to_a_closed_ticket_opens_none(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var (ticket, token) = await ClosedAsync(desk);
        var own = MailDesk.Letter(MailDesk.Damion, "Automatic reply: banned", "I am away.", token);
        var others = MailDesk.Letter("deputy@customer.test", "Automatic reply: banned", "We are away.", token);
        own.Headers.Add("Auto-Submitted", "auto-replied");
        others.Headers.Add("Auto-Submitted", "auto-replied");

        await desk.TakeAsync(own, Verdict.Unproved);
        await desk.TakeAsync(others);

        var posts = await desk.PostsAsync(ticket);
        (await desk.ReadAsync(db => db.Tickets.CountAsync(Stop))).ShouldBe(1);
        (await desk.TicketAsync(ticket.Number)).Status.ShouldBe(TicketStatus.Closed);
        posts.Select(p => p.Kind).ShouldBe([PostKind.Reply, PostKind.Reply, PostKind.Note]);
        posts[2].Text.ShouldContain("We are away.");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_second_answer_joins_the_ticket_that_the_first_one_opened(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var (ticket, token) = await ClosedAsync(desk);

        var batch = await desk.Intake.TakeAsync([.. Enumerable.Range(0, 3).Select(n => desk.Raw(MailDesk.Letter(MailDesk.Damion, "Re: banned", $"Answer {n}.", token)))], null, Stop);
        var later = await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re: banned", "One more.", token));
        var note = MailDesk.Letter(MailDesk.Damion, "Automatic reply: banned", "I am away.", token);
        note.Headers.Add("Auto-Submitted", "auto-replied");
        var away = await desk.TakeAsync(note);

        var linked = await desk.TicketAsync(later.TicketNumber!.Value);
        linked.OpenedFromId.ShouldBe(ticket.Id);
        batch.Append(away).Select(r => r.TicketNumber).ShouldAllBe(n => n == linked.Number);
        (await desk.ReadAsync(db => db.Tickets.CountAsync(Stop))).ShouldBe(2);
        (await desk.PostsAsync(linked)).Count.ShouldBe(5);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Answers_at_one_moment_open_one_ticket(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var (_, token) = await ClosedAsync(desk);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(n => Task.Run(() => desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re: banned", $"Answer {n}.", token)))));

        (await desk.ReadAsync(db => db.Tickets.CountAsync(Stop))).ShouldBe(2);
        (await desk.ReadAsync(db => db.IncomingMail.CountAsync(m => m.Outcome == MailOutcome.SetAside, Stop))).ShouldBe(0);
    }

    [Fact]
    public async Task When_the_linked_ticket_is_closed_too_the_next_answer_continues_that()
    {
        await using var desk = await MailDesk.OpenAsync();
        var (_, token) = await ClosedAsync(desk);
        var second = await desk.TicketAsync((await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re", "Two.", token))).TicketNumber!.Value);
        await CloseAsync(desk, second);

        var third = await desk.TicketAsync((await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re", "Three.", token))).TicketNumber!.Value);

        third.OpenedFromId.ShouldBe(second.Id);
    }

    [Fact]
    public async Task An_answer_carries_no_held_or_forged_mails_id()
    {
        await using var desk = await OutDesk.OpenAsync();
        var first = MailDesk.Letter(MailDesk.Damion, "My shop", "Please help.");
        first.MessageId = "first@customer.test";
        var ticket = await desk.Desk.TicketAsync((await desk.Desk.TakeAsync(first)).TicketNumber!.Value);
        var held = MailDesk.Letter(MailDesk.Damion, "Re: My shop", "Send it all to me.", answers: first.MessageId);
        held.MessageId = "held@attacker.test";
        var forged = MailDesk.Letter(MailDesk.Damion, "Re: My shop", "To me too.", await desk.Desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id));
        forged.MessageId = "forged@attacker.test";
        (await desk.Desk.TakeAsync(held, Verdict.Unproved)).Outcome.ShouldBe(MailOutcome.Held);
        (await desk.Desk.TakeAsync(forged, Verdict.Failed)).Outcome.ShouldBe(MailOutcome.Held);

        await desk.ReplyAsync(ticket, await desk.Desk.AgentAsync("Aldo", "aldo@marketfield.test"));
        await desk.DeliverAsync(TimeSpan.FromMinutes(1));

        var reply = await desk.ReadAsync((await desk.OutboxAsync(MailKind.Reply)).ShouldHaveSingleItem());
        reply.References.ShouldContain("first@customer.test");
        reply.Headers.Select(h => h.Value).ShouldNotContain(v => v.Contains("attacker", StringComparison.Ordinal));
    }

    static async Task<(Ticket Ticket, string Token)> ClosedAsync(MailDesk desk)
    {
        var ticket = await desk.DamionWritesAsync();
        var token = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);
        await CloseAsync(desk, ticket);
        return (ticket, token);
    }

    static Task CloseAsync(MailDesk desk, Ticket ticket) => desk.ActAsync(async db =>
    {
        var (row, at) = (await db.Tickets.SingleAsync(t => t.Id == ticket.Id, Stop), desk.Database.Clock.Now);
        row.SetStatus(TicketStatus.Solved, Outcome.Answered, new(), Actor.System(Via.Job), at);
        row.TimePassed(new(), Actor.System(Via.Job), at.AddDays(30));
    });
}
