using System.Text;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Mail.Sending;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

public sealed class DeliveryTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_reply_leaves_once_it_can_no_longer_be_undone(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var (ticket, _) = await AnsweredAsync(desk);

        await desk.DeliverAsync(TimeSpan.FromSeconds(9));
        (await desk.OutboxAsync(MailKind.Reply)).ShouldHaveSingleItem().SentAt.ShouldBeNull();
        await desk.DeliverAsync(TimeSpan.FromSeconds(2));

        var mail = (await desk.OutboxAsync(MailKind.Reply)).ShouldHaveSingleItem();
        mail.SentAt.ShouldBe(desk.Now);
        var sent = await desk.ReadAsync(mail);
        sent.To.ToString().ShouldContain(MailDesk.Damion);
        sent.MessageId.ShouldBe(mail.MessageId);
        sent.Subject!.ShouldBe($"Re: My shop is banned [#{ticket.Number}]");
        sent.ReplyTo.Mailboxes.Single().Address.ShouldStartWith("support+");
        sent.TextBody!.ShouldContain("We are looking into it.");
        sent.TextBody!.ShouldContain("> It says I forged my tax papers.");
        sent.Headers.Contains(HeaderId.AutoSubmitted).ShouldBeFalse();
        desk.Server.Got[^1].From.ShouldBe(sent.ReplyTo.Mailboxes.Single().Address);
    }

    [Fact]
    public async Task A_reply_continues_the_requesters_own_thread()
    {
        await using var desk = await OutDesk.OpenAsync();
        var letter = MailDesk.Letter(MailDesk.Damion, "My shop is banned", "It says I forged my tax papers.");
        letter.MessageId = "CAJ+Mixed.Case@mail.customer.test";
        var ticket = await desk.Desk.TicketAsync((await desk.Desk.TakeAsync(letter)).TicketNumber!.Value);
        await desk.DeliverAsync();
        await desk.ReplyAsync(ticket, await desk.Desk.AgentAsync("Aldo", "aldo@marketfield.test"));

        await desk.DeliverAsync(TimeSpan.FromMinutes(1));

        var acknowledgement = (await desk.OutboxAsync(MailKind.Acknowledgement)).Single();
        var sent = await desk.ReadAsync((await desk.OutboxAsync(MailKind.Reply)).Single());
        sent.References.ShouldBe(["CAJ+Mixed.Case@mail.customer.test", acknowledgement.MessageId]);
        sent.InReplyTo.ShouldBe(acknowledgement.MessageId);
    }

    [Fact]
    public async Task An_acknowledgement_to_an_unproved_address_repeats_none_of_its_words()
    {
        await using var desk = await OutDesk.OpenAsync();
        await desk.Desk.TakeAsync(MailDesk.Letter(MailDesk.Muhammed, "Buy cheap watches", "http://watches.test"), Verdict.Unproved);

        await desk.DeliverAsync();

        var sent = await desk.ReadAsync((await desk.OutboxAsync()).Single());
        sent.ToString().ShouldNotContain("watches");
        sent.Headers[HeaderId.AutoSubmitted].ShouldBe("auto-replied");
        sent.TextBody!.ShouldContain("/track/");
    }

    [Fact]
    public async Task A_note_reaches_no_requester()
    {
        await using var desk = await OutDesk.OpenAsync();
        var (ticket, aldo) = await AnsweredAsync(desk);
        await desk.ActAsync(ticket, (t, _) => t.Note(OutDesk.Post(aldo, "Aldo", "MARKER-7", PostKind.Note), new Actor(aldo, Capacity.Agent, Via.Web), desk.Now));
        await desk.ReplyAsync(ticket, aldo, "One more thing.");

        await desk.DeliverAsync(TimeSpan.FromMinutes(1));

        desk.Server.Got.Count.ShouldBe(3);
        desk.Server.Got.ShouldAllBe(mail => !Decoded(mail.Mime).Contains("MARKER-7"));
    }

    [Fact, Trait("threat", "T07b")]
    public async Task T07b_Names_and_subjects_make_no_headers_and_no_recipients()
    {
        await using var desk = await OutDesk.OpenAsync();
        var letter = MailDesk.Letter(MailDesk.Damion, "Hello\u0007 {{ number }}", "Words.");
        letter.From.Clear();
        letter.From.Add(new MailboxAddress("a, b@evil.test <x@evil.test>\r\nBcc: c@evil.test", MailDesk.Damion));
        var ticket = await desk.Desk.TicketAsync((await desk.Desk.TakeAsync(letter)).TicketNumber!.Value);
        await desk.ReplyAsync(ticket, await desk.Desk.AgentAsync("Aldo\r\nBcc: d@evil.test", "aldo@marketfield.test"));

        await desk.DeliverAsync(TimeSpan.FromMinutes(1));

        foreach (var (_, to, mime) in desk.Server.Got)
        {
            var sent = await MimeMessage.LoadAsync(new MemoryStream(mime), Stop);
            to.ShouldBe(MailDesk.Damion);
            sent.To.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe(MailDesk.Damion);
            sent.Headers.Contains(HeaderId.Bcc).ShouldBeFalse();
            sent.Subject!.ShouldContain("Hello {{ number }}");
        }
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Two_workers_send_each_mail_once(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        for (var n = 0; n < 60; n++)
            await desk.Desk.TakeAsync(MailDesk.Letter($"person{n}@customer.test", "Hello", "Words."));

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => desk.Delivery.RunAsync(Stop), Stop)));

        desk.Server.Got.Select(mail => mail.To).Distinct().Count().ShouldBe(60);
        desk.Server.Got.Count.ShouldBe(60);
        (await desk.OutboxAsync()).ShouldAllBe(m => m.SentAt != null && m.Repeats == 0);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_worker_that_lost_its_lease_changes_nothing(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var ticket = await desk.Desk.DamionWritesAsync();
        desk.Server.Answer = async no =>
        {
            if (no > 1)
                return SendAnswer.Accepted;

            await desk.Desk.ReadAsync(db => db.Outbox.ExecuteUpdateAsync(set => set.SetProperty(m => m.LeaseUntil, OutDesk.Start.AddHours(-1)), Stop));
            await desk.Delivery.RunAsync(Stop);
            return new(SendResult.RefusedForGood, "550 the first worker's answer comes too late");
        };

        await desk.DeliverAsync();

        var mail = (await desk.OutboxAsync()).Single();
        (mail.SentAt is not null, mail.FailedAt, mail.Fence, mail.Repeats).ShouldBe((true, null, 2, 1));
        (await desk.EventsAsync(ticket)).ShouldContain(EventKind.MaybeSentTwice);
        (await desk.EventsAsync(ticket)).ShouldNotContain(EventKind.MailFailed);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_may_have_left_goes_again_with_the_same_bytes(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var ticket = await desk.Desk.DamionWritesAsync();
        desk.Server.Answer = no => no == 1 ? throw new OperationCanceledException("the process ends here") : Task.FromResult(SendAnswer.Accepted);
        await Should.ThrowAsync<OperationCanceledException>(() => desk.DeliverAsync());

        await desk.DeliverAsync(TimeSpan.FromMinutes(3));

        desk.Server.Got.Count.ShouldBe(2);
        desk.Server.Got[1].Mime.ShouldBe(desk.Server.Got[0].Mime);
        (await desk.OutboxAsync()).Single().Repeats.ShouldBe(1);
        (await desk.EventsAsync(ticket)).Count(kind => kind == EventKind.MaybeSentTwice).ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_not_heard_counts_as_a_repeat()
    {
        await using var desk = await OutDesk.OpenAsync();
        await desk.Desk.DamionWritesAsync();
        desk.Server.Answer = no => Task.FromResult(no == 1 ? new SendAnswer(SendResult.Unknown, "connection lost") : SendAnswer.Accepted);

        await desk.DeliverAsync();
        await desk.DeliverAsync(TimeSpan.FromMinutes(2));

        var mail = (await desk.OutboxAsync()).Single();
        (mail.SentAt is not null, mail.Repeats).ShouldBe((true, 1));
    }

    [Fact]
    public async Task Refused_for_now_it_is_tried_less_and_less_often()
    {
        await using var desk = await OutDesk.OpenAsync();
        await desk.Desk.DamionWritesAsync();
        desk.Server.Always(SendResult.RefusedForNow, "450 4.7.1 greylisted");

        await desk.DeliverAsync();
        (await desk.OutboxAsync()).Single().DueAt.ShouldBe(desk.Now.AddMinutes(1));
        await desk.DeliverAsync(TimeSpan.FromMinutes(1));
        (await desk.OutboxAsync()).Single().DueAt.ShouldBe(desk.Now.AddMinutes(2));
        desk.Server.Always(SendResult.Accepted);
        await desk.DeliverAsync(TimeSpan.FromMinutes(2));

        var mail = (await desk.OutboxAsync()).Single();
        (mail.SentAt is not null, mail.Attempts, mail.Repeats).ShouldBe((true, 3, 0));
    }

    [Fact]
    public async Task Refused_for_days_it_fails_where_the_agent_sees_it()
    {
        await using var desk = await OutDesk.OpenAsync();
        var ticket = await desk.Desk.DamionWritesAsync();
        desk.Server.Always(SendResult.RefusedForNow, "452 4.2.2 mailbox full");

        for (var hours = 0; hours < 24 * 6; hours += 4)
            await desk.DeliverAsync(TimeSpan.FromHours(4));

        var mail = (await desk.OutboxAsync()).Single();
        mail.FailedAt.ShouldNotBeNull();
        mail.Reason!.ShouldContain("mailbox full");
        (await desk.EventsAsync(ticket)).Count(kind => kind == EventKind.MailFailed).ShouldBe(1);
    }

    [Fact]
    public async Task Refused_for_good_it_fails_at_once_and_can_be_sent_again()
    {
        await using var desk = await OutDesk.OpenAsync();
        var ticket = await desk.Desk.DamionWritesAsync();
        desk.Server.Always(SendResult.RefusedForGood, "550 5.1.1 no such user");
        await desk.DeliverAsync();
        (await desk.EventsAsync(ticket)).ShouldContain(EventKind.MailFailed);

        desk.Server.Always(SendResult.Accepted);
        await desk.Desk.ActAsync(async db => (await db.Outbox.SingleAsync(Stop)).SendAgain(desk.Now));
        await desk.DeliverAsync();

        (await desk.OutboxAsync()).Single().SentAt.ShouldNotBeNull();
        desk.Server.Got[1].Mime.ShouldBe(desk.Server.Got[0].Mime);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase)), Trait("threat", "F03d")]
    public async Task F03d_One_bad_address_of_three_costs_the_others_nothing(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var ticket = await desk.Desk.DamionWritesAsync();
        string[] copied = [MailDesk.Muhammed, "bad@customer.test"];
        foreach (var address in copied)
        {
            await desk.Desk.TakeAsync(MailDesk.Letter(address, $"From {address}", "Words."));
            var person = await desk.Desk.PersonIdAsync(address);
            await desk.ActAsync(ticket, (row, db) => row.Join(person, db.MailAddresses.Single(a => a.PersonId == person).Id, ParticipantKind.Copied, Actor.System(Via.Job), desk.Now));
        }

        await desk.DeliverAsync();
        desk.Server.Refuses = to => to == "bad@customer.test" ? new(SendResult.RefusedForGood, "550 5.1.1 no such user") : null;
        await desk.ReplyAsync(ticket, await desk.Desk.AgentAsync("Aldo", "aldo@marketfield.test"));
        var before = desk.Server.Got.Count;
        await desk.DeliverAsync(TimeSpan.FromMinutes(1));
        await desk.DeliverAsync(TimeSpan.FromHours(1));

        desk.Server.Got.Skip(before).Select(m => m.To).Order().ShouldBe(["bad@customer.test", MailDesk.Damion, MailDesk.Muhammed]);
        var mails = await desk.OutboxAsync(MailKind.Reply);
        mails.Where(m => m.SentAt != null).Select(m => m.Address).Order().ShouldBe([MailDesk.Damion, MailDesk.Muhammed]);
        mails.Single(m => m.FailedAt != null).Reason!.ShouldContain("no such user");
        (await desk.EventsAsync(ticket)).Count(kind => kind == EventKind.MailFailed).ShouldBe(1);
    }

    [Fact]
    public async Task Six_hours_without_a_server_lose_nothing()
    {
        await using var desk = await OutDesk.OpenAsync();
        await desk.Desk.DamionWritesAsync();
        await desk.Desk.TakeAsync(MailDesk.Letter(MailDesk.Muhammed, "Hello", "Words."));
        desk.Server.Always(SendResult.Unreachable, "connection refused");
        for (var minutes = 0; minutes < 360; minutes += 30)
            await desk.DeliverAsync(TimeSpan.FromMinutes(30));

        desk.Server.Always(SendResult.Accepted);
        await desk.DeliverAsync(TimeSpan.FromMinutes(6));

        (await desk.OutboxAsync()).ShouldAllBe(m => m.SentAt != null && m.Repeats == 0);
    }

    [Fact]
    public void The_schedule_of_tries_covers_four_days()
    {
        var (waited, tries) = (TimeSpan.Zero, 0);
        while (Backoff.After(tries + 1, TimeSpan.FromDays(4)) is { } wait)
            (waited, tries) = (waited + wait, tries + 1);

        waited.ShouldBeInRange(TimeSpan.FromDays(4), TimeSpan.FromDays(4) + TimeSpan.FromHours(4));
        tries.ShouldBeInRange(20, 40);
    }

    static async Task<(Ticket Ticket, Guid Agent)> AnsweredAsync(OutDesk desk)
    {
        var ticket = await desk.Desk.DamionWritesAsync();
        var aldo = await desk.Desk.AgentAsync("Aldo", "aldo@marketfield.test");
        await desk.ReplyAsync(ticket, aldo);
        return (ticket, aldo);
    }

    static string Decoded(byte[] mime)
    {
        using var message = MimeMessage.Load(new MemoryStream(mime));
        return string.Concat(Encoding.ASCII.GetString(mime), message.TextBody, message.HtmlBody, message.Subject);
    }
}
