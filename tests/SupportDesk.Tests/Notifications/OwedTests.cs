using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Tests.Mail;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Notifications;

public sealed class OwedTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_mail_that_opens_a_ticket_is_acknowledged(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);

        var ticket = await desk.Desk.DamionWritesAsync();

        var owed = (await desk.OutboxAsync()).ShouldHaveSingleItem();
        (owed.Kind, owed.ObjectId, owed.Address, owed.DueAt).ShouldBe((MailKind.Acknowledgement, ticket.Id, MailDesk.Damion, desk.Now));
        owed.MessageId.ShouldEndWith("@marketfield.test");
        owed.ReplyAddressId.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_mail_that_contradicts_its_sender_is_not_acknowledged()
    {
        await using var desk = await OutDesk.OpenAsync();

        await desk.Desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Hello", "It is me."), Verdict.Failed);

        (await desk.OutboxAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_programs_mail_is_not_acknowledged()
    {
        await using var desk = await OutDesk.OpenAsync();
        var away = MailDesk.Letter(MailDesk.Damion, "Out of office", "I am on holiday.");
        away.Headers.Add("Auto-Submitted", "auto-replied");

        await desk.Desk.TakeAsync(away);

        (await desk.OutboxAsync()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_unproved_address_hears_from_us_once_a_day(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);

        await desk.Desk.TakeAsync(MailDesk.Letter(MailDesk.Muhammed, "One", "First."), Verdict.Unproved);
        await desk.Desk.TakeAsync(MailDesk.Letter(MailDesk.Muhammed, "Two", "Second."), Verdict.Unproved);
        (await desk.OutboxAsync(MailKind.Acknowledgement)).Count.ShouldBe(1);

        desk.Time.Advance(TimeSpan.FromHours(25));
        await desk.Desk.TakeAsync(MailDesk.Letter(MailDesk.Muhammed, "Three", "Third."), Verdict.Unproved);
        (await desk.OutboxAsync(MailKind.Acknowledgement)).Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_reply_is_owed_to_each_who_takes_part_but_its_author(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var ticket = await desk.Desk.DamionWritesAsync();
        var aldo = await desk.Desk.AgentAsync("Aldo", "aldo@marketfield.test");
        var bojan = await desk.Desk.AgentAsync("Bojan", "bojan@marketfield.test");
        await desk.ActAsync(ticket, (t, _) =>
        {
            t.Join(aldo, null, ParticipantKind.Follower, Actor.System(Via.Web), desk.Now);
            t.Join(bojan, null, ParticipantKind.Follower, Actor.System(Via.Web), desk.Now);
        });

        await desk.ReplyAsync(ticket, aldo);

        var owed = await desk.OutboxAsync(MailKind.Reply);
        owed.Select(m => m.Address).ShouldBe([MailDesk.Damion, "bojan@marketfield.test"], ignoreOrder: true);
        owed.ShouldAllBe(m => m.DueAt == desk.Now.AddSeconds(10));
    }

    [Fact]
    public async Task A_note_is_owed_to_nobody()
    {
        await using var desk = await OutDesk.OpenAsync();
        var ticket = await desk.Desk.DamionWritesAsync();
        var aldo = await desk.Desk.AgentAsync("Aldo", "aldo@marketfield.test");
        var before = (await desk.OutboxAsync()).Count;

        await desk.ActAsync(ticket, (t, _) => t.Note(OutDesk.Post(aldo, "Aldo", "Careful with him.", PostKind.Note), new Actor(aldo, Capacity.Agent, Via.Web), desk.Now));

        (await desk.OutboxAsync()).Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_requesters_answer_is_told_to_the_assignee()
    {
        await using var desk = await OutDesk.OpenAsync();
        var ticket = await desk.Desk.DamionWritesAsync();
        var aldo = await desk.Desk.AgentAsync("Aldo", "aldo@marketfield.test");
        await desk.ActAsync(ticket, (t, _) => t.AssignTo(aldo, new Actor(aldo, Capacity.Agent, Via.Web), desk.Now));
        (await desk.OutboxAsync(MailKind.Assigned)).ShouldBeEmpty();

        await desk.Desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re: My shop", "Any news?", to: await desk.Desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id)));

        (await desk.OutboxAsync(MailKind.NewReply)).ShouldHaveSingleItem().PersonId.ShouldBe(aldo);
    }

    [Fact]
    public async Task Work_dealt_out_is_told_to_whom_it_came()
    {
        await using var desk = await OutDesk.OpenAsync();
        var ticket = await desk.Desk.DamionWritesAsync();
        var aldo = await desk.Desk.AgentAsync("Aldo", "aldo@marketfield.test");
        var valeria = await desk.Desk.AgentAsync("Valeria", "valeria@marketfield.test");

        await desk.ActAsync(ticket, (t, _) => t.AssignTo(aldo, new Actor(valeria, Capacity.Moderator, Via.Web), desk.Now));

        (await desk.OutboxAsync(MailKind.Assigned)).ShouldHaveSingleItem().PersonId.ShouldBe(aldo);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_reply_taken_back_in_time_never_leaves(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var ticket = await desk.Desk.DamionWritesAsync();
        var aldo = await desk.Desk.AgentAsync("Aldo", "aldo@marketfield.test");
        await desk.ReplyAsync(ticket, aldo);

        await TakeBackAsync(desk, ticket, aldo);
        await desk.DeliverAsync(TimeSpan.FromMinutes(1));

        (await desk.OutboxAsync(MailKind.Reply)).ShouldAllBe(m => m.CancelledAt != null && m.SentAt == null);
        desk.Server.Got.ShouldNotContain(mail => System.Text.Encoding.ASCII.GetString(mail.Mime).Contains("looking into"));
    }

    [Fact]
    public async Task A_reply_that_has_left_cannot_be_taken_back()
    {
        await using var desk = await OutDesk.OpenAsync();
        var ticket = await desk.Desk.DamionWritesAsync();
        var aldo = await desk.Desk.AgentAsync("Aldo", "aldo@marketfield.test");
        await desk.ReplyAsync(ticket, aldo);
        await desk.DeliverAsync(TimeSpan.FromMinutes(1));

        var refusal = await Should.ThrowAsync<DeskException>(() => TakeBackAsync(desk, ticket, aldo));

        refusal.Message.ShouldContain("has left already");
    }

    static Task TakeBackAsync(OutDesk desk, Ticket ticket, Guid agent) => desk.Desk.ActAsync(async db =>
    {
        var row = await db.Tickets.Include(t => t.Thread).SingleAsync(t => t.Id == ticket.Id, Stop);
        var post = await db.Posts.OrderByDescending(p => p.Position).FirstAsync(p => p.ThreadId == row.ThreadId, Stop);
        await new ReplyUndo(db, new(db)).TakeBackAsync(row, post, new Actor(agent, Capacity.Agent, Via.Web), desk.Now, Stop);
    });
}
