using System.Data.Common;
using Microsoft.Data.Sqlite;
using SupportDesk.Benchmarks.Seeding;

namespace SupportDesk.Benchmarks.Engines;

/// <summary>Writes rows by one prepared statement.</summary>
sealed class SqliteTable : BulkTable
{
    readonly SqliteCommand insert;

    public SqliteTable(SqliteConnection connection, string table, string[] columns)
    {
        var rest = Needed(connection, table).Where(c => !columns.Contains(c.Name)).ToList();
        insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Concat(rest.Select(c => c.Name)).Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"$p{i}").Concat(rest.Select(c => c.Empty)))})";
        for (var i = 0; i < columns.Length; i++)
            insert.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" });
    }

    public override void Dispose() => insert.Dispose();

    protected override void Write(DbTransaction transaction, List<object?[]> rows)
    {
        insert.Transaction = (SqliteTransaction)transaction;
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                insert.Parameters[i].Value = row[i] switch
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
    }

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
