using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace SupportDesk.Benchmarks.Seeding;

/// <summary>
/// The floor of what writes: keeps the file as it was, and afterwards inserts the very rows that the desk added (search rows included) into
/// that copy by bare ADO.NET, in as many transactions, as durably. What the desk updated is left out, in the floor's favour.
/// </summary>
sealed class Replay : IAsyncDisposable
{
    readonly BenchDesk desk;
    readonly string copy;
    readonly Dictionary<string, long> before;

    Replay(BenchDesk desk, string copy, Dictionary<string, long> before) => (this.desk, this.copy, this.before) = (desk, copy, before);

    /// <summary>Copies the file and notes where each table ends.</summary>
    public static async Task<Replay> BeginAsync(BenchDesk desk)
    {
        var copy = Path.Combine(desk.Folder, "floor.db");
        await using var connection = await desk.BareAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        var before = new Dictionary<string, long>();
        foreach (var table in Tables(connection))
            before[table] = (long)Scalar(connection, $"SELECT COALESCE(MAX(rowid), 0) FROM \"{table}\"");
        await using var into = connection.CreateCommand();
        into.CommandText = $"VACUUM INTO '{copy}'";
        await into.ExecuteNonQueryAsync();
        return new(desk, copy, before);
    }

    /// <summary>Inserts the rows added since then.</summary>
    /// <returns>Seconds.</returns>
    public async Task<double> RunAsync(int transactions)
    {
        var added = new List<(string Table, string[] Columns, List<object[]> Rows)>();
        await using (var from = await desk.BareAsync())
        {
            foreach (var table in before.Keys)
                added.Add(Rows(from, table, before[table]));
        }

        await using var connection = await desk.BareAsync($"PRAGMA foreign_keys = OFF; ATTACH '{copy}' AS floor");
        await using var mode = new SqliteCommand("PRAGMA floor.journal_mode = WAL; PRAGMA floor.synchronous = FULL; PRAGMA floor.cache_size = -64000", connection);
        await mode.ExecuteNonQueryAsync();
        var inserts = added.Where(a => a.Rows.Count > 0).Select(a => (Insert: Insert(connection, a.Table, a.Columns), a.Rows)).ToList();
        var start = Stopwatch.GetTimestamp();
        for (var batch = 0; batch < transactions; batch++)
        {
            using var transaction = connection.BeginTransaction();
            foreach (var (insert, rows) in inserts)
                Add(insert, transaction, rows, batch * (long)rows.Count / transactions, (batch + 1) * (long)rows.Count / transactions);
            transaction.Commit();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var file in Directory.GetFiles(desk.Folder, "floor.db*"))
            File.Delete(file);
        return ValueTask.CompletedTask;
    }

    static void Add(SqliteCommand insert, SqliteTransaction transaction, List<object[]> rows, long from, long to)
    {
        insert.Transaction = transaction;
        for (var i = (int)from; i < to; i++)
        {
            for (var column = 0; column < rows[i].Length; column++)
                insert.Parameters[column].Value = rows[i][column];
            insert.ExecuteNonQuery();
        }
    }

    static SqliteCommand Insert(SqliteConnection connection, string table, string[] columns)
    {
        var insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO floor.\"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"$p{i}"))})";
        for (var i = 0; i < columns.Length; i++)
            insert.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" });
        return insert;
    }

    static (string Table, string[] Columns, List<object[]> Rows) Rows(SqliteConnection connection, string table, long after)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\" WHERE rowid > {after} ORDER BY rowid";
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(values);
        }

        return (table, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], rows);
    }

    // Search documents last: their trigger reads the posts' words.
    static List<string> Tables(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'SearchWords%' AND name NOT LIKE '\\_\\_EF%' ESCAPE '\\' ORDER BY name = 'SearchDocuments', name";
        using var rows = command.ExecuteReader();
        var names = new List<string>();
        while (rows.Read())
            names.Add(rows.GetString(0));
        return names;
    }

    static object Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }
}
