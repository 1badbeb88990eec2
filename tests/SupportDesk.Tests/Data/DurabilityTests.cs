using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.People;

namespace SupportDesk.Tests.Data;

/// <summary>A commit that was answered is on the disk: SQLite syncs its log at each one, whatever a connection was used for before (https://sqlite.org/pragma.html#pragma_synchronous).</summary>
public sealed class DurabilityTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact, Trait("threat", "F18")]
    public async Task F18_Every_pooled_connection_syncs_each_commit()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var fresh = await OpenAsync(database, then: "PRAGMA synchronous = OFF");
        var used = await OpenAsync(database);

        fresh.Distinct().ShouldBe([("2", "wal")]);
        used.Distinct().ShouldBe([("2", "wal")]);
    }

    // A trigger asks while a save is under way, for nobody else holds the connection by which all is saved.
    [Fact, Trait("threat", "F18")]
    public async Task F18_The_connection_by_which_all_is_saved_syncs_each_commit()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var db = database.Open();
        await db.Database.ExecuteSqlRawAsync("CREATE TABLE Seen (Setting TEXT); CREATE TRIGGER See AFTER INSERT ON People BEGIN INSERT INTO Seen SELECT s.synchronous || ' ' || t.timeout FROM pragma_synchronous s, pragma_busy_timeout t; END", Stop);
        db.Add(Person.Meet("Ada", null, Actor.System(Via.Job), database.Clock.Now));

        await db.CommitAsync(Act.Job, Stop);

        (await db.Database.SqlQuery<string>($"SELECT Setting AS Value FROM Seen").SingleAsync(Stop)).ShouldBe("2 5000");
    }

    [Fact]
    public async Task A_writer_waits_for_another_one_in_the_engine_and_not_in_the_providers_sleep()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);

        (await OpenAsync(database, then: "PRAGMA busy_timeout = 0", ask: "PRAGMA busy_timeout")).Select(c => c.Asked).Distinct().ShouldBe(["5000"]);
        (await OpenAsync(database, ask: "PRAGMA busy_timeout")).Select(c => c.Asked).Distinct().ShouldBe(["5000"]);
    }

    // Eight connections at once, so that the pool holds as many.
    static async Task<List<(string Asked, string Journal)>> OpenAsync(TestDatabase database, string? then = null, string ask = "PRAGMA synchronous")
    {
        var contexts = Enumerable.Range(0, 8).Select(_ => database.Open()).ToList();
        var kept = new List<(string, string)>();
        foreach (var db in contexts)
        {
            await db.Database.OpenConnectionAsync(Stop);
            kept.Add((await AskAsync(db, ask), await AskAsync(db, "PRAGMA journal_mode")));
            if (then is not null)
                await AskAsync(db, then);
        }

        foreach (var db in contexts)
            await db.DisposeAsync();
        return kept;
    }

    static async Task<string> AskAsync(DeskDb db, string pragma)
    {
        await using var command = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
        command.CommandText = pragma;
        return $"{await command.ExecuteScalarAsync(Stop)}";
    }
}
