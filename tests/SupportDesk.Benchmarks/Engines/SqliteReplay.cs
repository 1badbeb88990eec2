using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SupportDesk.Search;

namespace SupportDesk.Benchmarks.Engines;

/// <summary>Copies the file; new rows are those behind the row ids of then.</summary>
sealed class SqliteReplay : Replay
{
    readonly SqliteEngine engine;
    readonly string copy;
    readonly Dictionary<string, long> before;

    SqliteReplay(SqliteEngine engine, string copy, Dictionary<string, long> before) => (this.engine, this.copy, this.before) = (engine, copy, before);

    /// <summary>Copies the file and notes where each table ends.</summary>
    public static async Task<Replay> BeginAsync(SqliteEngine engine, string copy)
    {
        await using var connection = await engine.OpenAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        var before = new Dictionary<string, long>();
        foreach (var table in Tables(connection))
            before[table] = (long)Scalar(connection, $"SELECT COALESCE(MAX(rowid), 0) FROM \"{table}\"");
        await using var into = connection.CreateCommand();
        into.CommandText = $"VACUUM INTO '{copy}'";
        await into.ExecuteNonQueryAsync();
        return new SqliteReplay(engine, copy, before);
    }

    public override async Task<double> RunAsync(int transactions)
    {
        var added = new List<(string Table, string[] Columns, List<object[]> Rows)>();
        await using (var from = await engine.OpenAsync())
        {
            foreach (var table in before.Keys)
                added.Add(Rows(from, table, before[table]));
        }

        await using var connection = await engine.OpenAsync($"PRAGMA foreign_keys = OFF; ATTACH '{copy}' AS floor");
        await using var mode = new SqliteCommand("PRAGMA floor.journal_mode = WAL; PRAGMA floor.synchronous = FULL; PRAGMA floor.cache_size = -64000", connection);
        await mode.ExecuteNonQueryAsync();
        var inserts = added.Where(a => a.Rows.Count > 0).Select(a => (Insert: Insert(connection, a.Table, a.Columns), a.Rows)).ToList();
        var start = Stopwatch.GetTimestamp();
        for (var batch = 0; batch < transactions; batch++)
        {
            using var transaction = connection.BeginTransaction();
            foreach (var (insert, rows) in inserts)
                Add(insert, transaction, Share(rows, batch, transactions));
            transaction.Commit();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public override ValueTask DisposeAsync()
    {
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(copy)!, Path.GetFileName(copy) + "*"))
            File.Delete(file);
        return ValueTask.CompletedTask;
    }

    static void Add(SqliteCommand insert, SqliteTransaction transaction, List<object[]> rows)
    {
        insert.Transaction = transaction;
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Length; column++)
                insert.Parameters[column].Value = row[column];
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

        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        if (table == "SearchDocuments")
            WriteTerms(connection, columns, rows);
        return (table, columns, rows);
    }

    // The index gives no words back (it is contentless): they are made of the rows again.
    static void WriteTerms(SqliteConnection connection, string[] columns, List<object[]> rows)
    {
        int At(string column) => Array.IndexOf(columns, column);
        foreach (var row in rows)
        {
            row[At("NewTerms")] = (row[At("PostId")], row[At("TicketId")], row[At("PersonId")]) switch
            {
                (byte[] post, _, _) => SearchText.OfPost(Text("Text", "Posts", post)!, Text("QuotedText", "Posts", post), Text("Signature", "Posts", post), Names(post)).ToString(),
                (_, byte[] ticket, _) => SearchText.OfTicket(Text("Subject", "Tickets", ticket)!, []).ToString(),
                (_, _, byte[] person) => SearchText.OfPerson(Text("DisplayName", "People", person)!, Texts("Address", "MailAddresses", "PersonId", person)).ToString(),
                _ => DBNull.Value,
            };
        }

        string? Text(string column, string table, byte[] id) => Texts(column, table, "Id", id).FirstOrDefault();

        List<string> Names(byte[] post) => Texts("Name", "Attachments", "PostId", post);

        List<string> Texts(string column, string table, string key, byte[] id)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT {column} FROM {table} WHERE {key} = $id AND {column} IS NOT NULL";
            command.Parameters.AddWithValue("$id", id);
            using var reader = command.ExecuteReader();
            var texts = new List<string>();
            while (reader.Read())
                texts.Add(reader.GetString(0));
            return texts;
        }
    }

    // Search documents last, as the desk writes them.
    static List<string> Tables(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'SearchTerms%' AND name NOT LIKE '\\_\\_EF%' ESCAPE '\\' ORDER BY name = 'SearchDocuments', name";
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
