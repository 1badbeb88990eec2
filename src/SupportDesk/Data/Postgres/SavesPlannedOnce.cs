using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SupportDesk.Data.Postgres;

/// <summary>
/// Lets PostgreSQL keep a plan within a save: its statements find rows by key, as do the checks of foreign keys and the triggers behind them, and with
/// custom plans, which pages need, each of them would be planned again for every row.
/// </summary>
internal sealed class SavesPlannedOnce : DbTransactionInterceptor
{
    private const string Setting = "SET LOCAL plan_cache_mode = auto";

    public override DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Setting;
        command.ExecuteNonQuery();
        return result;
    }

    public override async ValueTask<DbTransaction> TransactionStartedAsync(DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Setting;
        await command.ExecuteNonQueryAsync(cancellationToken);
        return result;
    }
}
