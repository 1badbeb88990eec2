using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Mail.Sending;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

/// <summary>What becomes of a mail when a worker dies, a server refuses, or an answer is not heard.</summary>
public sealed class DeliveryFaultTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

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

        var mail = (await desk.OutboxAsync()).Single();
        mail.SentAt.ShouldNotBeNull();
        desk.Server.Got.ShouldAllBe(m => System.Text.Encoding.ASCII.GetString(m.Mime).Contains(mail.MessageId));
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
}
