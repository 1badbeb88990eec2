using Microsoft.Data.Sqlite;

namespace SupportDesk.Benchmarks.Seeding;

/// <summary>Inserts rows by one prepared statement, without EF. Columns that are needed and not named get what is empty for their type.</summary>
sealed class BulkTable : IDisposable
{
    readonly SqliteCommand insert;
    readonly int named;

    public BulkTable(SqliteConnection connection, string table, params string[] columns)
    {
        named = columns.Length;
        var rest = Needed(connection, table).Where(c => !columns.Contains(c.Name)).ToList();
        insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Concat(rest.Select(c => c.Name)).Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"$p{i}").Concat(rest.Select(c => c.Empty)))})";
        for (var i = 0; i < named; i++)
            insert.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" });
    }

    public void Add(SqliteTransaction transaction, params ReadOnlySpan<object?> values)
    {
        insert.Transaction = transaction;
        for (var i = 0; i < named; i++)
        {
            insert.Parameters[i].Value = values[i] switch
            {
                null => DBNull.Value,
                Guid id => id.ToByteArray(bigEndian: true),
                DateTimeOffset at => at.ToUnixTimeMilliseconds(),
                Enum word => word.ToString(),
                var other => other,
            };
        }

        insert.ExecuteNonQuery();
    }

    public void Dispose() => insert.Dispose();

    // The row id is given by the engine, and what may be null stays so.
    static IEnumerable<(string Name, string Empty)> Needed(SqliteConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT name, type FROM pragma_table_info('{table}') WHERE \"notnull\" = 1 AND NOT (pk = 1 AND type = 'INTEGER')";
        using var rows = command.ExecuteReader();
        while (rows.Read())
            yield return (rows.GetString(0), rows.GetString(1) switch { "INTEGER" => "0", "BLOB" => "x'00000000000000000000000000000000'", _ => "''" });
    }
}
