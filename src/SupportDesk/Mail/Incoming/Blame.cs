using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Mail.Incoming;

/// <summary>Whether a failure is the message's own or the machine's: only the first sets a message aside, the other leaves it at its source.</summary>
public static class Blame
{
    // SQLITE_BUSY, LOCKED, NOMEM, READONLY, IOERR, FULL, CANTOPEN.
    private static readonly int[] SqliteOfTheMachine = [5, 6, 7, 8, 10, 13, 14];

    public static bool IsTheMails(Exception failure) => failure switch
    {
        OperationCanceledException or WatchLostException or ClashException or IOException or UnauthorizedAccessException or TimeoutException or OutOfMemoryException => false,
        DbUpdateException { InnerException: { } inner } => IsTheMails(inner),
        // How the provider for PostgreSQL hands on what may pass: a full disk, too many connections, a server that stops.
        InvalidOperationException { InnerException: (DbUpdateException or DbException) and var inner } => IsTheMails(inner),
        SqliteException sqlite => !SqliteOfTheMachine.Contains(sqlite.SqliteErrorCode),
        Npgsql.PostgresException postgres => !postgres.IsTransient && !postgres.SqlState.StartsWith("53", StringComparison.Ordinal) && !postgres.SqlState.StartsWith("57", StringComparison.Ordinal),
        DbException => false,
        _ => true,
    };
}
