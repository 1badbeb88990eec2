using System.Data.Common;
using System.Globalization;
using Npgsql;
using SupportDesk.Benchmarks.Seeding;

namespace SupportDesk.Benchmarks.Engines;

/// <summary>Writes rows by COPY.</summary>
sealed class PostgresTable : BulkTable
{
    readonly NpgsqlConnection connection;
    readonly string copy;
    readonly List<(string Type, object? Empty)> columns;

    public PostgresTable(NpgsqlConnection connection, string table, string[] named)
    {
        this.connection = connection;
        var all = Columns(connection, table);
        var rest = all.Where(c => c.Needed && !named.Contains(c.Name)).ToList();
        columns = [.. named.Select(name => (all.Single(c => c.Name == name).Type, (object?)null)), .. rest.Select(c => (c.Type, (object?)EmptyOf(c.Type)))];
        copy = $"COPY \"{table}\" ({string.Join(", ", named.Concat(rest.Select(c => c.Name)).Select(c => $"\"{c}\""))}) FROM STDIN (FORMAT BINARY)";
    }

    public override void Dispose()
    {
    }

    protected override void Write(DbTransaction transaction, List<object?[]> rows)
    {
        using var into = connection.BeginBinaryImport(copy);
        foreach (var row in rows)
        {
            into.StartRow();
            for (var i = 0; i < columns.Count; i++)
            {
                if ((i < row.Length ? row[i] : columns[i].Empty) is { } value)
                    into.Write(Typed(value, columns[i].Type), columns[i].Type);
                else
                    into.WriteNull();
            }
        }

        into.Complete();
    }

    static object Typed(object value, string type) => (value, type) switch
    {
        (Enum word, _) => word.ToString(),
        (_, "int8") => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        _ => value,
    };

    static object EmptyOf(string type) => type switch
    {
        "int8" => 0L,
        "int4" => 0,
        "int2" => (short)0,
        "bool" => false,
        "uuid" => Guid.Empty,
        "bytea" => Array.Empty<byte>(),
        "timestamptz" => DateTimeOffset.UnixEpoch,
        _ => "",
    };

    static List<(string Name, string Type, bool Needed)> Columns(NpgsqlConnection connection, string table)
    {
        using var command = new NpgsqlCommand("SELECT column_name, udt_name, is_nullable = 'NO' AND is_identity = 'NO' AND column_default IS NULL FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1", connection);
        command.Parameters.Add(new() { Value = table });
        using var rows = command.ExecuteReader();
        var columns = new List<(string, string, bool)>();
        while (rows.Read())
            columns.Add((rows.GetString(0), rows.GetString(1), rows.GetBoolean(2)));
        return columns;
    }
}
