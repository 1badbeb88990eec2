using Microsoft.EntityFrameworkCore;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

/// <summary>Two questions about a mail: did a machine write it, and may a machine answer it?</summary>
public sealed class AnswerMarksTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Precedence", "list")]
    [InlineData("Precedence", "bulk")]
    [InlineData("List-Id", "<sellers.lists.test>")]
    [InlineData("List-Post", "<mailto:sellers@lists.test>")]
    [InlineData("Mailing-List", "list sellers@lists.test; contact sellers-owner@lists.test")]
    [InlineData("X-Auto-Response-Suppress", "All")]
    [InlineData("Feedback-ID", "1.eu:AmazonSES")]
    [InlineData("List-Unsubscribe", "<mailto:u@lists.test>")]
    public async Task Marks_of_lists_say_nothing_about_who_wrote_an_answer(string field, string value)
    {
        await using var desk = await MailDesk.OpenAsync();
        var (ticket, token) = await PendingAsync(desk);
        var mail = MailDesk.Letter(MailDesk.Damion, "Re: banned", "Please call me.", token);
        mail.Headers.Add(field, value);

        await desk.TakeAsync(mail);

        var now = await desk.TicketAsync(ticket.Number);
        (now.Status, now.LastWords).ShouldBe((TicketStatus.Open, "Please call me."));
        (await desk.PostsAsync(ticket))[^1].Automatic.ShouldBeFalse();
        (await desk.ReadAsync(db => db.Outbox.CountAsync(m => m.Kind == MailKind.NewReply, Stop))).ShouldBe(1);
    }

    [Theory]
    [InlineData("damion@customer.test", "Feedback-ID: 1.eu:AmazonSES", true)]
    [InlineData("damion@customer.test", "List-Unsubscribe: <mailto:u@customer.test>|Feedback-ID: 1", true)]
    [InlineData("damion@customer.test", "X-Auto-Response-Suppress: DR, NDR, RN", true)]
    [InlineData("damion@customer.test", "List-Id: <support.marketfield.test>|List-Post: <https://groups.test/support>, <mailto:support@marketfield.test>|Precedence: list", true)]
    [InlineData("damion@customer.test", "Mailing-List: list support@marketfield.test; contact support+owners@marketfield.test|Precedence: bulk", true)]
    [InlineData("damion@customer.test", "List-Id: <support.marketfield.test>|Precedence: bulk|Feedback-ID: 1", false)]
    [InlineData("damion@customer.test", "List-Id: <support.marketfield.test>|List-Post: <mailto:sellers@lists.test>", false)]
    [InlineData("damion@customer.test", "List-Post: <https://groups.test/support>", false)]
    [InlineData("damion@customer.test", "Precedence: list", false)]
    [InlineData("damion@customer.test", "X-Auto-Response-Suppress: OOF, AutoReply", false)]
    [InlineData("damion@customer.test", "Return-Path: <>", false)]
    [InlineData("no-reply@customer.test", "Feedback-ID: 1.eu:AmazonSES", false)]
    [InlineData("shop.donotreply@customer.test", "Feedback-ID: 1", false)]
    [InlineData("bitte-nicht-antworten@customer.test", "Feedback-ID: 1", false)]
    [InlineData("casino-replyteam@customer.test", "Feedback-ID: 1", true)]
    public async Task A_first_mail_is_acknowledged_unless_its_marks_forbid_it(string from, string fields, bool acknowledged)
    {
        await using var desk = await MailDesk.OpenAsync();
        var mail = MailDesk.Letter(from, "Contact", "I cannot log in since Monday.");
        foreach (var field in fields.Split('|'))
            mail.Headers.Add(field.Split(": ")[0], field.Split(": ", 2)[1]);

        var result = await desk.TakeAsync(mail);

        result.Outcome.ShouldBe(MailOutcome.NewTicket);
        (await desk.PostsAsync(await desk.TicketAsync(result.TicketNumber!.Value)))[0].Automatic.ShouldBeFalse();
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(acknowledged ? 1 : 0);
    }

    [Fact]
    public async Task An_answer_with_a_subject_of_absence_alone_is_a_persons()
    {
        await using var desk = await MailDesk.OpenAsync();
        var (ticket, token) = await PendingAsync(desk);

        await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "De vacaciones", "Estoy de vacaciones, por favor llámame el lunes.", token));

        (await desk.TicketAsync(ticket.Number)).Status.ShouldBe(TicketStatus.Open);
    }

    static async Task<(Ticket Ticket, string Token)> PendingAsync(MailDesk desk)
    {
        var bojan = await desk.AgentAsync("bojan", "bojan@marketfield-staff.test");
        var ticket = await desk.DamionWritesAsync();
        await desk.ActAsync(async db =>
        {
            var row = await db.Tickets.SingleAsync(Stop);
            row.AssignTo(bojan, Actor.System(Via.Job), desk.Database.Clock.Now);
            row.SetStatus(TicketStatus.Pending, null, new(), Actor.System(Via.Job), desk.Database.Clock.Now);
        });
        return (ticket, await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id));
    }
}
