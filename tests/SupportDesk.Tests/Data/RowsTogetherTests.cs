using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Data.Postgres;
using SupportDesk.Events;
using SupportDesk.Files;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Data;

/// <summary>On PostgreSQL rows that are alike are added by one statement; nothing else about a save is different.</summary>
public sealed class RowsTogetherTests
{
    const int Many = 3 * RowsTogether.Fewest;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(RowsTogether.Fewest - 1, RowsTogether.Fewest - 1), InlineData(RowsTogether.Fewest, 1), InlineData(Many, 1)]
    public async Task Many_rows_that_are_alike_are_added_by_one_statement(int rows, int statements)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        await using var db = database.Open();
        await CountAsync(db, "IncomingMail");
        db.AddRange(Enumerable.Range(0, rows).Select(Mail));

        await db.SaveChangesAsync(Stop);

        (await StatementsAsync(db)).ShouldBe(statements);
        (await db.IncomingMail.CountAsync(Stop)).ShouldBe(rows);
    }

    [Fact]
    public async Task A_save_that_does_not_wait_adds_them_too()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        await using var db = database.Open();
        db.AddRange(Enumerable.Range(0, Many).Select(Mail));

        db.SaveChanges();

        await using var other = database.Open();
        (await other.IncomingMail.CountAsync(Stop)).ShouldBe(Many);
    }

    [Fact]
    public async Task All_values_are_kept_and_each_row_knows_its_own_number()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        await using var db = database.Open();
        var (mails, blobs) = (Enumerable.Range(0, Many).Select(Mail).ToList(), Enumerable.Range(0, Many).Select(i => Blob(i, i % 3 == 0 ? null : 100 * i)).ToList());
        db.AddRange(mails);
        db.AddRange(blobs);

        await db.SaveChangesAsync(Stop);

        await using var other = database.Open();
        var found = await other.IncomingMail.OrderBy(m => m.Id).ToListAsync(Stop);
        found.Select(m => m.RawHash).ShouldBe(mails.Select(m => m.RawHash));
        found.ShouldBeEquivalentTo(mails);
        (await other.Blobs.OrderBy(b => b.Hash).ToListAsync(Stop)).ShouldBeEquivalentTo(blobs.OrderBy(b => b.Hash, StringComparer.Ordinal).ToList());
    }

    [Fact]
    public async Task Rows_are_added_after_those_that_they_refer_to_and_beside_changed_ones()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        await using var db = database.Open();
        var (actor, at) = (Actor.System(Via.Job), database.Clock.Now);
        var old = Person.Meet("Ada", null, actor, at);
        db.Add(old);
        await db.CommitAsync(Act.Job, Stop);

        old.AddAddress("ada@customer.test", actor, at);
        foreach (var i in Enumerable.Range(0, Many))
        {
            var person = Person.Meet($"Writer {i}", null, actor, at);
            person.AddAddress($"writer{i}@customer.test", actor, at);
            db.Add(person);
        }

        await db.CommitAsync(Act.Job, Stop);

        await using var other = database.Open();
        (await other.MailAddresses.CountAsync(a => other.People.Any(p => p.Id == a.PersonId && (p.DisplayName == "Ada" || p.DisplayName.StartsWith("Writer"))), Stop)).ShouldBe(Many + 1);
        (await other.Events.Where(e => e.ObjectId == old.Id).CountAsync(Stop)).ShouldBe(2);
    }

    [Fact]
    public async Task What_is_long_goes_in_several_statements()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        await using var db = database.Open();
        await CountAsync(db, "Blobs");
        db.AddRange(Enumerable.Range(0, 10).Select(i => Blob(i, RowsTogether.Longest / 4 - 100)));

        await db.SaveChangesAsync(Stop);

        (await StatementsAsync(db)).ShouldBe(3);
        (await db.Blobs.CountAsync(Stop)).ShouldBe(10);
    }

    [Fact]
    public async Task A_refused_row_is_said_with_its_table_and_rows_and_nothing_is_added()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        await using var db = database.Open();
        db.AddRange(Enumerable.Range(0, Many).Select(i => Blob(i, 10)));
        var mails = Enumerable.Range(0, Many).Select(i => Mail(i == 7 ? 8 : i)).ToList();
        db.AddRange(mails);

        var refused = await Should.ThrowAsync<DbUpdateException>(() => db.SaveChangesAsync(Stop));

        refused.Message.ShouldContain("IncomingMail");
        refused.Entries.Select(e => e.Entity).ShouldBe(mails, ignoreOrder: true);
        db.IsUniqueViolation(refused.InnerException).ShouldBeTrue();
        await using var other = database.Open();
        (await other.Blobs.AnyAsync(Stop)).ShouldBeFalse();
        (await other.IncomingMail.AnyAsync(Stop)).ShouldBeFalse();
    }

    // A trigger for each statement, so that the engine itself tells how many came.
    static Task<int> CountAsync(DeskDb db, string table) => db.Database.ExecuteSqlRawAsync(
        """
        CREATE TABLE statements (no int);
        CREATE FUNCTION count_statement() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO statements VALUES (1); RETURN NULL; END $$;
        CREATE TRIGGER count_statement AFTER INSERT ON "TABLE" FOR EACH STATEMENT EXECUTE FUNCTION count_statement();
        """.Replace("\"TABLE\"", $"\"{table}\"", StringComparison.Ordinal), Stop);

    static Task<int> StatementsAsync(DeskDb db) => db.Database.SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM statements").SingleAsync(Stop);

    static IncomingMail Mail(int i) => new()
    {
        MailboxId = new Guid("0196a5a0-0000-7000-8000-000000000001"),
        UidValidity = i % 2 == 0 ? 7 : null,
        Uid = i % 2 == 0 ? 1_000_000_000_000 + i : null,
        RawHash = HashOf(i),
        MessageIdKey = i % 3 == 0 ? null : $"é“{{}},\\{i}@customer.test",
        FromKey = i % 4 == 0 ? "" : $"writer{i}@customer.test",
        At = new DateTimeOffset(2026, 11, 27, 9, 30, 0, TimeSpan.Zero).AddMilliseconds(i),
        Verdict = (Verdict)(i % 3),
        BadToken = i % 5 == 0,
        Class = MailClass.Person,
        Outcome = MailOutcome.Ignored,
        TicketId = i % 2 == 0 ? new Guid(i, 2, 3, new byte[8]) : null,
        Problem = i % 6 == 0 ? "NULL" : null,
    };

    static Blob Blob(int i, int? length) => new(HashOf(i), length ?? i, length is { } held ? RandomNumberGenerator.GetBytes(held) : null, new(2026, 11, 27, 9, 30, i, TimeSpan.Zero));

    static string HashOf(int i) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{i}")));
}
