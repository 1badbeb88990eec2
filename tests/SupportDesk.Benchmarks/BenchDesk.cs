using System.Diagnostics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Benchmarks.Engines;
using SupportDesk.Benchmarks.Seeding;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Tickets;

namespace SupportDesk.Benchmarks;

/// <summary>A seeded desk with a temporary folder, and the desk's services over it.</summary>
sealed class BenchDesk : IAsyncDisposable
{
    readonly ServiceProvider services;

    BenchDesk(Size size, string folder, BenchEngine engine)
    {
        (Size, Folder, Engine) = (size, folder, engine);
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
    public BenchEngine Engine { get; }

    /// <summary>For floors that are written in its SQL.</summary>
    public SqliteEngine Sqlite => (SqliteEngine)Engine;

    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Database:Provider"] = $"{Engine.Provider}",
        ["Database:ConnectionString"] = Engine.Connection,
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

    /// <param name="postgres">A connection to a PostgreSQL server that may make databases; null for SQLite.</param>
    public static async Task<BenchDesk> SeedAsync(Size size, string? postgres)
    {
        var folder = Directory.CreateTempSubdirectory("sdbench").FullName;
        var desk = new BenchDesk(size, folder, postgres is null ? new SqliteEngine(folder) : await PostgresEngine.CreateAsync(postgres));
        var start = Stopwatch.GetTimestamp();
        await desk.services.GetRequiredService<DatabaseStart>().RunAsync(CancellationToken.None);
        desk.Staff = await desk.StaffAsync();
        await using (var connection = await desk.Engine.FillingAsync())
        {
            using var seed = new Seed(desk.Engine, connection, desk.Staff, desk.Words, desk.Clock.Now);
            seed.Run(size.Tickets);
        }

        await desk.Engine.SettleAsync();
        desk.SeedTime = Stopwatch.GetElapsedTime(start);
        return desk;
    }

    public DeskDb Open() => services.GetRequiredService<IDbContextFactory<DeskDb>>().CreateDbContext();

    /// <summary>A mailbox by its name; where the web application ran before, it has made the first.</summary>
    public async Task<Guid> MailboxAsync(string name)
    {
        await using var db = Open();
        if (await db.Mailboxes.Where(m => m.Name == name).Select(m => (Guid?)m.Id).SingleOrDefaultAsync() is { } known)
            return known;

        var mailbox = new Mailbox(Guid.CreateVersion7(Clock.Now), name, $"{name}@marketfield.test");
        mailbox.Configure($"{name}@marketfield.test", $"{name}+{{token}}@marketfield.test", "Marketfield", Staff.Teams[0], "en", acknowledges: true);
        db.AddRange(mailbox, new MailboxWatch(mailbox.Id));
        await db.CommitAsync(Act.Job);
        return mailbox.Id;
    }

    /// <summary>A query's class over a context.</summary>
    public T Over<T>(DeskDb db)
        where T : class => ActivatorUtilities.CreateInstance<T>(services, db);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Engine.DisposeAsync();
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
