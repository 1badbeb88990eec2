using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

/// <summary>Loops and storms of programs that do not say that they are programs.</summary>
public sealed class BreakerTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase)), Trait("threat", "T19")]
    public async Task T19_A_program_that_answers_everything_stops_within_five_mails(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var (mails, answered) = (1, 0);
        var last = await desk.Desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Ticket opened", "We have your mail."));

        // It answers to From with a new subject, as header-less programs do, and without the thread.
        while (await desk.DeliverAsync(TimeSpan.FromSeconds(5)) > 0 && mails < 50)
        {
            mails += desk.Server.Got.Count - answered;
            for (; answered < desk.Server.Got.Count; answered++, mails++)
                last = await desk.Desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, $"Ticket opened {answered}", $"We have your mail no. {answered}."));
        }

        mails.ShouldBe(5);
        (await desk.EventsAsync(await desk.Desk.TicketAsync(last.TicketNumber!.Value))).ShouldContain(EventKind.AnswersStopped);
    }

    [Fact, Trait("threat", "T19")]
    public async Task T19_After_an_hour_it_answers_again_and_after_six_a_day_no_more()
    {
        await using var desk = await OutDesk.OpenAsync();
        var sent = new List<int>();
        for (var hour = 0; hour < 5; hour++)
        {
            for (var n = 0; n < 4; n++)
                await desk.Desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, $"{hour} {n}", $"Mail {hour} {n}"));
            await desk.DeliverAsync(TimeSpan.FromMinutes(61));
            sent.Add(desk.Server.Got.Count);
        }

        sent.ShouldBe([2, 4, 6, 6, 6]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase)), Trait("threat", "T19")]
    public async Task T19_A_list_with_the_desk_among_its_members_gets_no_mail_of_its_own_accord(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var post = FromList(MailDesk.Damion, "My shop is banned");
        var ticket = await desk.Desk.TicketAsync((await desk.Desk.TakeAsync(post)).TicketNumber!.Value);
        var aldo = await desk.Desk.AgentAsync("Aldo", "aldo@marketfield.test");
        await desk.ReplyAsync(ticket, aldo);
        await desk.DeliverAsync(TimeSpan.FromMinutes(1));
        desk.Server.Got.Select(mail => mail.To).ShouldBe([MailDesk.Damion]); // The agent's answer; nothing was acknowledged.

        // Damion's mail program answers to all: the list hands the desk's own words round, and so back to the desk.
        var handedRound = FromList(MailDesk.Support, $"Re: My shop is banned [#{ticket.Number}]");
        handedRound.MessageId = (await desk.OutboxAsync(MailKind.Reply)).Single().MessageId;
        var returned = await desk.Desk.TakeAsync(handedRound);
        var others = await desk.Desk.TakeAsync(FromList(MailDesk.Muhammed, "Re: My shop is banned"));
        await desk.DeliverAsync(TimeSpan.FromMinutes(1));

        returned.Outcome.ShouldBe(MailOutcome.Ignored);
        others.TicketNumber.ShouldNotBeNull();
        desk.Server.Got.Count.ShouldBe(1);

        static MimeMessage FromList(string from, string subject)
        {
            var mail = MailDesk.Letter(from, subject, $"Words of {from}.", to: "sellers@lists.test");
            mail.Headers.Add("List-Id", "Sellers <sellers.lists.test>");
            mail.Headers.Add("Precedence", "list");
            return mail;
        }
    }

    [Fact, Trait("threat", "T19")]
    public async Task T19_What_it_knows_survives_a_restart()
    {
        await using var desk = await OutDesk.OpenAsync();
        await desk.Desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "One", "One"));
        await desk.Desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Two", "Two"));

        await using var db = desk.Desk.Database.Open();
        var anew = new Breaker(db, new BreakerOptions(), desk.Desk.Database.Services.GetRequiredService<UnprovedAcknowledgements>(), desk.Now);

        await anew.LoadSendersAsync([MailDesk.Damion, MailDesk.Muhammed], Stop);

        anew.HoldsAcknowledgement(MailDesk.Damion).ShouldBeTrue();
        anew.HoldsAcknowledgement(MailDesk.Muhammed).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase)), Trait("threat", "T20")]
    public async Task T20_A_thousand_mails_of_one_sender_make_two_answers_and_are_all_kept(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var mails = Enumerable.Range(0, 1000).Select(n => desk.Raw(MailDesk.Letter(MailDesk.Damion, $"Alarm {n}", $"Sensor {n} is hot."))).ToList();

        var results = await desk.Intake.TakeAsync(mails, null, Stop);

        results.ShouldAllBe(r => r.Outcome == MailOutcome.NewTicket);
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(2);
        (await desk.ReadAsync(db => db.Events.CountAsync(e => e.Kind == EventKind.AnswersStopped, Stop))).ShouldBe(998);
    }

    [Fact, Trait("threat", "T20")]
    public async Task T20_A_storm_on_one_ticket_tells_its_assignee_three_times()
    {
        await using var desk = await MailDesk.OpenAsync();
        var bojan = await desk.AgentAsync("bojan", "bojan@marketfield-staff.test");
        var ticket = await desk.DamionWritesAsync();
        await desk.ActAsync(async db => (await db.Tickets.SingleAsync(Stop)).AssignTo(bojan, Actor.System(Via.Job), desk.Database.Clock.Now));
        var token = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);

        await desk.Intake.TakeAsync([.. Enumerable.Range(0, 100).Select(n => desk.Raw(MailDesk.Letter(MailDesk.Damion, $"Re: {n}", $"Still hot: {n}", token)))], null, Stop);

        (await desk.ReadAsync(db => db.Outbox.CountAsync(m => m.Kind == MailKind.NewReply, Stop))).ShouldBe(3);
        (await desk.ReadAsync(db => db.Events.CountAsync(e => e.ObjectId == ticket.Id && e.Kind == EventKind.AnswersStopped, Stop))).ShouldBe(1);
        (await desk.PostsAsync(ticket)).Count(p => p.State == PostState.Shown).ShouldBe(101);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase)), Trait("threat", "T20a")]
    public async Task T20a_An_unproved_address_is_acknowledged_once_a_day(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        for (var hour = 0; hour < 30; hour++)
        {
            await desk.Desk.TakeAsync(MailDesk.Letter("victim@elsewhere.test", $"Buy this {hour}", $"Cheap watches {hour}"), Verdict.Unproved);
            await desk.DeliverAsync(TimeSpan.FromHours(1));
        }

        desk.Server.Got.Count.ShouldBe(2);
        desk.Server.Got.ShouldAllBe(m => !System.Text.Encoding.UTF8.GetString(m.Mime).Contains("watches", StringComparison.Ordinal) && !System.Text.Encoding.UTF8.GetString(m.Mime).Contains("Buy this", StringComparison.Ordinal));
    }
}
