using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Jobs;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.Mail.Sending;
using SupportDesk.People;
using SupportDesk.Tests.Mail;

namespace SupportDesk.Tests.Notifications;

/// <summary>What the mail server says decides what a case's receipts say.</summary>
public sealed class LevelDeliveryTests
{
    static readonly SendAnswer Later = new(SendResult.RefusedForNow, "451 later");
    static readonly SendAnswer Never = new(SendResult.RefusedForGood, "550 no such user");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_level_has_its_time_from_the_moment_when_its_mail_was_accepted(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        desk.Out.Server.Refuses = to => to == ClimbDesk.Tess ? Later : null;
        await desk.BeginAsync(delivers: true);
        await desk.PassAsync(TimeSpan.FromHours(30));
        (await desk.ReceiptsAsync()).Select(r => r.Kind).ShouldBe([ReceiptKind.Raised]);

        desk.Out.Server.Refuses = _ => null;
        await desk.PassAsync(TimeSpan.FromHours(4));

        (await desk.ReceiptsAsync())[^1].Kind.ShouldBe(ReceiptKind.Delivered);
        (await desk.CaseAsync()).Climb.PromisedAt.ShouldBe(desk.Out.Now.AddDays(1));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Two_workers_deliver_a_case_once(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.BeginAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() => n % 2 == 0 ? desk.Out.DeliverAsync() : desk.SweepAsync(), Stop)));
        await desk.SweepAsync();

        (await desk.ReceiptsAsync()).Select(r => r.Kind).ShouldBe([ReceiptKind.Raised, ReceiptKind.Delivered]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_level_that_refuses_for_good_is_left_by_the_next_sweep(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        desk.Out.Server.Refuses = to => to == ClimbDesk.Tess ? Never : null;
        await desk.BeginAsync(delivers: true);
        await desk.PassAsync(TimeSpan.FromMinutes(1));

        (await desk.CaseAsync()).Climb.Level.ShouldBe(2);
        (await desk.ReceiptsAsync()).Select(r => r.Kind).ShouldBe([ReceiptKind.Raised, ReceiptKind.Undeliverable, ReceiptKind.Delivered]);
        var mails = await desk.Out.Desk.ReadAsync(async db => await new CaseMailsQuery(db).ReadAsync(new(await desk.CaseAsync(), null!, null), Stop));
        mails.Staff.Single(m => m.To == "tess").ShouldSatisfyAllConditions(m => m.Fate.ShouldBe(MailFate.Refused), m => m.Why.ShouldContain("550"));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_level_whose_address_came_back_before_is_left_at_once(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.Out.Desk.ActAsync(async db =>
        {
            var person = await db.People.SingleAsync(p => p.Id == desk.Staff[ClimbDesk.Tess], Stop);
            person.Bounce(await db.MailAddresses.SingleAsync(a => a.PersonId == person.Id, Stop), Actor.System(Via.Mail), desk.Out.Now);
        });

        await desk.BeginAsync();
        await desk.SweepAsync();

        (await desk.ReceiptsAsync())[^1].Kind.ShouldBe(ReceiptKind.Undeliverable);
        (await desk.Out.OutboxAsync(MailKind.Delivery))[0].Reason.ShouldBe("Mail to this address came back before.");
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, true)]
    [InlineData(DatabaseProvider.Sqlite, false)]
    [InlineData(DatabaseProvider.Postgres, false)]
    public async Task A_notice_that_comes_back_moves_the_case_unless_it_was_opened(DatabaseProvider engine, bool opened)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.BeginAsync(delivers: true);
        if (opened)
            await desk.ActAsync(ClimbDesk.Tess, (escalation, standing, by, at) => escalation.Open(standing, by, at));
        var notice = (await desk.Out.OutboxAsync(MailKind.Delivery)).Single();

        (await desk.Out.Desk.Intake.TakeAsync(Report(desk, notice), Stop)).Outcome.ShouldBe(MailOutcome.Bounced);
        await desk.SweepAsync();

        (await desk.CaseAsync()).Climb.Level.ShouldBe(opened ? 1 : 2);
        (await desk.Out.OutboxAsync(MailKind.Delivery))[0].Fate.ShouldBe(MailFate.Bounced);
    }

    [Fact]
    public async Task The_top_whose_addresses_refuse_falls_to_the_administrators()
    {
        await using var desk = await ClimbDesk.OpenAsync();
        var ada = await desk.Out.Desk.AgentAsync("ada", "ada@marketfield.test");
        await desk.Out.Desk.ActAsync(async db => (await db.People.SingleAsync(p => p.Id == ada, Stop)).Grant(Role.Administrator, Actor.System(Via.Web), desk.Out.Now));
        desk.Out.Server.Refuses = to => to == ClimbDesk.Victor ? Never : null;
        await desk.BeginAsync(delivers: true);
        await desk.ActAsync(ClimbDesk.Ines, (escalation, standing, by, at) => escalation.Forward(null, standing, by, at));
        await desk.Out.DeliverAsync();
        await desk.PassAsync(TimeSpan.FromMinutes(1));

        (await desk.AddressesAsync(MailKind.Delivery)).ShouldContain("ada@marketfield.test");
        (await desk.ReceiptsAsync()).TakeLast(2).Select(r => r.Kind).ShouldBe([ReceiptKind.Undeliverable, ReceiptKind.Delivered]);
        await desk.ActAsync("ada", (escalation, standing, _, at) => escalation.Acknowledge(standing, new(ada, Capacity.Level, Via.Web), at));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task While_our_own_server_is_down_nothing_moves_and_no_level_loses_time(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.BeginAsync(delivers: true);
        await desk.JoinAsync(desk.Staff["aldo@marketfield.test"], "Mine too.");
        var promised = (await desk.CaseAsync()).Climb.PromisedAt!.Value;
        desk.Out.Server.Always(SendResult.Unreachable, "connection refused");
        await desk.Out.DeliverAsync();
        var outages = desk.Out.Desk.Database.Services.GetRequiredService<SendingOutages>();
        (await outages.PresentAsync(Stop)).ShouldNotBeNull().InWords.ShouldContain("has not answered since 2 Mar 09:00 UTC");

        for (var hours = 0; hours < 120; hours += 12)
            await desk.PassAsync(TimeSpan.FromHours(12));
        (await desk.CaseAsync()).Climb.Level.ShouldBe(1);
        (await desk.Out.OutboxAsync()).ShouldAllBe(m => m.FailedAt == null, "our own server's silence gives up no mail");

        desk.Out.Server.Always(SendResult.Accepted);
        await desk.Out.DeliverAsync(TimeSpan.FromHours(1));
        (await outages.PresentAsync(Stop)).ShouldBeNull();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(desk.SweepAsync, Stop)));

        (await desk.CaseAsync()).Climb.PromisedAt.ShouldBe(promised.AddHours(121));
        (await desk.ReceiptsAsync()).Select(r => r.Kind).ShouldBe([ReceiptKind.Raised, ReceiptKind.Delivered]);
    }

    [Fact]
    public async Task An_outage_is_over_when_no_mail_is_left_to_try()
    {
        await using var desk = await ClimbDesk.OpenAsync();
        desk.Out.Server.Always(SendResult.Unreachable);
        await desk.Out.DeliverAsync();
        var outages = desk.Out.Desk.Database.Services.GetRequiredService<SendingOutages>();
        (await outages.PresentAsync(Stop)).ShouldNotBeNull();

        await desk.Out.Desk.ReadAsync(db => db.Outbox.ExecuteUpdateAsync(set => set.SetProperty(m => m.CancelledAt, desk.Out.Now), Stop));

        (await outages.PresentAsync(Stop)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_reminder_that_no_server_has_accepted_before_the_time_ran_out_leaves_no_receipt(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.BeginAsync(delivers: true);
        desk.Out.Server.Refuses = to => to == ClimbDesk.Tess ? Later : null;

        await desk.PassAsync(TimeSpan.FromHours(21));
        await desk.PassAsync(TimeSpan.FromHours(4));

        (await desk.Out.OutboxAsync(MailKind.LevelReminder)).ShouldHaveSingleItem().SentAt.ShouldBeNull();
        var kinds = (await desk.ReceiptsAsync()).ConvertAll(r => r.Kind);
        kinds.ShouldContain(ReceiptKind.TimedOut);
        kinds.ShouldNotContain(ReceiptKind.Reminded);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_reminder_that_was_called_off_leaves_no_receipt(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.BeginAsync(delivers: true);
        desk.Out.Time.Advance(TimeSpan.FromHours(21));
        await desk.SweepAsync();
        await desk.ActAsync(ClimbDesk.Tess, (escalation, standing, by, at) => escalation.Forward(null, standing, by, at));

        await desk.Out.DeliverAsync();
        await desk.SweepAsync();

        (await desk.Out.OutboxAsync(MailKind.LevelReminder)).Single().Fate.ShouldBe(MailFate.CalledOff);
        (await desk.ReceiptsAsync()).ShouldNotContain(r => r.Kind == ReceiptKind.Reminded);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Told_counts_the_mails_that_left(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.JoinManyAsync(3);
        await desk.BeginAsync(delivers: true);
        desk.Out.Server.Refuses = to => to == "p0@customer.test" ? Never : to == "p1@customer.test" ? Later : null;
        await desk.DecideAsync();
        await desk.PassAsync(TimeSpan.Zero);
        (await desk.ReceiptsAsync()).ShouldNotContain(r => r.Kind == ReceiptKind.Told, "one mail may still leave");

        desk.Out.Server.Refuses = _ => null;
        await desk.Out.DeliverAsync(TimeSpan.FromMinutes(10));

        var told = await desk.Out.Desk.ReadAsync(db => db.Events.SingleAsync(e => e.Kind == EventKind.Told, Stop));
        (told.NumberOf("people"), told.NumberOf("missed")).ShouldBe((3L, 1L));
    }

    [Fact]
    public async Task A_mail_about_a_case_that_fails_is_said_on_the_ticket_and_the_tracker()
    {
        await using var desk = await ClimbDesk.OpenAsync();
        await desk.BeginAsync(delivers: true);
        desk.Out.Server.Refuses = to => to == MailDesk.Damion ? Never : null;
        await desk.DecideAsync();
        await desk.PassAsync(TimeSpan.Zero);

        (await desk.Out.EventsAsync(desk.Ticket)).ShouldContain(EventKind.MailFailed);
        var tracked = await desk.Out.Desk.ReadAsync(async db => await new Tracker(db, desk.Out.Desk.Database.Clock, new QuotableWords(db), desk.Out.Desk.Database.Services.GetRequiredService<ReaderZones>()).ShowAsync(
            await db.Links.FirstAsync(l => l.Purpose == LinkPurpose.Track && l.PersonId == desk.Ticket.RequesterId, Stop), Stop));
        tracked!.Cases.Single().LostMails.ShouldNotBeEmpty();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_level_whose_time_ran_out_while_the_desk_was_off_is_reminded_first(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.BeginAsync(delivers: true);
        await BeatAsync(desk);
        desk.Out.Time.Advance(TimeSpan.FromDays(3));
        await BeatAsync(desk);

        await desk.PassAsync(TimeSpan.Zero);
        (await desk.ReceiptsAsync())[^1].Kind.ShouldBe(ReceiptKind.Reminded);
        (await desk.CaseAsync()).Climb.PromisedAt.ShouldBe(desk.Out.Now.AddHours(4));
        for (var minutes = 0; minutes < 240; minutes += 30)
        {
            await BeatAsync(desk);
            await desk.PassAsync(TimeSpan.FromMinutes(30));
        }

        (await desk.ReceiptsAsync()).Select(r => r.Kind).ShouldBe([ReceiptKind.Raised, ReceiptKind.Delivered, ReceiptKind.Reminded, ReceiptKind.TimedOut, ReceiptKind.Delivered]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_desk_that_beats_has_no_gap_and_two_short_starts_are_one(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await BeatAsync(desk);
        desk.Out.Time.Advance(TimeSpan.FromMinutes(59));
        await BeatAsync(desk);
        (await RowAsync(desk)).GapFromAt.ShouldBeNull();

        var off = desk.Out.Now;
        desk.Out.Time.Advance(TimeSpan.FromHours(5));
        await BeatAsync(desk);
        desk.Out.Time.Advance(TimeSpan.FromMinutes(5));
        await BeatAsync(desk);
        desk.Out.Time.Advance(TimeSpan.FromHours(5));
        await BeatAsync(desk);

        (await RowAsync(desk)).ShouldSatisfyAllConditions(r => r.GapFromAt.ShouldBe(off), r => r.GapToAt.ShouldBe(desk.Out.Now));
    }

    static Task<HeartbeatRow> RowAsync(ClimbDesk desk) => desk.Out.Desk.ReadAsync(db => db.Heartbeats.AsNoTracking().SingleAsync(Stop));

    // Each a process that starts.
    static Task BeatAsync(ClimbDesk desk) => new Beats(desk.Out.Desk.Database.Factory, desk.Out.Desk.Database.Clock).BeatAsync(Stop);

    static RawMail Report(ClimbDesk desk, OutboxMail sent) => new(desk.Out.Desk.MailboxId, Encoding.ASCII.GetBytes($"""
        From: MAILER-DAEMON@marketfield.test
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

        Reporting-MTA: dns; mx.marketfield.test

        Final-Recipient: rfc822; {sent.Address}
        Action: failed
        Status: 5.1.1
        --b
        Content-Type: message/rfc822

        From: {MailDesk.Support}
        To: {sent.Address}
        Message-ID: <{sent.MessageId}>
        Subject: A case

        Hello
        --b--

        """));
}
