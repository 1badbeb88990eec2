using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Data.Sqlite;
using SupportDesk.Events;
using SupportDesk.People;

namespace SupportDesk.Tests.Data;

/// <summary>On SQLite all saves of a process go by one connection, in turn.</summary>
public sealed class SqliteWriterTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_saves_go_by_one_connection_and_each_context_keeps_its_own_for_what_it_looks_up()
    {
        await using var database = await WatchedAsync();
        await using var one = database.Open();
        await using var other = database.Open();
        await one.Database.OpenConnectionAsync(Stop);
        await other.Database.OpenConnectionAsync(Stop);

        await SaveAsync(database, one, "Ada");
        await SaveAsync(database, other, "Ben");

        var changes = await ChangesAsync(one);
        changes[0].ShouldBe(1);
        changes[1].ShouldBeGreaterThan(1, "a person, what watches them, what is searched of them, and the event");
        one.Database.GetDbConnection().ShouldNotBeSameAs(other.Database.GetDbConnection());
        (await Task.WhenAll(NamesAsync(one), NamesAsync(other))).ShouldAllBe(names => names.Contains("Ada") && names.Contains("Ben"));
    }

    [Fact]
    public async Task A_context_that_was_opened_more_often_than_closed_saves_all_the_same()
    {
        await using var database = await WatchedAsync();
        await using var one = database.Open();
        await one.Database.OpenConnectionAsync(Stop);
        await one.Database.OpenConnectionAsync(Stop);

        await SaveAsync(database, one, "Ada");

        (await NamesAsync(one)).ShouldContain("Ada");
    }

    [Fact]
    public async Task Who_saves_waits_in_the_queue_and_who_looks_up_does_not()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var outside = await HoldAsync(database);
        await using var one = database.Open();
        await using var other = database.Open();
        await using var third = database.Open();
        using var gaveUp = new CancellationTokenSource();

        var first = Task.Run(() => SaveAsync(database, one, "Ada"), Stop);
        await Eventually.True("the first has the turn", () => ((SqliteDeskDb)one).HasTurn);
        var second = Task.Run(() => SaveAsync(database, other, "Ben"), Stop);
        var waiting = SaveAsync(database, third, "Cleo", gaveUp.Token);
        waiting.IsCompleted.ShouldBeFalse();
        await gaveUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);

        (await NamesAsync(third)).ShouldBe(["SupportDesk"]);
        first.IsCompleted.ShouldBeFalse();
        second.IsCompleted.ShouldBeFalse();
        await EndAsync(outside);
        await Task.WhenAll(first, second);
        await third.CommitAsync(Act.Job, Stop);
        (await NamesAsync(third)).ShouldBe(["SupportDesk", "Ada", "Ben", "Cleo"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_refused_save_hands_turn_and_connection_on()
    {
        await using var database = await WatchedAsync();
        await using var one = database.Open();
        await SaveAsync(database, one, "Ada");
        one.Add(Person.Meet("Twice", null, Actor.System(Via.Job), database.Clock.Now, Actor.SystemId));

        await Should.ThrowAsync<ClashException>(() => one.CommitAsync(Act.Job, Stop));

        await using var other = database.Open();
        await SaveAsync(database, other, "Ben");
        (await ChangesAsync(other))[^1].ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task What_the_engine_could_not_do_ends_the_connection_and_those_in_the_queue_save_by_a_new_one()
    {
        await using var database = await WatchedAsync();
        await using var one = database.Open();
        await one.Database.ExecuteSqlRawAsync("CREATE TRIGGER Fault BEFORE INSERT ON People WHEN new.DisplayName = 'Fault' BEGIN SELECT abs(-9223372036854775808); END", Stop);
        await SaveAsync(database, one, "Ada");
        await using var other = database.Open();
        await using var third = database.Open();

        await using var outside = await HoldAsync(database);
        var refused = Task.Run(() => SaveAsync(database, one, "Fault"), Stop);
        await Eventually.True("the one that will fail has the turn", () => ((SqliteDeskDb)one).HasTurn);
        var queue = Task.WhenAll(Task.Run(() => SaveAsync(database, other, "Ben"), Stop), Task.Run(() => SaveAsync(database, third, "Cleo"), Stop));
        await EndAsync(outside);

        await Should.ThrowAsync<DbUpdateException>(() => refused);
        await queue;
        var changes = await ChangesAsync(other);
        changes[..2].ShouldBe([1, 1]);
        changes[2].ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task What_is_saved_within_the_callers_transaction_is_undone_with_it()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var one = database.Open();
        await using (var transaction = await one.Database.BeginTransactionAsync(Stop))
        {
            await SaveAsync(database, one, "Ada");
            await transaction.RollbackAsync(Stop);
        }

        await using var other = database.Open();
        await SaveAsync(database, other, "Ben");
        (await NamesAsync(other)).ShouldBe(["SupportDesk", "Ben"], ignoreOrder: true);
    }

    static async Task SaveAsync(TestDatabase database, DeskDb db, string name, CancellationToken? cancel = null)
    {
        db.Add(Person.Meet(name, null, Actor.System(Via.Job), database.Clock.Now));
        await db.CommitAsync(Act.Job, cancel ?? Stop);
    }

    // total_changes() counts what one connection has changed since it was opened.
    static async Task<TestDatabase> WatchedAsync()
    {
        var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var db = database.Open();
        await db.Database.ExecuteSqlRawAsync("CREATE TABLE Watched (Changes INTEGER); CREATE TRIGGER Watch AFTER INSERT ON People BEGIN INSERT INTO Watched VALUES (total_changes()); END", Stop);
        return database;
    }

    static Task<List<int>> ChangesAsync(DeskDb db) => db.Database.SqlQuery<int>($"SELECT Changes AS Value FROM Watched ORDER BY rowid").ToListAsync(Stop);

    static Task<List<string>> NamesAsync(DeskDb db) => db.People.Select(p => p.DisplayName).ToListAsync(Stop);

    // Another program writes: a connection of no pool, whose transaction stays open.
    static async Task<SqliteConnection> HoldAsync(TestDatabase database)
    {
        var outside = new SqliteConnection(new SqliteConnectionStringBuilder(database.Connection) { Pooling = false }.ConnectionString);
        await outside.OpenAsync(Stop);
        await RunAsync(outside, "BEGIN IMMEDIATE");
        return outside;
    }

    static Task EndAsync(SqliteConnection outside) => RunAsync(outside, "ROLLBACK");

    static async Task RunAsync(SqliteConnection outside, string statement)
    {
        await using var command = outside.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(Stop);
    }
}
