using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

/// <summary>The acknowledgement is no cannon: who is hit by forged senders gets little, and none of the forger's words (threat T20a).</summary>
public sealed class UnprovedAcknowledgementTests
{
    const int Most = 7;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase)), Trait("threat", "T20a")]
    public async Task T20a_Forged_senders_get_no_more_than_the_limit_over_all_of_them(DatabaseProvider engine)
    {
        var time = new FakeTimeProvider(OutDesk.Start);
        await using var desk = await OpenAsync(engine, time);
        var unproved = desk.Database.Services.GetRequiredService<UnprovedAcknowledgements>();

        var storm = Task.Run(() => desk.Intake.TakeAsync([.. Forged(desk, 0, 100)], null, Stop));
        await Task.WhenAll(Forged(desk, 100, 10).Select(raw => Task.Run(() => desk.Intake.TakeAsync(raw, Stop))));
        var results = await storm;
        var full = await AcknowledgedAsync(desk);
        var trouble = await desk.ReadAsync(db => unproved.TroubleAsync(db, desk.Database.Clock.Now, Stop));
        var proved = await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Hello", "It is me."));
        time.Advance(TimeSpan.FromMinutes(61));
        await desk.Intake.TakeAsync([.. Forged(desk, 200, 20)], null, Stop);

        results.ShouldAllBe(r => r.Outcome == MailOutcome.NewTicket);
        full.ShouldBe(Most);
        trouble.ShouldNotBeNull().ShouldContain("Mail:UnprovedAcknowledgementsPerHour");
        (await desk.ReadAsync(db => db.Outbox.CountAsync(m => m.AddressKey == MailDesk.Damion, Stop))).ShouldBe(1, $"#{proved.TicketNumber}");
        (await AcknowledgedAsync(desk)).ShouldBe(Most + 1 + Most);
        var notes = await desk.ReadAsync(db => db.Posts.Where(p => p.Kind == PostKind.Note).Select(p => p.Text).ToListAsync(Stop));
        notes.Count(n => n.StartsWith("No acknowledgement was sent", StringComparison.Ordinal)).ShouldBe(130 - (2 * Most));
    }

    [Fact, Trait("threat", "T20a")]
    public async Task T20a_What_a_restarted_program_sent_before_counts()
    {
        var time = new FakeTimeProvider(OutDesk.Start);
        await using var desk = await OpenAsync(DatabaseProvider.Sqlite, time);
        await desk.Intake.TakeAsync([.. Forged(desk, 0, Most)], null, Stop);
        using var restarted = new UnprovedAcknowledgements(Options.Create(new MailOptions { UnprovedAcknowledgementsPerHour = Most + 2 }));

        (await desk.ReadAsync(db => restarted.PromiseAsync(db, 50, desk.Database.Clock.Now, Stop))).ShouldBe(2);
    }

    [Fact, Trait("threat", "T20a")]
    public async Task T20a_To_an_unproved_address_goes_no_word_of_the_sender_not_even_a_name()
    {
        await using var desk = await OutDesk.OpenAsync();
        await desk.Desk.TakeAsync(MailDesk.Letter("Cheap watches at evil.test <victim@elsewhere.test>", "Buy watches", "Cheap watches."), Verdict.Unproved);
        await desk.DeliverAsync();

        var mail = MimeMessage.Load(new MemoryStream(desk.Server.Got.ShouldHaveSingleItem().Mime), Stop);
        mail.ToString().ShouldNotContain("watches");
        mail.To.Mailboxes.ShouldHaveSingleItem().Name.ShouldBeNullOrEmpty();
    }

    [Fact, Trait("threat", "T20a")]
    public async Task T20a_An_unproved_mail_in_a_proved_persons_name_does_not_choose_the_subject()
    {
        await using var desk = await OutDesk.OpenAsync();
        await desk.Desk.TakeAsync(MailDesk.Letter($"Damion <{MailDesk.Damion}>", "My shop", "Please help."));
        await desk.Desk.TakeAsync(MailDesk.Letter($"Damion <{MailDesk.Damion}>", "Buy watches", "Cheap."), Verdict.Unproved);
        await desk.DeliverAsync();

        var mails = desk.Server.Got.ConvertAll(m => MimeMessage.Load(new MemoryStream(m.Mime), Stop).ToString());
        mails.Count.ShouldBe(2);
        mails[0].ShouldContain("My shop");
        mails[1].ShouldNotContain("watches");
    }

    static Task<MailDesk> OpenAsync(DatabaseProvider engine, FakeTimeProvider time) => MailDesk.OpenAsync(engine, services => services
        .AddSingleton<TimeProvider>(time).AddSingleton(Options.Create(new MailOptions { UnprovedAcknowledgementsPerHour = Most })));

    static IEnumerable<RawMail> Forged(MailDesk desk, int from, int count) =>
        Enumerable.Range(from, count).Select(n => desk.Raw(MailDesk.Letter($"victim{n}@elsewhere.test", $"Buy {n}", $"Watches {n}."), Verdict.Unproved));

    static Task<int> AcknowledgedAsync(MailDesk desk) => desk.ReadAsync(db => db.Outbox.CountAsync(m => m.Kind == MailKind.Acknowledgement, Stop));
}
