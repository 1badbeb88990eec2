using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SupportDesk.Data.Sqlite;

/// <summary>
/// Sets what SQLite keeps per connection: durable means that a commit has been fsynced. A writer that finds another at work asks again after 1, 2,
/// 5 … 100 ms (sqlite3_busy_timeout); without it the provider sleeps 150 ms each time, and two mailboxes are read no faster than one. The writer's
/// connection is opened, set and closed by the writer alone.
/// </summary>
internal sealed class DurableConnections(SqliteWriter writer) : DbConnectionInterceptor
{
    private const string Settings = "PRAGMA synchronous = FULL; PRAGMA cache_size = -64000; PRAGMA mmap_size = 268435456; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 8000; PRAGMA busy_timeout = 5000;";

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        new(writer.Owns(connection) ? InterceptionResult.Suppress() : result);

    public override ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        new(writer.Owns(connection) ? InterceptionResult.Suppress() : result);

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default) =>
        writer.Owns(connection) ? Task.CompletedTask : SetAsync(connection, cancellationToken);

    /// <summary>Sets up a connection that EF did not open.</summary>
    public static async Task SetAsync(DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Settings;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
