using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Mail.Authenticity;
using SupportDesk.Mail.Incoming;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

/// <summary>A poisonous mail (threat F06): set aside, and tried again once its cause is gone.</summary>
public sealed class SecondTryTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_the_database_refused_comes_in_once_it_does_not(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        await PoisonAsync(desk, engine);
        var aside = await desk.Intake.TakeAsync(desk.Raw(MailDesk.Letter(MailDesk.Damion, "Poisoned", "poison"), position: new(7, 3)), Stop);
        aside.Outcome.ShouldBe(MailOutcome.SetAside);
        await CureAsync(desk, engine);

        var result = await TryAgainAsync(desk);

        result.Outcome.ShouldBe(MailOutcome.NewTicket);
        (await desk.TicketAsync(result.TicketNumber!.Value)).Subject.ShouldBe("Poisoned");
        var row = await desk.ReadAsync(db => db.IncomingMail.SingleAsync(Stop));
        (row.Outcome, row.UidValidity, row.Uid, row.FromKey).ShouldBe((MailOutcome.NewTicket, 7, 3, MailDesk.Damion));
        var before = await desk.TicketAsync(aside.TicketNumber!.Value);
        (before.Status, before.Outcome).ShouldBe((TicketStatus.Solved, Outcome.Duplicate));
        (await desk.PostsAsync(before))[^1].Text.ShouldBe($"This mail was read at a second try: #{result.TicketNumber}.");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_fails_again_stays_set_aside_and_says_why(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        await PoisonAsync(desk, engine);
        await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Poisoned", "poison"));

        var refusal = await Should.ThrowAsync<DeskException>(() => TryAgainAsync(desk));

        refusal.Message.ShouldStartWith("It failed again and stays set aside. It could not be taken in (");
        var row = await desk.ReadAsync(db => db.IncomingMail.SingleAsync(Stop));
        row.Outcome.ShouldBe(MailOutcome.SetAside);
        row.Problem!.ShouldContain("Tried again on ");
        (await desk.ReadAsync(db => db.Tickets.CountAsync(Stop))).ShouldBe(1);
    }

    [Fact]
    public async Task A_second_click_takes_nothing_in_twice()
    {
        await using var desk = await MailDesk.OpenAsync();
        await PoisonAsync(desk, DatabaseProvider.Sqlite);
        await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Poisoned", "poison"));
        var id = await desk.ReadAsync(db => db.IncomingMail.Select(m => m.Id).SingleAsync(Stop));
        await CureAsync(desk, DatabaseProvider.Sqlite);
        await TryAgainAsync(desk, id);

        var refusal = await Should.ThrowAsync<DeskException>(() => TryAgainAsync(desk, id));

        refusal.Message.ShouldBe("This mail is not set aside any more.");
        (await desk.ReadAsync(db => db.IncomingMail.CountAsync(Stop))).ShouldBe(1);
    }

    [Fact]
    public async Task A_mail_that_breaks_its_reader_is_set_aside_and_its_neighbours_come_through()
    {
        var records = new BreakingRecords();
        await using var desk = await MailDesk.OpenAsync(more: services => services.AddSingleton<ITxtRecords>(records));
        var poison = MailDesk.Letter(MailDesk.Damion, "poison", "poison");
        poison.Headers.Add("DKIM-Signature", "v=1; a=rsa-sha256; c=relaxed/relaxed; d=customer.test; s=one; h=from:to:subject:date; bh=MA==; b=MA==");
        var mails = new[] { MailDesk.Letter(MailDesk.Damion, "before", "before"), poison, MailDesk.Letter(MailDesk.Damion, "after", "after") };

        var results = await desk.Intake.TakeAsync([.. mails.Select(m => desk.Raw(m, verdict: null))], null, Stop);

        records.Asked.ShouldBeTrue();
        results.Select(r => r.Outcome).ShouldBe([MailOutcome.NewTicket, MailOutcome.SetAside, MailOutcome.NewTicket]);
        results[1].Problem.ShouldBe("It could not be read (InvalidOperationException).");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Fifty_poisonous_mails_hold_up_none_of_those_between_them(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        await PoisonAsync(desk, engine);
        var mails = Enumerable.Range(0, 101).Select(n => desk.Raw(MailDesk.Letter(MailDesk.Damion, $"Mail {n}", n % 2 == 1 ? "poison" : $"Good {n}"))).ToList();

        var results = await desk.Intake.TakeAsync(mails, null, Stop);

        results.Select(r => r.Outcome).ShouldBe(Enumerable.Range(0, 101).Select(n => n % 2 == 1 ? MailOutcome.SetAside : MailOutcome.NewTicket));
        (await desk.ReadAsync(db => db.Posts.CountAsync(p => p.Text.StartsWith("Good "), Stop))).ShouldBe(51);
        (await desk.ReadAsync(db => db.IncomingMail.Select(m => m.RawHash).Distinct().CountAsync(Stop))).ShouldBe(101);
    }

    static Task<IntakeResult> TryAgainAsync(MailDesk desk, long? id = null) => desk.ReadAsync(async db =>
        await desk.Database.Services.GetRequiredService<SecondTry>().RunAsync(id ?? await db.IncomingMail.Select(m => m.Id).SingleAsync(Stop), Actor.System(Via.Web), Stop));

    static Task<int> PoisonAsync(MailDesk desk, DatabaseProvider engine) => desk.ReadAsync(db => db.Database.ExecuteSqlRawAsync(
        engine == DatabaseProvider.Sqlite
            ? "CREATE TRIGGER Poison BEFORE INSERT ON Posts WHEN new.Text = 'poison' BEGIN SELECT RAISE(ABORT, 'poison'); END"
            : """ALTER TABLE "Posts" ADD CONSTRAINT "Poison" CHECK ("Text" <> 'poison')""", Stop));

    static Task<int> CureAsync(MailDesk desk, DatabaseProvider engine) => desk.ReadAsync(db => db.Database.ExecuteSqlRawAsync(
        engine == DatabaseProvider.Sqlite ? "DROP TRIGGER Poison" : """ALTER TABLE "Posts" DROP CONSTRAINT "Poison" """, Stop));

    sealed class BreakingRecords : ITxtRecords
    {
        public bool Asked { get; private set; }

        public Task<IReadOnlyList<string>> FindAsync(string name, CancellationToken cancel)
        {
            Asked = true;
            throw new InvalidOperationException("A bug in a reader.");
        }
    }
}
