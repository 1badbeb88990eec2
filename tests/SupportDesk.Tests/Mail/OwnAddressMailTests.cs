using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

/// <summary>Mail whose From is one of the desk's own addresses: forms, groups in front of the desk, colleagues, liars, and our own mail that comes back.</summary>
public sealed class OwnAddressMailTests
{
    const string Greta = "greta@elsewhere.test";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_form_that_sends_by_our_address_makes_a_ticket_of_its_reply_to(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var mail = From("Web form <support@marketfield.test>", ("Reply-To", $"Greta <{Greta}>"));

        var result = await desk.TakeAsync(mail);

        var ticket = await desk.TicketAsync(result.TicketNumber!.Value);
        var posts = await desk.PostsAsync(ticket);
        (result.Outcome, posts[0].AuthorName, posts[0].AuthorAddress, posts[0].Verdict).ShouldBe((MailOutcome.NewTicket, "Greta", Greta, Verdict.Unproved));
        ticket.RequesterId.ShouldBe(await desk.PersonIdAsync(Greta));
        posts[1].Text.ShouldContain("Web form <support@marketfield.test>");
        (await desk.ReadAsync(db => db.MailAddresses.AnyAsync(a => a.VerifiedAt != null, Stop))).ShouldBeFalse();
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(0);
    }

    [Theory]
    [InlineData("X-Original-From", "Greta <greta@elsewhere.test>", "Reply-To", "Other <other@elsewhere.test>", Greta)]
    [InlineData("X-Original-From", "Support <support@marketfield.test>", "Reply-To", "Greta <greta@elsewhere.test>", Greta)]
    [InlineData("Reply-To", "Support <support+sales@marketfield.test>", "X-Other", "x", null)]
    [InlineData("Reply-To", "not an address", "X-Other", "x", null)]
    [InlineData("Sender", "greta@elsewhere.test", "X-Other", "x", null)]
    public async Task Whom_it_names_beside_us_is_the_requester_and_else_nobody_known(string one, string value, string other, string otherValue, string? requester)
    {
        await using var desk = await MailDesk.OpenAsync();

        var result = await desk.TakeAsync(From("'Greta' via Support <support+team@marketfield.test>", (one, value), (other, otherValue)));

        var ticket = await desk.TicketAsync(result.TicketNumber!.Value);
        ticket.RequesterId.ShouldBe(requester is null ? Senders.NobodyId : await desk.PersonIdAsync(requester));
    }

    [Theory]
    [InlineData("Group <support@marketfield.test>")]
    [InlineData("Form <forms@customer.test>")]
    public async Task Whom_a_listed_form_names_is_acknowledged_and_not_proved(string from)
    {
        var options = new MailOptions { Mailboxes = [new() { Name = "support", Address = MailDesk.Support, Trust = new() { FormSenders = ["Forms@customer.test", MailDesk.Support] } }] };
        await using var desk = await MailDesk.OpenAsync(more: services => services.AddSingleton(Options.Create(options)));

        await desk.TakeAsync(From(from, ("Reply-To", $"Greta <{Greta}>")));
        await desk.TakeAsync(From("Form <forms@customer.test>", ("Reply-To", "Nora <nora@elsewhere.test>")));

        (await desk.ReadAsync(db => db.Outbox.OrderBy(m => m.Id).Select(m => m.Address).ToListAsync(Stop))).ShouldBe([Greta, "nora@elsewhere.test"]);
        (await desk.ReadAsync(db => db.MailAddresses.AnyAsync(a => a.VerifiedAt != null, Stop))).ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_writes_by_our_address_is_never_taken_for_an_agent()
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.DamionWritesAsync();
        var aldo = await desk.AgentAsync("Aldo", "aldo@marketfield-staff.test");
        var bea = await desk.AgentAsync("Bea", MailDesk.Support);
        var owed = await desk.ReadAsync(db => db.Outbox.CountAsync(Stop));

        var named = From(MailDesk.Support, ("X-Original-From", "Aldo <aldo@marketfield-staff.test>"));
        named.To.Clear();
        named.To.Add(MailboxAddress.Parse(await desk.ReplyAddressAsync(aldo, ticket.Id, ReplyPurpose.Agent)));
        var own = From(MailDesk.Support);
        own.To.Clear();
        own.To.Add(MailboxAddress.Parse(await desk.ReplyAddressAsync(bea, ticket.Id, ReplyPurpose.Agent)));
        await desk.TakeAsync(named);
        var held = await desk.TakeAsync(own);

        held.Outcome.ShouldBe(MailOutcome.Held);
        (await desk.PostsAsync(ticket)).Count(p => p is { Kind: PostKind.Reply, State: PostState.Shown }).ShouldBe(1);
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(owed);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_answer_through_a_group_reaches_its_ticket_by_its_own_token(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var bojan = await desk.AgentAsync("bojan", "bojan@marketfield-staff.test");
        var ticket = await desk.DamionWritesAsync();
        await desk.ActAsync(async db =>
        {
            var row = await db.Tickets.SingleAsync(Stop);
            row.AssignTo(bojan, Actor.System(Via.Job), desk.Database.Clock.Now);
            row.SetStatus(TicketStatus.Pending, null, new(), Actor.System(Via.Job), desk.Database.Clock.Now);
        });
        var mail = From("'Damion' via Support <support@marketfield.test>", ("X-Original-From", $"Damion <{MailDesk.Damion}>"), ("List-Id", "<support.marketfield.test>"), ("Precedence", "list"));
        mail.To.Clear();
        mail.To.Add(MailboxAddress.Parse(await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id)));

        var result = await desk.TakeAsync(mail);

        result.Outcome.ShouldBe(MailOutcome.Posted);
        (await desk.TicketAsync(ticket.Number)).Status.ShouldBe(TicketStatus.Open);
        (await desk.ReadAsync(db => db.Outbox.CountAsync(m => m.Kind == MailKind.NewReply, Stop))).ShouldBe(1);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Our_own_mail_that_comes_back_is_known_by_its_id_or_its_token(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var ticket = await desk.DamionWritesAsync();
        var sent = await desk.ReadAsync(db => db.Outbox.Select(m => m.MessageId).SingleAsync(Stop));
        var token = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);

        var byId = From("Sellers <sellers@lists.test>", ("List-Id", "<sellers.lists.test>"));
        byId.MessageId = sent;
        var byToken = From(MailDesk.Support, ("Reply-To", token));
        var neither = From(MailDesk.Support);
        var results = new List<IntakeResult>();
        foreach (var mail in new[] { byId, byToken, neither })
            results.Add(await desk.TakeAsync(mail));

        results.Select(r => r.Outcome).ShouldBe([MailOutcome.Ignored, MailOutcome.Ignored, MailOutcome.NewTicket]);
        (await desk.ReadAsync(db => db.IncomingMail.CountAsync(m => m.Class == MailClass.Own, Stop))).ShouldBe(2);
        (await desk.PostsAsync(ticket)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_automatic_goes_to_an_address_of_the_desk()
    {
        await using var desk = await OutDesk.OpenAsync();
        var billing = "billing@marketfield.test";
        await desk.Desk.AddMailboxAsync("billing", billing);
        var bea = await desk.Desk.AgentAsync("Bea", billing);
        var ticket = await desk.Desk.DamionWritesAsync();
        await desk.ActAsync(ticket, (row, _) => row.AssignTo(bea, Actor.System(Via.Job), desk.Now));

        await desk.DeliverAsync(TimeSpan.FromMinutes(1));

        desk.Server.Got.Select(m => m.To).ShouldBe([MailDesk.Damion]);
        (await desk.OutboxAsync(MailKind.Assigned)).ShouldHaveSingleItem().Reason!.ShouldContain("own addresses");
    }

    static MimeMessage From(string from, params (string Field, string Value)[] fields)
    {
        var mail = MailDesk.Letter(from, "My parcel", $"The lamp is broken, says {from}.");
        foreach (var (field, value) in fields)
            mail.Headers.Add(field, value);
        return mail;
    }
}
