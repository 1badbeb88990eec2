using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Tests.Notifications;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

/// <summary>Notices that come thick.</summary>
public sealed class BundlingTests
{
    const string Aldo = "aldo@marketfield.test";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Five_leave_at_once_and_the_others_ten_minutes_later_as_one(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var aldo = await desk.Desk.AgentAsync("Aldo", Aldo);
        var tickets = await DealOutAsync(desk, aldo, 8);

        await desk.DeliverAsync();
        ToAldo(desk).ShouldBe(5);
        (await desk.OutboxAsync(MailKind.Assigned)).Skip(5).ShouldAllBe(m => m.DueAt == desk.Now.AddMinutes(10) && m.LeaseUntil == null && m.Attempts == 0);
        await desk.DeliverAsync(TimeSpan.FromMinutes(9));
        ToAldo(desk).ShouldBe(5);
        await desk.DeliverAsync(TimeSpan.FromMinutes(1));

        ToAldo(desk).ShouldBe(6);
        var bundle = (await desk.OutboxAsync(MailKind.Bundle)).ShouldHaveSingleItem();
        bundle.SentAt.ShouldBe(desk.Now);
        var sent = await desk.ReadAsync(bundle);
        sent.Subject.ShouldBe("3 tickets are yours now");
        sent.Headers[HeaderId.AutoSubmitted].ShouldBe("auto-generated");
        foreach (var ticket in tickets.Skip(5))
            sent.TextBody!.ShouldContain($"Yours now: {ticket.Subject} [#{ticket.Number}]\nhttp://localhost:5080/tickets/{ticket.Number}\n", Case.Sensitive);
        sent.TextBody!.ShouldNotContain(tickets[4].Subject);
        (await desk.OutboxAsync(MailKind.Assigned)).Skip(5).ShouldAllBe(m => m.CancelledAt == desk.Now && m.Reason == "It went together with others, in one mail.");
    }

    [Fact]
    public async Task A_steady_stream_makes_a_mail_every_ten_minutes()
    {
        await using var desk = await OutDesk.OpenAsync();
        var aldo = await desk.Desk.AgentAsync("Aldo", Aldo);

        for (var minute = 0; minute < 40; minute++)
        {
            await DealOutAsync(desk, aldo, 1);
            await desk.DeliverAsync();
            desk.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var bundles = await desk.OutboxAsync(MailKind.Bundle);
        bundles.Select(b => (b.At - OutDesk.Start).TotalMinutes).ShouldBe([14, 24, 34]);
        ToAldo(desk).ShouldBe(8);
        await desk.DeliverAsync(TimeSpan.FromMinutes(10));
        (await desk.OutboxAsync(MailKind.Assigned)).ShouldAllBe(m => m.SentAt != null || m.CancelledAt != null);
    }

    [Fact]
    public async Task Slow_ones_go_singly()
    {
        await using var desk = await OutDesk.OpenAsync();
        var aldo = await desk.Desk.AgentAsync("Aldo", Aldo);

        for (var n = 0; n < 10; n++)
        {
            await DealOutAsync(desk, aldo, 1);
            await desk.DeliverAsync();
            desk.Time.Advance(TimeSpan.FromMinutes(2));
        }

        ToAldo(desk).ShouldBe(10);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_has_settled_itself_is_no_line_and_one_that_is_left_comes_as_itself(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var aldo = await desk.Desk.AgentAsync("Aldo", Aldo);
        var tickets = await DealOutAsync(desk, aldo, 8);
        await desk.DeliverAsync();
        var bojan = await desk.Desk.AgentAsync("Bojan", "bojan@marketfield.test");
        foreach (var ticket in tickets[6..])
            await desk.ActAsync(ticket, (t, _) => t.AssignTo(bojan, Actor.System(Via.Web), desk.Now));

        await desk.DeliverAsync(TimeSpan.FromMinutes(10));

        (await desk.OutboxAsync(MailKind.Bundle)).ShouldBeEmpty();
        var last = (await desk.OutboxAsync(MailKind.Assigned)).Single(m => m.ObjectId == tickets[5].Id);
        (await desk.ReadAsync(last)).ReplyTo.Mailboxes.Single().Address.ShouldStartWith("support+");
        ToAldo(desk).ShouldBe(6);
        (await desk.OutboxAsync(MailKind.Assigned)).Where(m => m.Address == Aldo).Select(m => m.Reason).OfType<string>().ShouldBe(["The ticket is somebody else's now.", "The ticket is somebody else's now."]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_another_worker_holds_is_left_to_it(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var aldo = await desk.Desk.AgentAsync("Aldo", Aldo);
        var tickets = await DealOutAsync(desk, aldo, 9);
        await desk.DeliverAsync();
        var (held, until) = (tickets[8].Id, desk.Now.AddHours(1));
        await desk.Desk.ReadAsync(db => db.Outbox.Where(m => m.ObjectId == held && m.Kind == MailKind.Assigned).ExecuteUpdateAsync(set => set.SetProperty(m => m.LeaseUntil, until), Stop));

        await desk.DeliverAsync(TimeSpan.FromMinutes(10));

        (await desk.ReadAsync((await desk.OutboxAsync(MailKind.Bundle)).ShouldHaveSingleItem())).Subject.ShouldBe("3 tickets are yours now");
        (await desk.OutboxAsync(MailKind.Assigned)).Single(m => m.ObjectId == held).CancelledAt.ShouldBeNull();
    }

    [Fact]
    public async Task An_answer_to_a_bundle_reaches_none_of_its_tickets()
    {
        await using var desk = await OutDesk.OpenAsync();
        var aldo = await desk.Desk.AgentAsync("Aldo", Aldo);
        var tickets = await DealOutAsync(desk, aldo, 8);
        await desk.DeliverAsync();
        await desk.DeliverAsync(TimeSpan.FromMinutes(10));
        var bundle = await desk.ReadAsync((await desk.OutboxAsync(MailKind.Bundle)).Single());

        var taken = await desk.Desk.TakeAsync(MailDesk.Letter(Aldo, $"Re: {bundle.Subject}", "Which of them?", bundle.ReplyTo.Mailboxes.Single().Address, bundle.MessageId));

        tickets.ShouldNotContain(t => t.Number == taken.TicketNumber);
    }

    [Fact]
    public async Task Answers_on_many_tickets_come_as_one_too_without_one_that_was_taken_away()
    {
        await using var desk = await OutDesk.OpenAsync();
        var tickets = await DealOutAsync(desk, await desk.Desk.AgentAsync("Aldo", Aldo), 8);
        await desk.DeliverAsync();
        var last = default(Guid?);
        foreach (var ticket in tickets)
            last = (await desk.Desk.TakeAsync(MailDesk.Letter(await desk.Desk.ReadAsync(db => db.MailAddresses.Where(a => a.PersonId == ticket.RequesterId).Select(a => a.Address).SingleAsync(Stop)), "Re", "Any news?", await desk.Desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id)))).PostId;
        await desk.DeliverAsync();
        await desk.Desk.ReadAsync(db => db.Posts.Where(p => p.Id == last).ExecuteUpdateAsync(set => set.SetProperty(p => p.State, PostState.Hidden), Stop));

        await desk.DeliverAsync(TimeSpan.FromMinutes(10));

        var bundles = await desk.OutboxAsync(MailKind.Bundle);
        var answers = await desk.ReadAsync(bundles.Single(b => b.PartNo == (int)MailKind.NewReply));
        answers.Subject.ShouldBe("2 answers on your tickets");
        answers.TextBody!.ShouldContain($"w7 answered: Question 7. [#{tickets[6].Number}]");
        bundles.Count(b => b.PartNo == (int)MailKind.Assigned).ShouldBe(1);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Steps_of_a_case_in_a_hurry_come_as_one_that_leads_to_the_tracker(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.BeginAsync();
        await desk.PassAsync(TimeSpan.Zero);
        foreach (var level in (string[])[ClimbDesk.Tess, ClimbDesk.Ines])
        {
            await desk.ActAsync(level, (escalation, standing, by, at) => escalation.Acknowledge(standing, by, at));
            await desk.PassAsync(TimeSpan.Zero);
            await desk.ActAsync(level, (escalation, standing, by, at) => escalation.Forward("Not mine to change.", standing, by, at));
            await desk.PassAsync(TimeSpan.Zero);
        }

        await desk.ActAsync(ClimbDesk.Victor, (escalation, standing, by, at) => escalation.Acknowledge(standing, by, at));
        await desk.ActAsync(ClimbDesk.Victor, (escalation, standing, by, at) => escalation.Ask(new("Which picture?"), standing, by, at));
        await desk.ActAsync(ClimbDesk.Victor, (escalation, standing, by, at) => escalation.Return("The number of the ticket.", standing, by, at));
        await desk.PassAsync(TimeSpan.Zero);
        (await desk.Out.OutboxAsync(MailKind.Step)).Select(m => m.SentAt is not null).ShouldBe([true, true, true, true, true, false, false]);

        await desk.PassAsync(TimeSpan.FromMinutes(10));

        var sent = await desk.Out.ReadAsync((await desk.Out.OutboxAsync(MailKind.Bundle)).ShouldHaveSingleItem());
        sent.Subject.ShouldBe("2 steps of your feedback");
        sent.TextBody!.ShouldContain("On its way: A picture before an identity [E-1]\nhttp://localhost:5080/track/", Case.Sensitive);
        (await desk.Out.OutboxAsync(MailKind.Question)).ShouldHaveSingleItem().SentAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_people_write_is_never_bundled()
    {
        await using var desk = await OutDesk.OpenAsync();
        var (ticket, aldo) = await desk.AnsweredAsync();
        for (var n = 0; n < 7; n++)
            await desk.ReplyAsync(ticket, aldo, $"And {n}.");

        await desk.DeliverAsync(TimeSpan.FromSeconds(11));

        (await desk.OutboxAsync(MailKind.Reply)).Count(m => m.SentAt == desk.Now).ShouldBe(8);
    }

    internal static int ToAldo(OutDesk desk) => desk.Server.Got.Count(mail => mail.To == Aldo);

    /// <summary>Tickets of as many people, given to one agent.</summary>
    internal static async Task<List<Ticket>> DealOutAsync(OutDesk desk, Guid agent, int count)
    {
        var tickets = new List<Ticket>();
        for (var n = 0; n < count; n++)
        {
            var no = await desk.Desk.ReadAsync(db => db.Tickets.CountAsync(Stop)) + 1;
            var ticket = await desk.Desk.TicketAsync((await desk.Desk.TakeAsync(MailDesk.Letter($"w{no}@customer.test", $"Question {no}.", "Where is it?"))).TicketNumber!.Value);
            await desk.ActAsync(ticket, (t, _) => t.AssignTo(agent, Actor.System(Via.Web), desk.Now));
            tickets.Add(ticket);
        }

        return tickets;
    }
}
