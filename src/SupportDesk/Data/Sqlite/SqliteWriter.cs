using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SupportDesk.Data.Sqlite;

/// <summary>
/// The one connection by which this process saves. Whoever saves takes turns at it, in the order in which they came, for as long as the transaction
/// lasts; what others look up and make goes on beside it, by connections of their own. SQLite has one writer at a time in any case, and a
/// connection forgets all pages that it knew when another one has written (docs/decisions/0020).
/// </summary>
internal sealed class SqliteWriter(string connectionString) : DbTransactionInterceptor, IAsyncDisposable, IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly SemaphoreSlim opening = new(1);
    private SqliteConnection? connection;
    private bool isBroken;

    /// <summary>Runs a context's save by the writer's connection, and gives the context its own back.</summary>
    public async Task<int> SaveAsync(SqliteDeskDb db, Func<Task<int>> save, CancellationToken cancel)
    {
        var writing = await ConnectionAsync(cancel);
        await db.Database.CloseConnectionAsync();
        db.Database.SetDbConnection(writing);
        try
        {
            return await save();
        }
        catch (Exception failure) when (db.HasTurn && !IsOfTheRows(failure))
        {
            // What a disk or the engine refused may have left the connection within its transaction.
            isBroken = true;
            throw;
        }
        finally
        {
            End(db);
            db.Database.SetDbConnection(null, contextOwnsConnection: true);
            db.Database.SetConnectionString(connectionString);
        }
    }

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        if (ReferenceEquals(connection, this.connection))
        {
            await turn.WaitAsync(cancellationToken);
            ((SqliteDeskDb)eventData.Context!).HasTurn = true;
            if (isBroken)
                await BeginAnewAsync(cancellationToken);
        }

        return result;
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        End((SqliteDeskDb)eventData.Context!);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync();
        turn.Dispose();
        opening.Dispose();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private void End(SqliteDeskDb db)
    {
        if (!db.HasTurn)
            return;

        db.HasTurn = false;
        turn.Release();
    }

    // A key that is taken, a row that changed: the engine has taken back what was begun.
    private static bool IsOfTheRows(Exception failure) => failure is DbUpdateConcurrencyException or DbUpdateException { InnerException: SqliteException { SqliteErrorCode: 19 } }; // SQLITE_CONSTRAINT

    private async Task<SqliteConnection> ConnectionAsync(CancellationToken cancel)
    {
        if (connection is { State: ConnectionState.Open } open)
            return open;

        await opening.WaitAsync(cancel);
        try
        {
            // Its own and not the pool's: closed is closed.
            connection ??= new(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
            if (connection.State != ConnectionState.Open)
                await OpenAsync(connection, cancel);
            return connection;
        }
        finally
        {
            opening.Release();
        }
    }

    // The same object: those in the queue have it already.
    private async Task BeginAnewAsync(CancellationToken cancel)
    {
        await opening.WaitAsync(cancel);
        try
        {
            await connection!.CloseAsync();
            await OpenAsync(connection, cancel);
            isBroken = false;
        }
        finally
        {
            opening.Release();
        }
    }

    private static async Task OpenAsync(SqliteConnection connection, CancellationToken cancel)
    {
        await connection.OpenAsync(cancel);
        await DurableConnections.SetAsync(connection, cancel);
    }
}
