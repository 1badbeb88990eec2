using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace SupportDesk.Data.Sqlite;

/// <summary>
/// The one connection by which this process saves. Whoever saves takes turns at it, in the order in which they came, for as long as the transaction
/// lasts; what others look up and make goes on beside it, by connections of their own. SQLite has one writer at a time in any case, and a
/// connection forgets all pages that it knew when another one has written (docs/decisions/0020).
/// </summary>
internal sealed class SqliteWriter(string connectionString) : DbTransactionInterceptor, IDisposable
{
    // Its own and not the pool's: closed is closed.
    private readonly SqliteConnection connection = new(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
    private readonly SemaphoreSlim turn = new(1);
    private bool isBroken;

    /// <summary>Whether it is the writer's, which only the writer opens and closes: others may be in the queue for it.</summary>
    public bool Owns(DbConnection other) => ReferenceEquals(other, connection);

    /// <summary>Runs a context's save by the writer's connection, and gives the context its own back.</summary>
    public async Task<int> SaveAsync(SqliteDeskDb db, Func<Task<int>> save)
    {
        // However often it was opened: a context of the pool remembers that of those who had it before.
        await db.GetService<IRelationalConnection>().DisposeAsync();
        db.Database.SetDbConnection(connection);
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
            await db.Database.CloseConnectionAsync();
            db.Database.SetDbConnection(null, contextOwnsConnection: true);
            db.Database.SetConnectionString(connectionString);
        }
    }

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        if (Owns(connection))
        {
            await turn.WaitAsync(cancellationToken);
            ((SqliteDeskDb)eventData.Context!).HasTurn = true;
            if (isBroken || connection.State != ConnectionState.Open)
                await BeginAnewAsync(cancellationToken);
        }

        return result;
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        End((SqliteDeskDb)eventData.Context!);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        connection.Dispose();
        turn.Dispose();
    }

    private void End(SqliteDeskDb db)
    {
        if (!db.HasTurn)
            return;

        db.HasTurn = false;
        turn.Release();
    }

    // A key that is taken, a row that changed: the engine has taken back what was begun.
    private static bool IsOfTheRows(Exception failure) => failure is DbUpdateConcurrencyException or DbUpdateException { InnerException: SqliteException { SqliteErrorCode: 19 } }; // SQLITE_CONSTRAINT

    private async Task BeginAnewAsync(CancellationToken cancel)
    {
        await connection.CloseAsync();
        await connection.OpenAsync(cancel);
        await DurableConnections.SetAsync(connection, cancel);
        isBroken = false;
    }
}
