using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.Mail.Sources;

namespace SupportDesk.Tests.Mail;

/// <summary>A source's run of messages in several commits: what waits for what, and when the cursor moves.</summary>
public sealed class CommitsTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_answer_finds_the_ticket_of_a_commit_before_it(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        // People whom the desk knows: two commits that meet the same stranger would clash, and so mend a wrong order.
        await desk.Intake.TakeAsync([.. Strangers("w", Intake.Batch).Select(m => desk.Raw(m))], null, Stop);
        var openings = Enumerable.Range(0, Intake.Batch).Select(n => MailDesk.Letter($"w{n}@customer.test", $"Case {n}", $"opens {n}")).ToList();
        var answers = openings.Select((opening, n) => MailDesk.Letter($"w{n}@customer.test", "Re", $"answers {n}", answers: opening.MessageId));

        var results = await desk.Intake.TakeAsync([.. openings.Concat(answers).Select(m => desk.Raw(m))], null, Stop);

        results.Take(openings.Count).ShouldAllBe(r => r.Outcome == MailOutcome.NewTicket);
        results.Skip(openings.Count).ShouldAllBe(r => r.Outcome == MailOutcome.Posted);
        results.Skip(openings.Count).Select(r => r.TicketNumber).ShouldBe(results.Take(openings.Count).Select(r => r.TicketNumber));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_answer_finds_the_ticket_of_a_commit_that_is_made_while_it_is_looked_up(DatabaseProvider engine)
    {
        using var pause = new PauseAfter("\"MessageIdKey\" AS \"Id\"");
        await using var desk = await MailDesk.OpenAsync(engine, services => services.AddSingleton<ILoggerProvider>(pause));
        await desk.Intake.TakeAsync([.. Strangers("w", Intake.Batch).Select(m => desk.Raw(m))], null, Stop);
        var openings = Strangers("w", Intake.Batch).ToList();
        pause.Until = () => desk.ReadAsync(db => db.IncomingMail.CountAsync(m => m.Outcome == MailOutcome.NewTicket, Stop)).Result == 2 * Intake.Batch;

        var results = await desk.Intake.TakeAsync([.. openings.Append(MailDesk.Letter("w0@customer.test", "Re", "answers", answers: openings[0].MessageId)).Select(m => desk.Raw(m))], null, Stop);

        pause.Paused.ShouldBeTrue();
        results[^1].Outcome.ShouldBe(MailOutcome.Posted);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Answers_of_two_people_to_one_ticket_keep_their_order_over_commits(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var ticket = await desk.DamionWritesAsync();
        await desk.TakeAsync(MailDesk.Letter(MailDesk.Muhammed, "Hello", "I am here too."));
        var damion = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);
        var muhammed = await desk.ReplyAddressAsync(await desk.PersonIdAsync(MailDesk.Muhammed), ticket.Id);
        var mails = Strangers("w", Intake.Batch - 1).Append(MailDesk.Letter(MailDesk.Damion, "Re", "first", damion)).Append(MailDesk.Letter(MailDesk.Muhammed, "Re", "second", muhammed));

        await desk.Intake.TakeAsync([.. mails.Select(m => desk.Raw(m))], null, Stop);

        (await desk.PostsAsync(ticket)).Skip(1).Select(p => p.Text).ShouldBe(["first", "second"]);
    }

    [Fact]
    public async Task What_has_nothing_in_common_is_recorded_beside_a_commit_that_waits_and_the_cursor_stays_before_it()
    {
        await using var desk = await MailDesk.OpenAsync(DatabaseProvider.Postgres);
        await using var lease = await ClaimAsync(desk);
        var ticket = await desk.DamionWritesAsync();
        var raws = Placed(desk, [MailDesk.Letter(MailDesk.Damion, "Re", "waits", await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id)), .. Strangers("w", (3 * Intake.Batch) - 1)]);

        await using var other = desk.Database.Open();
        await using var holds = await other.Database.BeginTransactionAsync(Stop);
        await other.Tickets.Where(t => t.Id == ticket.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.Language, "de"), Stop);
        var taking = desk.Intake.TakeAsync(raws, lease.Hold, Stop);
        await Eventually.True("the second commit is made", () => desk.ReadAsync(db => db.IncomingMail.AnyAsync(m => m.Uid == Intake.Batch + 1, Stop)));

        (await desk.ReadAsync(db => db.IncomingMail.AnyAsync(m => m.Uid == 1, Stop))).ShouldBeFalse();
        (await lease.ReadAsync(Stop)).LastUid.ShouldBe(0);
        await holds.RollbackAsync(Stop);
        (await taking).ShouldAllBe(r => r.Outcome == MailOutcome.Posted || r.Outcome == MailOutcome.NewTicket);
        (await lease.ReadAsync(Stop)).LastUid.ShouldBe(raws.Count);
    }

    [Fact]
    public async Task The_cursor_stays_where_a_commit_failed_and_the_run_is_taken_again_without_doubles()
    {
        await using var desk = await MailDesk.OpenAsync(DatabaseProvider.Postgres);
        await using var lease = await ClaimAsync(desk);
        await desk.ReadAsync(db => db.Database.ExecuteSqlRawAsync(
            """
            CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'No space is left.' USING ERRCODE = 'disk_full'; END $$;
            CREATE TRIGGER full_disk BEFORE INSERT ON "Posts" FOR EACH ROW WHEN (NEW."Text" = 'too much') EXECUTE FUNCTION full_disk();
            """, Stop));
        var raws = Placed(desk, [MailDesk.Letter(MailDesk.Damion, "Much", "too much"), .. Strangers("w", (2 * Intake.Batch) - 1)]);

        var failure = await Should.ThrowAsync<Exception>(() => desk.Intake.TakeAsync(raws, lease.Hold, Stop));
        failure.GetBaseException().ShouldBeOfType<PostgresException>().SqlState.ShouldBe(PostgresErrorCodes.DiskFull);
        ImapFailure.OfTheDesk(failure).ShouldContain("stays where it lies");
        (await lease.ReadAsync(Stop)).LastUid.ShouldBe(0);
        await desk.ReadAsync(db => db.Database.ExecuteSqlRawAsync("""DROP TRIGGER full_disk ON "Posts";""", Stop));
        await desk.Intake.TakeAsync(raws, lease.Hold, Stop);

        (await lease.ReadAsync(Stop)).LastUid.ShouldBe(raws.Count);
        (await desk.ReadAsync(db => db.Tickets.CountAsync(Stop))).ShouldBe(raws.Count);
    }

    static IEnumerable<MimeKit.MimeMessage> Strangers(string name, int count) => Enumerable.Range(0, count).Select(n => MailDesk.Letter($"{name}{n}@customer.test", $"Case {n}", $"words {n}"));

    static List<RawMail> Placed(MailDesk desk, IEnumerable<MimeKit.MimeMessage> mails) => [.. mails.Select((mail, i) => desk.Raw(mail, position: new(1, i + 1)))];

    static async Task<MailboxLease> ClaimAsync(MailDesk desk) => (await MailboxLease.ClaimAsync(desk.Database.Factory, desk.Database.Clock, TimeSpan.FromMinutes(5), desk.MailboxId, Stop))!;

    /// <summary>Keeps whoever asked a question, with its answer, until something holds.</summary>
    sealed class PauseAfter(string question) : ILoggerProvider, ILogger
    {
        public Func<bool>? Until { get; set; }

        public bool Paused { get; private set; }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // The received mails that a mail names: only an answer asks for them.
            if (Until is not { } until || eventId.Id != RelationalEventId.CommandExecuted.Id || formatter(state, exception) is not { } text || !text.Contains(question, StringComparison.Ordinal) || !text.Contains("LIMIT", StringComparison.Ordinal))
                return;

            (Until, Paused) = (null, true);
            SpinWait.SpinUntil(until, Eventually.Limit).ShouldBeTrue();
        }

        public void Dispose() { }
    }
}
