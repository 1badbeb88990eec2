using System.Text;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

/// <summary>Whom an odd mail belongs to, and whether they are answered.</summary>
public sealed class WhoWroteTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ida+market@plus.test", "Ida+Market@PLUS.Test")]
    [InlineData("ute@müller.test", "ute@xn--mller-kva.test")]
    public async Task One_address_written_in_two_ways_is_one_person(string one, string other)
    {
        await using var desk = await MailDesk.OpenAsync();

        var first = await TakeAsync(desk, $"From: Ida <{one}>", "My lamp.");
        var second = await TakeAsync(desk, $"From: Ida <{other}>", "My chair.");

        (await desk.TicketAsync(second.TicketNumber!.Value)).RequesterId.ShouldBe((await desk.TicketAsync(first.TicketNumber!.Value)).RequesterId);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_answer_to_ones_own_mail_joins_it_where_it_is_proved_and_else_is_held(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var first = await TakeAsync(desk, "From: Tom <tom@own.test>\nMessage-ID: <own-13a@own.test>", "My printer smokes.");

        var proved = await TakeAsync(desk, "From: Tom <tom@own.test>\nIn-Reply-To: <own-13a@own.test>", "It also smells burnt.");
        var held = await TakeAsync(desk, "From: Tom <tom@own.test>\nIn-Reply-To: <own-13a@own.test>", "And it burns.", Verdict.Unproved);

        (proved.Outcome, proved.TicketNumber, held.Outcome, held.TicketNumber).ShouldBe((MailOutcome.Posted, first.TicketNumber, MailOutcome.Held, first.TicketNumber));
        held.Problem.ShouldBe("It belongs to this conversation by its number or its thread alone, and nothing proves that the sender it names sent it.");
    }

    [Theory]
    [InlineData("From: Nightly Monitor Robot:;", "Nightly Monitor Robot", false)]
    [InlineData("From: Zoe <zoe@customer.test>\nTo: undisclosed-recipients:;\nDelivered-To: support@marketfield.test", "Zoe", true)]
    [InlineData("From: Jörg <jörg@exämple.test>", "Jörg", true)]
    public async Task A_mail_with_an_odd_head_is_a_ticket(string header, string name, bool answered)
    {
        await using var desk = await MailDesk.OpenAsync();

        var result = await TakeAsync(desk, header, "Disk /data is 95 percent full.");

        result.Outcome.ShouldBe(MailOutcome.NewTicket);
        (await desk.PostsAsync(await desk.TicketAsync(result.TicketNumber!.Value)))[0].AuthorName.ShouldBe(name);
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(answered ? 1 : 0);
    }

    [Theory]
    [InlineData("From: a@one.test, b@two.test", "It belongs to this conversation by its number or its thread alone, and it names more than one sender, so none is proved.")]
    [InlineData("From: Support <support@marketfield.test>\nReply-To: a@one.test", "It belongs to this conversation by its number or its thread alone, and an address of the desk itself sent it, which proves nobody.")]
    [InlineData("From: Shop <noreply@shop.test>\nReply-To: a@one.test", "It belongs to this conversation by its number or its thread alone, and a form or a program sent it for somebody, which proves nobody.")]
    public async Task What_is_held_says_the_true_reason(string header, string why)
    {
        await using var desk = await MailDesk.OpenAsync();
        await TakeAsync(desk, "From: a@one.test\nMessage-ID: <first@one.test>", "My lamp.");

        var held = await TakeAsync(desk, $"{header}\nIn-Reply-To: <first@one.test>", "One more thing.", header.Contains("two.test", StringComparison.Ordinal) ? Verdict.Unproved : Verdict.Proved);

        (held.Outcome, held.Problem).ShouldBe((MailOutcome.Held, why));
    }

    static Task<IntakeResult> TakeAsync(MailDesk desk, string header, string text, Verdict verdict = Verdict.Proved) => desk.Intake.TakeAsync(new RawMail(
        desk.MailboxId, Encoding.UTF8.GetBytes($"{header}\n{(header.Contains("\nTo:", StringComparison.Ordinal) ? "" : "To: support@marketfield.test\n")}Subject: Hello\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"), Known: verdict), Stop);
}
