using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

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
