using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.People;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

public sealed class BounceMailTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("5.1.1", AddressStanding.Bounces)]
    [InlineData("4.2.2", AddressStanding.Good)]
    public async Task A_lasting_failure_of_our_mail_marks_the_address(string status, AddressStanding standing)
    {
        await using var desk = await MailDesk.OpenAsync();
        var (ticket, sent) = await SentAsync(desk);

        var result = await desk.Intake.TakeAsync(Report(desk, sent, status), Stop);

        result.Outcome.ShouldBe(MailOutcome.Bounced);
        result.TicketNumber.ShouldBe(ticket.Number);
        (await desk.ReadAsync(db => db.MailAddresses.Select(a => a.Standing).SingleAsync(Stop))).ShouldBe(standing);
        (await desk.ReadAsync(db => db.Events.CountAsync(e => e.Kind == EventKind.MailBounced, Stop))).ShouldBe(1);
        (await desk.PostsAsync(ticket)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_report_that_shows_our_mail_below_its_words_is_about_that()
    {
        await using var desk = await MailDesk.OpenAsync();
        var (ticket, sent) = await SentAsync(desk);
        var report = MailDesk.Letter("MAILER-DAEMON@customer.test", "failure notice", $"I'm afraid I wasn't able to deliver your message to the following addresses.\n\n<{MailDesk.Damion}>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReceived: (qmail 1)\nMessage-ID: <{sent}>\nTo: {MailDesk.Damion}\nSubject: x\n\nHello");

        var result = await desk.TakeAsync(report);

        (result.Outcome, result.TicketNumber).ShouldBe((MailOutcome.Bounced, ticket.Number));
    }

    [Fact, Trait("threat", "T36")]
    public async Task A_forged_report_marks_nobody()
    {
        await using var desk = await MailDesk.OpenAsync();
        await SentAsync(desk);

        var result = await desk.Intake.TakeAsync(Report(desk, "guessed.abcdefgh@marketfield.test", "5.1.1"), Stop);

        result.Outcome.ShouldBe(MailOutcome.Ignored);
        (await desk.ReadAsync(db => db.MailAddresses.Select(a => a.Standing).SingleAsync(Stop))).ShouldBe(AddressStanding.Good);
        (await desk.ReadAsync(db => db.Tickets.CountAsync(Stop))).ShouldBe(1);
    }

    [Theory]
    [InlineData("multipart/report; report-type=feedback-report; boundary=\"b\"", "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\n", "")]
    [InlineData("multipart/mixed; boundary=\"b\"", "Content-Type: text/plain\n\nx\n", "X-HmXmrOriginalRecipient: " + MailDesk.Damion + "\n")]
    public async Task A_complaint_about_our_mail_marks_the_address(string type, string part, string field)
    {
        await using var desk = await MailDesk.OpenAsync();
        var (_, sent) = await SentAsync(desk);
        var report = $"From: staff@provider.test\nTo: {MailDesk.Support}\nSubject: complaint\nMIME-Version: 1.0\nContent-Type: {type}\n\n--b\n{part}\n--b\nContent-Type: message/rfc822\n\n{field}From: {MailDesk.Support}\nTo: {MailDesk.Damion}\nMessage-ID: <{sent}>\nSubject: Listing removed\n\nx\n--b--\n";

        await desk.Intake.TakeAsync(new RawMail(desk.MailboxId, Encoding.ASCII.GetBytes(report)), Stop);

        (await desk.ReadAsync(db => db.MailAddresses.Select(a => a.Standing).SingleAsync(Stop))).ShouldBe(AddressStanding.Bounces);
        (await desk.ReadAsync(db => db.Events.CountAsync(e => e.Kind == EventKind.MailBounced, Stop))).ShouldBe(0);
        (await desk.ReadAsync(db => db.Tickets.CountAsync(Stop))).ShouldBe(1);
    }

    /// <summary>A mail that has left for Damion.</summary>
    static async Task<(Ticket Ticket, string MessageId)> SentAsync(MailDesk desk)
    {
        var ticket = await desk.DamionWritesAsync();
        var routes = desk.Database.Services.GetRequiredService<ReplyRoutes>();
        var (at, messageId) = (desk.Database.Clock.Now, "");
        await desk.ActAsync(async db =>
        {
            var route = await routes.ToAsync(db, ReplyPurpose.Ticket, ticket.Id, ticket.RequesterId, "marketfield.test", Stop);
            messageId = route.MessageId;
            db.Outbox.Add(OutboxMail.Owe(MailKind.Reply, null, null, new(ticket.RequesterId, MailDesk.Damion, MailDesk.Damion, "en"), ObjectKind.Ticket, ticket.Id, null, null, route, at, at));
        });
        await desk.ReadAsync(db => db.Outbox.ExecuteUpdateAsync(set => set.SetProperty(m => m.StartedAt, at), Stop));
        return (ticket, messageId);
    }

    static RawMail Report(MailDesk desk, string messageId, string status) => new(desk.MailboxId, Encoding.ASCII.GetBytes($"""
        From: MAILER-DAEMON@customer.test
        To: {MailDesk.Support}
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        It could not be delivered.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.customer.test

        Final-Recipient: rfc822; {MailDesk.Damion}
        Action: failed
        Status: {status}
        --b
        Content-Type: message/rfc822

        From: {MailDesk.Support}
        To: {MailDesk.Damion}
        Message-ID: <{messageId}>
        Subject: Re: banned

        Hello
        --b--

        """));
}
