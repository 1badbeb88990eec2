using System.Diagnostics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Benchmarks.Seeding;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.People;
using SupportDesk.Tickets;

namespace SupportDesk.Benchmarks;

/// <summary>A seeded desk on SQLite in a temporary folder, with the desk's services over it.</summary>
sealed class BenchDesk : IAsyncDisposable
{
    readonly ServiceProvider services;

    BenchDesk(Size size, string folder)
    {
        (Size, Folder) = (size, folder);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings).Build();
        services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider())
            .AddLogging().AddSupportDesk(configuration).BuildServiceProvider();
    }

    public Size Size { get; }
    public string Folder { get; }
    public TimeSpan SeedTime { get; private set; }
    public Vocabulary Words { get; } = new();
    public SeededStaff Staff { get; private set; } = null!;
    public IServiceProvider Services => services;
    public DeskClock Clock => services.GetRequiredService<DeskClock>();
    public string Connection => $"Data Source={Path.Combine(Folder, "desk.db")}";

    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Database:Provider"] = "Sqlite",
        ["Database:ConnectionString"] = Connection,
        ["Data:Folder"] = Folder,
        ["Mail:Mailboxes:0:Name"] = "support",
        ["Mail:Mailboxes:0:Address"] = "support@marketfield.test",
        ["Escalations:Chains:Bench:Levels:0:Name"] = "Team lead",
        ["Escalations:Chains:Bench:Levels:0:Who:0"] = "team-lead",
        ["Escalations:Chains:Bench:Levels:1:Name"] = "Head",
        ["Escalations:Chains:Bench:Levels:1:Who:0"] = "policy-owner",
        ["Escalations:Chains:Bench:Levels:1:OnTimeOut"] = "Remind",
    };

    /// <summary>An agent of the first team.</summary>
    public StaffUser User => new(Staff.Agents[0], "Agent 0", [Role.Agent], [Staff.Teams[0]], []);

    public static async Task<BenchDesk> SeedAsync(Size size)
    {
        var desk = new BenchDesk(size, Directory.CreateTempSubdirectory("sdbench").FullName);
        var start = Stopwatch.GetTimestamp();
        await desk.services.GetRequiredService<DatabaseStart>().RunAsync(CancellationToken.None);
        desk.Staff = await desk.StaffAsync();
        await using (var connection = await desk.BareAsync("PRAGMA synchronous = OFF"))
        {
            using var seed = new Seed(connection, desk.Staff, desk.Words, desk.Clock.Now);
            seed.Run(size.Tickets);
        }

        await using (var connection = await desk.BareAsync("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)"))
            desk.SeedTime = Stopwatch.GetElapsedTime(start);
        return desk;
    }

    public DeskDb Open() => services.GetRequiredService<IDbContextFactory<DeskDb>>().CreateDbContext();

    /// <summary>A query's class over a context.</summary>
    public T Over<T>(DeskDb db)
        where T : class => ActivatorUtilities.CreateInstance<T>(services, db);

    /// <summary>A connection without EF, set up as the desk sets up its own.</summary>
    public async Task<SqliteConnection> BareAsync(string? more = null)
    {
        var connection = new SqliteConnection(Connection + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA synchronous = FULL; PRAGMA cache_size = -64000; PRAGMA mmap_size = 268435456; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 8000; {more}";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    async Task<SeededStaff> StaffAsync()
    {
        var (by, at) = (Actor.System(Via.CommandLine), Clock.Now);
        await using var db = Open();
        var teams = Enumerable.Range(0, 12).Select(i => Team.Found($"Team {i}", false, null, by, at)).ToList();
        var tags = Enumerable.Range(0, 50).Select(i => Tag.Named($"tag{i}", at)).ToList();
        var agents = Enumerable.Range(0, 30).Select(i => Person.Meet($"Agent {i}", "en", by, at)).ToList();
        foreach (var (i, agent) in agents.Index())
        {
            agent.Verify(agent.AddAddress($"agent{i}@marketfield.test", by, at), by, at);
            agent.OpenAccount($"agent{i}@marketfield.test", by, at);
            agent.Grant(Role.Agent, by, at);
            teams[i % teams.Count].Welcome(agent.Id, i < teams.Count, by, at);
        }

        db.AddRange(teams);
        db.AddRange(tags);
        db.AddRange(agents);
        await db.CommitAsync(Act.Job);
        return new([.. teams.Select(t => t.Id)], [.. agents.Select(a => a.Id)], [.. tags.Select(t => t.Id)], [.. tags.Select(t => t.Name)]);
    }
}
