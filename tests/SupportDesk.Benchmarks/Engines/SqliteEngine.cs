using System.Data.Common;
using Microsoft.Data.Sqlite;
using SupportDesk.Benchmarks.Seeding;
using SupportDesk.Data;

namespace SupportDesk.Benchmarks.Engines;

/// <summary>A file in the benchmark's folder.</summary>
sealed class SqliteEngine(string folder) : BenchEngine
{
    public override DatabaseProvider Provider => DatabaseProvider.Sqlite;

    public override string Connection => $"Data Source={Path.Combine(folder, "desk.db")}";

    public override async Task<DbConnection> FillingAsync() => await OpenAsync("PRAGMA synchronous = OFF");

    public override BulkTable Table(DbConnection connection, string table, params string[] columns) => new SqliteTable((SqliteConnection)connection, table, columns);

    public override async Task SettleAsync()
    {
        await using var connection = await OpenAsync("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public override async Task<Replay> ReplayAsync() => await SqliteReplay.BeginAsync(this, Path.Combine(folder, "floor.db"));

    /// <summary>A connection without EF, set up as the desk sets up its own.</summary>
    public async Task<SqliteConnection> OpenAsync(string? more = null)
    {
        var connection = new SqliteConnection(Connection + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA synchronous = FULL; PRAGMA cache_size = -64000; PRAGMA mmap_size = 268435456; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 8000; {more}";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        return ValueTask.CompletedTask;
    }
}
