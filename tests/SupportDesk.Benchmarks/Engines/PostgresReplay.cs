using System.Diagnostics;
using Npgsql;

namespace SupportDesk.Benchmarks.Engines;

/// <summary>Copies the database by template; new rows are those whose keys were not there then.</summary>
sealed class PostgresReplay : Replay
{
    readonly string desk;
    readonly string floor;
    readonly List<Table> tables;

    PostgresReplay(string desk, string floor, List<Table> tables) => (this.desk, this.floor, this.tables) = (desk, floor, tables);

    /// <summary>Notes the keys of all rows, in a schema beside the desk's.</summary>
    public static async Task<Replay> BeginAsync(string desk, string floor)
    {
        await using var connection = await PostgresEngine.OpenAsync(desk, "DROP SCHEMA IF EXISTS before CASCADE; CREATE SCHEMA before");
        var tables = await TablesAsync(connection);
        foreach (var table in tables)
            await RunAsync(connection, $"""CREATE TABLE before."{table.Name}" AS SELECT {List(table.Key)} FROM public."{table.Name}" """);
        await RunAsync(connection, "ANALYZE");
        return new PostgresReplay(desk, floor, tables);
    }

    public override async Task<double> RunAsync(int transactions)
    {
        var added = new List<(Table Table, List<object[]> Rows)>();
        await using (var from = await PostgresEngine.OpenAsync(desk, "SET enable_nestloop = off"))
        {
            foreach (var table in tables)
                added.Add((table, await RowsAsync(from, table)));
        }

        await using var connection = await PostgresEngine.OpenAsync(floor, "CHECKPOINT");
        await FreeOfReferencesAsync(connection);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < transactions; i++)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var batch = new NpgsqlBatch(connection, transaction);
            foreach (var (table, rows) in added)
            {
                foreach (var row in Share(rows, i, transactions))
                    batch.BatchCommands.Add(Insert(table, row));
            }

            await batch.PrepareAsync();
            await batch.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public override async ValueTask DisposeAsync()
    {
        await using var connection = await PostgresEngine.OpenAsync(desk, "DROP SCHEMA before CASCADE");
        var name = new NpgsqlConnectionStringBuilder(floor).Database;
        await RunAsync(connection, $"DROP DATABASE {name} WITH (FORCE)");
    }

    // As on SQLite, where the floor does not check them.
    static async Task FreeOfReferencesAsync(NpgsqlConnection connection)
    {
        var drops = new List<string>();
        await using (var command = new NpgsqlCommand("SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) FROM pg_constraint WHERE contype = 'f'", connection))
        await using (var rows = await command.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
                drops.Add(rows.GetString(0));
        }

        foreach (var drop in drops)
            await RunAsync(connection, drop);
    }

    static NpgsqlBatchCommand Insert(Table table, object[] row)
    {
        var command = new NpgsqlBatchCommand(table.Insert);
        for (var i = 0; i < row.Length; i++)
            command.Parameters.Add(new() { Value = row[i], DataTypeName = table.Columns[i].Type });
        return command;
    }

    static async Task<List<object[]>> RowsAsync(NpgsqlConnection connection, Table table)
    {
        await using var command = new NpgsqlCommand($"""
            SELECT {Stored(table)} FROM public."{table.Name}" r
            WHERE NOT EXISTS (SELECT 1 FROM before."{table.Name}" b WHERE {string.Join(" AND ", table.Key.Select(k => $"b.\"{k}\" = r.\"{k}\""))}) ORDER BY {List(table.Key)}
            """, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(values);
        }

        return rows;
    }

    // Words that went into the index are written again as the desk wrote them.
    static string Stored(Table table) => List(table.Columns.Select(c => c.Name)).Replace("\"NewTerms\"", "\"Terms\"::text", StringComparison.Ordinal);

    // Search documents last, as the desk writes them; their trigger fills the one column of its type.
    static async Task<List<Table>> TablesAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("""
            SELECT c.table_name, c.column_name, c.udt_name, EXISTS (SELECT 1 FROM information_schema.key_column_usage k JOIN information_schema.table_constraints p USING (constraint_schema, constraint_name)
              WHERE p.constraint_type = 'PRIMARY KEY' AND p.table_schema = 'public' AND k.table_name = c.table_name AND k.column_name = c.column_name)
            FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.udt_name <> 'tsvector' AND c.table_name NOT LIKE '\_\_EF%'
            ORDER BY c.table_name = 'SearchDocuments', c.table_name, c.ordinal_position
            """, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var columns = new List<(string Table, string Name, string Type, bool Key)>();
        while (await rows.ReadAsync())
            columns.Add((rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetBoolean(3)));
        return [.. columns.GroupBy(c => c.Table).Select(t => new Table(t.Key, [.. t.Select(c => (c.Name, c.Type))], [.. t.Where(c => c.Key).Select(c => c.Name)]))];
    }

    static async Task RunAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    static string List(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"\"{n}\""));

    sealed record Table(string Name, List<(string Name, string Type)> Columns, List<string> Key)
    {
        public string Insert { get; } = $"INSERT INTO \"{Name}\" ({List(Columns.Select(c => c.Name))}) VALUES ({string.Join(", ", Columns.Select((_, i) => $"${i + 1}"))})";
    }
}
