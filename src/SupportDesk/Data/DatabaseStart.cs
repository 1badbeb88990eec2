using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SupportDesk.Events;
using SupportDesk.People;
using SupportDesk.Search;

namespace SupportDesk.Data;

/// <summary>Brings the database to this program's schema before anything else runs.</summary>
public sealed partial class DatabaseStart(IDbContextFactory<DeskDb> databases, DeskClock clock, KeyBinding keys, SearchIndexer indexer,
    ILogger<DatabaseStart> log)
{
    /// <summary>Migrates if something is pending (a SQLite file is backed up first), makes triggers and indexes, reads the clock's offset, checks the key file.</summary>
    /// <exception cref="DeskException">The database was written by a newer program, or belongs to another key file.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await RefuseNewerAsync(db, cancel);
        if (!db.IsPostgres)
            await ClearOrphanedLockAsync(db, cancel);

        var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).ToList();
        if (pending.Count > 0)
        {
            if (!db.IsPostgres && (await db.Database.GetAppliedMigrationsAsync(cancel)).Any())
                BackUp(db);
            Log.Migrating(log, pending.Count);
            if (!db.IsPostgres)
                await DropTriggersAsync(db, cancel);
            await db.Database.MigrateAsync(cancel);
        }

        db.Database.SetCommandTimeout(SearchRestart.Patience); // An index over all posts may be made.
        foreach (var statement in AfterMigrate.For(db))
            await db.Database.ExecuteSqlRawAsync(statement, cancel);

        var row = await db.Clock.AsNoTracking().SingleOrDefaultAsync(cancel);
        clock.Follow(TimeSpan.FromMilliseconds(row?.OffsetMs ?? 0));
        await keys.RunAsync(cancel);
        await indexer.FollowAsync(cancel);
        await MeetSystemAsync(db, cancel);
    }

    // Automatic acts have an actor too; two nodes may start at once, and the second finds the first's row.
    private async Task MeetSystemAsync(DeskDb db, CancellationToken cancel)
    {
        if (await db.People.AnyAsync(p => p.Id == Actor.SystemId, cancel))
            return;

        db.People.Add(Person.Meet("SupportDesk", null, Actor.System(Via.Job), clock.Now, Actor.SystemId));
        try
        {
            await db.CommitAsync(Act.Job, cancel);
        }
        catch (ClashException)
        {
            // The other node was first.
        }
    }

    private static async Task RefuseNewerAsync(DeskDb db, CancellationToken cancel)
    {
        if (!await db.Database.CanConnectAsync(cancel))
            return;

        var known = db.Database.GetMigrations().ToHashSet();
        var foreign = (await db.Database.GetAppliedMigrationsAsync(cancel)).FirstOrDefault(m => !known.Contains(m));
        if (foreign is not null)
            throw new DeskException($"The database holds the schema “{foreign}”, which this program does not know: it was written by a newer version. Start that version, or restore a backup made before it.");
    }

    // EF's lock on SQLite is a row: a process that died while migrating leaves it for ever. desk.lock has shown that nobody else runs.
    private static async Task ClearOrphanedLockAsync(DeskDb db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancel);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancel);
        await db.Database.CloseConnectionAsync();
    }

    // A table that EF rebuilds on SQLite is gone for a moment, and none may be renamed while a trigger names one that is not there. They are
    // made anew afterwards.
    private static async Task DropTriggersAsync(DeskDb db, CancellationToken cancel)
    {
        foreach (var statement in await db.Database.SqlQuery<string>($"SELECT 'DROP TRIGGER \"' || name || '\"' AS Value FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%SearchDocuments%'").ToListAsync(cancel))
            await db.Database.ExecuteSqlRawAsync(statement, cancel);
    }

    private void BackUp(DeskDb db)
    {
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        var copy = $"{file}.{clock.RealNow:yyyyMMdd-HHmmss}.backup";
        db.Database.ExecuteSql($"VACUUM INTO {copy}");
        Log.BackedUp(log, copy);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Migrating the database: {Count} pending")]
        public static partial void Migrating(ILogger log, int count);

        [LoggerMessage(2, LogLevel.Information, "Backed the database up to {File} before migrating")]
        public static partial void BackedUp(ILogger log, string file);
    }
}
