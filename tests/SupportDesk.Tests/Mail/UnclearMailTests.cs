using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

/// <summary>Mail that speaks like a delivery report and may be a person's.</summary>
public sealed class UnclearMailTests
{
    const string Courier = "Where is it? The delivery of my table failed again, and your letter was returned to sender.";
    const string Teachers = "The mails of our teachers are undeliverable, your mail server says 550 5.7.1 rejected for billing@marketfield.test. Could you look?";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Return-Path: <>|From: Nora <nora@redirected.test>", "Delivery failed", Courier)]
    [InlineData("Return-Path: <>|From: Ismail Server Hosting Kaya <ismail@redirected.test>", "Delivery failed", Courier)]
    [InlineData("Return-Path: <>|Auto-Submitted: auto-generated|From: Web form <form@shop.test>", "Delivery failed", Courier)]
    [InlineData("Return-Path: <>|From: Nora <nora@redirected.test>", "Unzustellbar", "Mein Tisch konnte nicht zugestellt werden.")]
    [InlineData("From: Carl, IT <postmaster@school.test>", "Undeliverable mail", Teachers)]
    [InlineData("From: postmaster@school.test", "Undeliverable mail", Teachers)]
    [InlineData("From: Nora <nora@home.test>", "Delivery failed, returned to sender", "It could not be delivered, says the mail system of the post: user unknown.")]
    public async Task A_persons_mail_about_what_was_not_delivered_is_a_ticket_without_an_answer(string header, string subject, string text)
    {
        await using var desk = await MailDesk.OpenAsync();

        var result = await desk.Intake.TakeAsync(Mail(desk, header, subject, text), Stop);

        result.Outcome.ShouldBe(MailOutcome.NewTicket);
        (await desk.PostsAsync(await desk.TicketAsync(result.TicketNumber!.Value)))[0].Text.ShouldBe(text);
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(0);
    }

    [Theory]
    [InlineData("Return-Path: <>|From: Mail Delivery System <mailer-daemon@mx.test>", "Undelivered mail", "It could not be delivered.")]
    [InlineData("Return-Path: <>|From: System Administrator <admin@mx.test>", "Undeliverable", "It did not reach the following recipient.")]
    [InlineData("From: postmaster@mx.test", "Delivery failed", "The mail system says:\n<nora@home.test>: 550 5.1.1 user unknown")]
    [InlineData("Auto-Submitted: auto-replied|From: robot@mx.test", "Delivery failed", "The mail server says:\nRCPT TO:<nora@home.test>\n550 5.1.1 user unknown")]
    [InlineData("From: postmaster@mx.test", "Delivery failed", "It could not be delivered.\nOriginal message follows.")]
    public async Task Two_independent_signs_make_a_report(string header, string subject, string text)
    {
        await using var desk = await MailDesk.OpenAsync();

        var result = await desk.Intake.TakeAsync(Mail(desk, header, subject, text), Stop);

        (result.Outcome, result.Understood!.Class).ShouldBe((MailOutcome.Ignored, MailClass.Bounce));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Unclear_mail_of_one_sender_within_a_day_makes_one_ticket(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var mails = Enumerable.Range(0, 40).Select(n => Mail(desk, "From: postmaster@relay.test", $"Undeliverable {n}", $"Spam {n} of yours was not delivered, our mail server says.")).ToList();

        var results = new List<IntakeResult>(await desk.Intake.TakeAsync(mails, null, Stop));
        results.Add(await desk.Intake.TakeAsync(Mail(desk, "From: postmaster@relay.test", "Undeliverable again", "One more was not delivered, our mail server says."), Stop));
        var other = await desk.Intake.TakeAsync(Mail(desk, "From: postmaster@other.test", "Undeliverable", "Mine was not delivered, our mail server says."), Stop);

        results.Select(r => r.TicketNumber).Distinct().ShouldHaveSingleItem().ShouldNotBeNull();
        other.TicketNumber.ShouldNotBe(results[0].TicketNumber);
        (await desk.ReadAsync(db => db.Tickets.CountAsync(Stop))).ShouldBe(2);
        (await desk.PostsAsync(await desk.TicketAsync(results[0].TicketNumber!.Value))).Count.ShouldBe(41);
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(0);
    }

    [Fact]
    public async Task Unclear_mail_of_another_day_makes_another_ticket()
    {
        var time = new FakeTimeProvider(OutDesk.Start);
        await using var desk = await MailDesk.OpenAsync(more: services => services.AddSingleton<TimeProvider>(time));
        var first = await desk.Intake.TakeAsync(Mail(desk, "From: postmaster@relay.test", "Undeliverable 1", "It was not delivered, our mail server says."), Stop);
        time.Advance(TimeSpan.FromHours(25));

        var second = await desk.Intake.TakeAsync(Mail(desk, "From: postmaster@relay.test", "Undeliverable 2", "It was not delivered either, our mail server says."), Stop);

        second.Outcome.ShouldBe(MailOutcome.NewTicket);
        second.TicketNumber.ShouldNotBe(first.TicketNumber);
    }

    [Fact]
    public async Task Unclear_mail_that_joins_tells_its_assignee_nothing()
    {
        await using var desk = await MailDesk.OpenAsync();
        var bojan = await desk.AgentAsync("bojan", "bojan@marketfield-staff.test");
        await desk.Intake.TakeAsync(Mail(desk, "From: postmaster@relay.test", "Undeliverable 1", "It was not delivered, our mail server says."), Stop);
        await desk.ActAsync(async db => (await db.Tickets.SingleAsync(Stop)).AssignTo(bojan, new(bojan, Capacity.Agent, Via.Web), desk.Database.Clock.Now));

        var second = await desk.Intake.TakeAsync(Mail(desk, "From: postmaster@relay.test", "Undeliverable 2", "It was not delivered either, our mail server says."), Stop);

        second.Outcome.ShouldBe(MailOutcome.Posted);
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(0);
    }

    [Fact]
    public async Task Unclear_mail_that_says_that_a_program_wrote_it_joins_and_wakes_nothing()
    {
        await using var desk = await MailDesk.OpenAsync();
        const string Header = "Auto-Submitted: auto-replied|From: robot@relay.test";
        var first = await desk.Intake.TakeAsync(Mail(desk, Header, "Delivery failed 1", "It could not be delivered, the mail server says."), Stop);

        var second = await desk.Intake.TakeAsync(Mail(desk, Header, "Delivery failed 2", "It could not be delivered either, the mail server says."), Stop);

        second.TicketNumber.ShouldBe(first.TicketNumber);
        (await desk.PostsAsync(await desk.TicketAsync(first.TicketNumber!.Value))).ShouldAllBe(p => p.Automatic);
    }

    [Fact]
    public async Task An_unclear_answer_with_its_own_token_is_an_answer()
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.DamionWritesAsync();
        var token = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);

        var result = await desk.Intake.TakeAsync(Mail(desk, $"Return-Path: <>|From: {MailDesk.Damion}", "Delivery failed", Courier, token), Stop);

        (result.Outcome, result.TicketNumber).ShouldBe((MailOutcome.Posted, ticket.Number));
    }

    static RawMail Mail(MailDesk desk, string header, string subject, string text, string to = MailDesk.Support) => new(
        desk.MailboxId,
        Encoding.UTF8.GetBytes($"{header.Replace('|', '\n')}\nTo: {to}\nSubject: {subject}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"),
        Known: Verdict.Proved);
}
