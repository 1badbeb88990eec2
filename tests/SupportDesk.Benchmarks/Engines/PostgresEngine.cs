using System.Data.Common;
using Npgsql;
using SupportDesk.Benchmarks.Seeding;
using SupportDesk.Data;

namespace SupportDesk.Benchmarks.Engines;

/// <summary>A database of its own on a PostgreSQL server, dropped in the end.</summary>
sealed class PostgresEngine : BenchEngine
{
    readonly string server;
    readonly string name = $"bench_{Environment.ProcessId}";

    PostgresEngine(string server) => this.server = server;

    public override DatabaseProvider Provider => DatabaseProvider.Postgres;

    public override string Connection => To(name);

    public static async Task<PostgresEngine> CreateAsync(string server)
    {
        var engine = new PostgresEngine(server);
        await engine.RunAsync($"CREATE DATABASE {engine.name}");
        return engine;
    }

    public override async Task<DbConnection> FillingAsync() => await OpenAsync(Connection, "SET synchronous_commit = off");

    public override BulkTable Table(DbConnection connection, string table, params string[] columns) => new PostgresTable((NpgsqlConnection)connection, table, columns);

    public override async Task SettleAsync()
    {
        await using var numbers = await OpenAsync(Connection, """SELECT setval(pg_get_serial_sequence('"TicketNumbers"', 'Number'), (SELECT MAX("Number") FROM "TicketNumbers"))""");
        await using var vacuum = await OpenAsync(Connection, "VACUUM ANALYZE");
        await RunAsync("CHECKPOINT");
    }

    public override async Task<Replay> ReplayAsync()
    {
        // A database that is copied may have no connection.
        NpgsqlConnection.ClearAllPools();
        await RunAsync($"CREATE DATABASE {name}_floor TEMPLATE {name}");
        return await PostgresReplay.BeginAsync(Connection, To($"{name}_floor"));
    }

    public static async Task<NpgsqlConnection> OpenAsync(string to, string first)
    {
        var connection = new NpgsqlConnection(to + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(first, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public override async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunAsync($"DROP DATABASE IF EXISTS {name}_floor WITH (FORCE)");
        await RunAsync($"DROP DATABASE {name} WITH (FORCE)");
    }

    string To(string database) => new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString;

    async Task RunAsync(string statement)
    {
        await using var connection = await OpenAsync(server, statement);
    }
}
