using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

/// <summary>Mail from before the desk, where a mailbox starts with its archive.</summary>
public sealed class PastMailTests
{
    static readonly DateTimeOffset Long = new(2019, 3, 7, 10, 0, 0, TimeSpan.Zero);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Old_mail_becomes_a_closed_ticket_that_owes_nobody_anything(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);

        var result = await TakeAsync(desk, Long, MailDesk.Letter(MailDesk.Damion, "Long ago", "It was settled."));

        var ticket = await desk.TicketAsync(result.TicketNumber!.Value);
        (ticket.Status, ticket.IsLive, ticket.DueAt, ticket.OpenedAt, ticket.LastActivityAt).ShouldBe((TicketStatus.Closed, false, null, Long, Long));
        (await desk.PostsAsync(ticket)).ShouldHaveSingleItem().At.ShouldBe(Long);
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop)) + await desk.ReadAsync(db => db.Notices.CountAsync(Stop))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_old_conversation_is_one_ticket(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var first = MailDesk.Letter(MailDesk.Damion, "Long ago", "One.");

        var one = await TakeAsync(desk, Long, first);
        var two = await TakeAsync(desk, Long.AddDays(1), MailDesk.Letter(MailDesk.Damion, "Re: Long ago", "Two.", answers: first.MessageId));

        two.TicketNumber.ShouldBe(one.TicketNumber);
        var ticket = await desk.TicketAsync(one.TicketNumber!.Value);
        (await desk.PostsAsync(ticket)).Select(p => (p.Text, p.State)).ShouldBe([("One.", PostState.Shown), ("Two.", PostState.Shown)]);
        ticket.Status.ShouldBe(TicketStatus.Closed);
    }

    [Fact]
    public async Task Old_mail_changes_no_ticket_at_work()
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.DamionWritesAsync();
        var token = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);

        var result = await TakeAsync(desk, Long, MailDesk.Letter(MailDesk.Damion, "Re: banned", "Old words.", token));

        result.TicketNumber.ShouldNotBe(ticket.Number);
        (await desk.TicketAsync(ticket.Number)).Version.ShouldBe(ticket.Version);
    }

    [Fact]
    public async Task A_late_answer_to_history_is_new_work()
    {
        await using var desk = await MailDesk.OpenAsync();
        var first = MailDesk.Letter(MailDesk.Damion, "Long ago", "One.");
        var old = await TakeAsync(desk, Long, first);

        var late = await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re: Long ago", "Again!", answers: first.MessageId));

        var ticket = await desk.TicketAsync(late.TicketNumber!.Value);
        (ticket.Status, ticket.OpenedFromId).ShouldBe((TicketStatus.New, (await desk.TicketAsync(old.TicketNumber!.Value)).Id));
        (await desk.ReadAsync(db => db.Outbox.Select(m => m.Kind).ToListAsync(Stop))).ShouldBe([MailKind.Acknowledgement]);
    }

    [Fact]
    public async Task Many_old_mails_of_one_sender_do_not_silence_the_answer_to_a_new_one()
    {
        await using var desk = await MailDesk.OpenAsync();
        var old = Enumerable.Range(1, 60).Select(n => desk.Raw(MailDesk.Letter(MailDesk.Damion, $"Old {n}", $"{n}")) with { PastAt = Long.AddMinutes(n) });
        await desk.Intake.TakeAsync([.. old], null, Stop);

        await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "New", "Now."));

        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(1);
    }

    static async Task<IntakeResult> TakeAsync(MailDesk desk, DateTimeOffset at, MimeMessage mail, Verdict verdict = Verdict.Unproved) =>
        (await desk.Intake.TakeAsync([desk.Raw(mail, verdict) with { PastAt = at }], null, Stop))[0];
}
