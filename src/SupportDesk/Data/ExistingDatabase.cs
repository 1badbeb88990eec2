using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace SupportDesk.Data;

/// <summary>The database that the settings name, for whoever must work on one that is there and never make another.</summary>
public sealed class ExistingDatabase(IDbContextFactory<DeskDb> databases, IOptions<DatabaseOptions> database, IOptions<DataOptions> data)
{
    /// <summary>As people know it: the file of SQLite, or the name and server of PostgreSQL.</summary>
    public string Name => database.Value.Provider == DatabaseProvider.Postgres
        ? $"{Postgres.Database ?? Postgres.Username} on {Postgres.Host}:{Postgres.Port} (PostgreSQL)" : SqliteFile;

    /// <summary>Refuses where no file of SQLite is there; makes and opens nothing.</summary>
    /// <exception cref="DeskException">There is none.</exception>
    public void RequireFile()
    {
        if (database.Value.Provider == DatabaseProvider.Sqlite && !(File.Exists(SqliteFile) && Directory.Exists(data.Value.FullFolder)))
        {
            throw new DeskException($"There is no desk at {SqliteFile}; name its settings with --config DIR or its data with --data-folder DIR"
                + " (the desk says at start where its data lies).");
        }
    }

    /// <summary>Refuses what holds no desk, or one of another version: only the desk's own start migrates, after a backup.</summary>
    /// <exception cref="DeskException">It holds no desk, or an older one.</exception>
    public async Task RequireDeskAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (!await db.Database.CanConnectAsync(cancel))
            await db.Database.OpenConnectionAsync(cancel); // throws the reason
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList();
        if (applied.Count == 0)
            throw new DeskException($"{Name} holds no desk; start the desk once with these settings, then run the command again.");
        if (db.Database.GetMigrations().Except(applied).Any())
        {
            throw new DeskException($"{Name} was written by an older version; start the desk once, which backs it up and migrates it,"
                + " then run the command again.");
        }
    }

    private NpgsqlConnectionStringBuilder Postgres => new(database.Value.ConnectionString);

    private string SqliteFile => Path.GetFullPath(database.Value.ConnectionString.Length > 0
        ? new SqliteConnectionStringBuilder(database.Value.ConnectionString).DataSource
        : Path.Combine(data.Value.FullFolder, "desk.db"));
}
