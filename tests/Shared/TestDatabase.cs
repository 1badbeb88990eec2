using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SupportDesk.Data;

namespace SupportDesk.Tests;

/// <summary>
/// A database of one test's own, on either engine, with the desk's services over it: a copy of one that was migrated once in this run. Theories over both engines
/// take <c>[Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]</c>; PostgreSQL is skipped where tests/run.sh did not start it.
/// </summary>
sealed class TestDatabase : IAsyncDisposable
{
    readonly ServiceProvider services;
    readonly TestFolder folder;
    readonly string? server;

    TestDatabase(DatabaseProvider engine, string connection, string? server, TestFolder folder, Action<IServiceCollection> more)
    {
        (Engine, Connection, this.server, this.folder) = (engine, connection, server, folder);
        services = Build(Settings, more);
    }

    public static TheoryData<DatabaseProvider> Engines => [DatabaseProvider.Sqlite, DatabaseProvider.Postgres];

    public DatabaseProvider Engine { get; }

    public string Connection { get; }

    /// <summary>The desk's services; its clock is the real one unless a test's was added.</summary>
    public IServiceProvider Services => services;

    public IDbContextFactory<DeskDb> Factory => services.GetRequiredService<IDbContextFactory<DeskDb>>();

    public DeskClock Clock => services.GetRequiredService<DeskClock>();

    /// <summary>What a program must be configured with to run on this database, as key and value.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Database:Provider"] = $"{Engine}",
        ["Database:ConnectionString"] = Connection,
        ["Data:Folder"] = folder.Path,
        ["Data:Key"] = Key,
    };

    // One for all copies of a template, which names its key.
    static readonly string Key = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));

    /// <summary>A context of its own, to be disposed by the caller.</summary>
    public DeskDb Open() => Factory.CreateDbContext();

    /// <param name="engine">Skips the test where it is PostgreSQL and none was started.</param>
    /// <param name="more">Services added after the desk's, for instance a <c>FakeTimeProvider</c> as <see cref="TimeProvider"/>.</param>
    /// <param name="empty">True for one without tables, to migrate it.</param>
    public static async Task<TestDatabase> CreateAsync(DatabaseProvider engine, Action<IServiceCollection>? more = null, bool empty = false)
    {
        var server = engine == DatabaseProvider.Postgres ? PostgresServer() : null;
        var folder = new TestFolder();
        if (server is null)
        {
            if (!empty)
                File.Copy(await SqliteTemplate.Value, folder["desk.db"]);
            return new(engine, $"Data Source={folder["desk.db"]}", null, folder, more ?? (_ => { }));
        }

        var name = $"desk_{Random.Shared.NextInt64():x}";
        var template = empty ? "template0" : await PostgresTemplate.Value;
        await RunAsync(server, $"CREATE DATABASE {name} TEMPLATE {template}");
        return new(engine, new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ConnectionString, server, folder, more ?? (_ => { }));
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (server is not null)
        {
            NpgsqlConnection.ClearPool(new NpgsqlConnection(Connection));
            await RunAsync(server, $"DROP DATABASE {new NpgsqlConnectionStringBuilder(Connection).Database} WITH (FORCE)");
        }
        else
        {
            using var connection = new SqliteConnection(Connection);
            SqliteConnection.ClearPool(connection);
        }

        folder.Dispose();
    }

    static string PostgresServer()
    {
        var server = Environment.GetEnvironmentVariable("SUPPORTDESK_TEST_POSTGRES");
        Assert.SkipUnless(server is not null, "needs PostgreSQL: run bash tests/run.sh, which installs and starts it");
        return server!;
    }

    static readonly Lazy<Task<string>> SqliteTemplate = new(async () =>
    {
        var folder = TestFolder.OfTheRun();
        var connection = $"Data Source={folder["template.db"]};Pooling=False";
        await MigrateAsync(DatabaseProvider.Sqlite, connection, folder.Path);
        await using var file = new SqliteConnection(connection);
        await file.OpenAsync();
        await using var checkpoint = new SqliteCommand("PRAGMA wal_checkpoint(TRUNCATE)", file);
        await checkpoint.ExecuteNonQueryAsync();
        return folder["template.db"];
    });

    // Without a pool: a template may have no connection while it is copied.
    static readonly Lazy<Task<string>> PostgresTemplate = new(async () =>
    {
        var name = $"template_{Random.Shared.NextInt64():x}";
        await RunAsync(PostgresServer(), $"CREATE DATABASE {name}");
        await MigrateAsync(DatabaseProvider.Postgres, new NpgsqlConnectionStringBuilder(PostgresServer()) { Database = name, Pooling = false }.ConnectionString, TestFolder.OfTheRun().Path);
        return name;
    });

    static async Task MigrateAsync(DatabaseProvider engine, string connection, string folder)
    {
        var settings = new Dictionary<string, string?> { ["Database:Provider"] = $"{engine}", ["Database:ConnectionString"] = connection, ["Data:Folder"] = folder, ["Data:Key"] = Key };
        await using var services = Build(settings, _ => { });
        await services.GetRequiredService<DatabaseStart>().RunAsync(CancellationToken.None);
    }

    static ServiceProvider Build(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection> more)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddSupportDesk(configuration)
            .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        more(services);
        return services.BuildServiceProvider();
    }

    static async Task RunAsync(string server, string statement)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
