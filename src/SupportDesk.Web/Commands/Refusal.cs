using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using SupportDesk.Data;

namespace SupportDesk.Web.Commands;

/// <summary>Turns what stops the program from outside (files, ports, the database, the settings' form) into one sentence for whoever started it.</summary>
internal static class Refusal
{
    /// <summary>The sentence, or null for a fault of the program's own, which needs its trace.</summary>
    public static string? SentenceOf(Exception failure) => failure switch
    {
        DeskException refusal => refusal.Message,
        InvalidDataException { InnerException: { } wrong } unread when unread.Message.Contains("configuration", StringComparison.OrdinalIgnoreCase) =>
            $"{Words.OneLine(unread.Message)} {Words.OneLine(wrong.InnerException?.Message ?? wrong.Message)}",
        PostgresException refused => $"PostgreSQL refused: {Words.OneLine(refused.MessageText)} ({refused.SqlState}). Check Database:ConnectionString.",
        NpgsqlException unreachable => $"PostgreSQL does not answer: {Words.OneLine(unreachable.Message)}. Check Database:ConnectionString.",
        SqliteException unusable => $"The database file can't be used: {Words.OneLine(unusable.Message)}",
        ClashException => "Somebody changed this at the same moment; run the command again.",
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or IOException => Words.OneLine(failure.Message),
        SocketException => Words.OneLine(failure.Message),
        { InnerException: { } inner } when inner is NpgsqlException or SqliteException => SentenceOf(inner),
        { InnerException.InnerException: { } innermost } when innermost is NpgsqlException or SqliteException => SentenceOf(innermost),
        _ => null,
    };
}
