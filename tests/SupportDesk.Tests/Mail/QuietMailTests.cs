using System.Text;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

/// <summary>Mail that is kept and shown, and that the desk does not answer; and mail that looks like it and is answered.</summary>
public sealed class QuietMailTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_read_receipt_without_its_report_part_is_answered_nothing(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);

        var result = await TakeAsync(desk, "From: Max <max@home.test>\nSubject: Gelesen: Ihr Ausweis", "Ihre Nachricht\n\n  Betreff: Ihr Ausweis\n\nwurde am 7. September 2026 um 11:02 gelesen.");

        (result.Outcome, result.Understood!.Class).ShouldBe((MailOutcome.NewTicket, MailClass.AutoReply));
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(0);
    }

    [Fact]
    public async Task A_colleague_who_writes_from_another_mailbox_of_ours_makes_a_ticket()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.AddMailboxAsync("billing", "billing@marketfield.test");

        var result = await TakeAsync(desk, "From: Bea from Billing <billing@marketfield.test>\nSubject: Order 900", "A customer called: order 900 never came.");

        result.Outcome.ShouldBe(MailOutcome.NewTicket);
        var ticket = await desk.TicketAsync(result.TicketNumber!.Value);
        var posts = await desk.PostsAsync(ticket);
        (ticket.RequesterId, posts[0].Text, posts[0].Verdict).ShouldBe((Senders.NobodyId, "A customer called: order 900 never came.", Verdict.Unproved));
        posts[1].Text.ShouldContain("Bea from Billing <billing@marketfield.test>");
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(0);
    }

    [Theory]
    [InlineData("Subject: ")]
    [InlineData("X-No-Subject: at all")]
    public async Task A_mail_without_a_subject_is_a_ticket_and_acknowledged(string subject)
    {
        await using var desk = await MailDesk.OpenAsync();

        var result = await TakeAsync(desk, $"From: Quentin <quentin@customer.test>\n{subject}", "No subject here.");

        (await desk.TicketAsync(result.TicketNumber!.Value)).Subject.ShouldNotBeNullOrWhiteSpace();
        (await desk.ReadAsync(db => db.Outbox.Select(m => m.Address).SingleAsync(Stop))).ShouldBe("quentin@customer.test");
    }

    static Task<IntakeResult> TakeAsync(MailDesk desk, string header, string text) => desk.Intake.TakeAsync(
        new RawMail(desk.MailboxId, Encoding.UTF8.GetBytes($"{header}\nTo: {MailDesk.Support}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"), Known: Verdict.Proved), Stop);
}
