using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Mail;

namespace SupportDesk.Tests.Data;

/// <summary>Two processes of one desk: what one revokes is dead at the other within a minute, without a restart.</summary>
public sealed class LeakedKeyTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase)), Trait("threat", "T05b")]
    public async Task T05b_A_leaked_key_is_dead_on_every_node_within_a_minute(DatabaseProvider engine)
    {
        await using var nodes = await Nodes.OpenAsync(engine);
        var (leaked, link) = (await nodes.TokenAsync(nodes.Other), await nodes.LinkAsync());
        (await Nodes.IsBelievedAsync(nodes.Other, leaked)).ShouldBeTrue();

        var ended = await nodes.One.GetRequiredService<KeyRotation>().RevokeAsync(Stop);
        (await Nodes.IsBelievedAsync(nodes.One, leaked)).ShouldBeFalse();
        (await Nodes.OpensAsync(nodes.Other, link)).ShouldBeFalse();
        nodes.Time.Advance(TimeSpan.FromMinutes(1));

        (await Nodes.IsBelievedAsync(nodes.Other, leaked)).ShouldBeFalse();
        (ended.Keys, ended.Links, ended.HoldsFrom).ShouldBe((1, 1, nodes.Now));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Every_node_signs_with_the_new_key_within_a_minute(DatabaseProvider engine)
    {
        await using var nodes = await Nodes.OpenAsync(engine);
        await nodes.TokenAsync(nodes.Other);
        await nodes.One.GetRequiredService<KeyRotation>().RevokeAsync(Stop);
        nodes.Time.Advance(TimeSpan.FromMinutes(1));

        var signed = await nodes.TokenAsync(nodes.Other);

        (await Nodes.IsBelievedAsync(nodes.One, signed)).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Two_nodes_that_rotate_at_once_leave_one_newest_key(DatabaseProvider engine)
    {
        await using var nodes = await Nodes.OpenAsync(engine);
        await nodes.TokenAsync(nodes.Other);

        await Task.WhenAll(new[] { nodes.One, nodes.Other }.Select(n => Task.Run(() => n.GetRequiredService<KeyRotation>().RevokeAsync(Stop), Stop)));

        nodes.Time.Advance(TimeSpan.FromMinutes(1));
        var keys = await nodes.One.GetRequiredService<IDbContextFactory<DeskDb>>().RunAsync(db => db.Keys.Where(k => k.Purpose == KeyRing.ReplyTokens).ToListAsync(Stop), Stop);
        keys.Select(k => (k.Kid, k.RetiredAt is null)).OrderBy(k => k).ShouldBe([(1, false), (2, false), (3, true)]);
        (await Nodes.IsBelievedAsync(nodes.Other, await nodes.TokenAsync(nodes.One))).ShouldBeTrue();
    }

    [Fact]
    public async Task Guessed_keys_are_asked_for_once_in_half_a_minute()
    {
        using var commands = new CommandCount("SELECT");
        await using var nodes = await Nodes.OpenAsync(DatabaseProvider.Sqlite, commands);
        var keys = nodes.Other.GetRequiredService<KeyRing>();
        await keys.NewestAsync(KeyRing.ReplyTokens, Stop);
        commands.Take();

        for (var kid = 0; kid < 1000; kid++)
            (await keys.FindAsync(KeyRing.ReplyTokens, 2 + kid, Stop)).ShouldBeNull();

        commands.Take().ShouldBeLessThanOrEqualTo(1);
    }

    sealed class Nodes : IAsyncDisposable
    {
        readonly TestDatabase database;

        Nodes(TestDatabase database, FakeTimeProvider time, ServiceProvider other) => (this.database, Time, Other) = (database, time, other);

        public FakeTimeProvider Time { get; }

        public DateTimeOffset Now => database.Clock.RealNow;

        public IServiceProvider One => database.Services;

        public ServiceProvider Other { get; }

        public static async Task<Nodes> OpenAsync(DatabaseProvider engine, ILoggerProvider? log = null)
        {
            var (time, protection) = (new FakeTimeProvider(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)), new EphemeralDataProtectionProvider());
            void Shared(IServiceCollection services)
            {
                services.AddSingleton<TimeProvider>(time).AddSingleton<IDataProtectionProvider>(protection);
                if (log is not null)
                    services.AddSingleton(log);
            }

            var database = await TestDatabase.CreateAsync(engine, Shared);
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(database.Settings).Build();
            var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddSupportDesk(configuration);
            Shared(services);
            return new(database, time, services.BuildServiceProvider());
        }

        /// <summary>The token of a new reply address, as this node signs it.</summary>
        public async Task<string> TokenAsync(IServiceProvider node)
        {
            await using var db = await node.GetRequiredService<IDbContextFactory<DeskDb>>().CreateDbContextAsync(Stop);
            var routes = node.GetRequiredService<ReplyRoutes>();
            var row = await routes.AddAsync(db, ReplyPurpose.Ticket, Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), Stop);
            await db.CommitAsync(Act.Job, Stop);
            return await routes.TokenAsync(row, Stop);
        }

        public static async Task<bool> IsBelievedAsync(IServiceProvider node, string token)
        {
            await using var db = await node.GetRequiredService<IDbContextFactory<DeskDb>>().CreateDbContextAsync(Stop);
            return await node.GetRequiredService<ReplyRoutes>().FindAsync(db, token, Stop) is not null;
        }

        public async Task<string> LinkAsync()
        {
            await using var db = database.Open();
            var (link, token) = Link.Make(LinkPurpose.Track, Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), Now.AddDays(30), Now);
            db.Links.Add(link);
            await db.CommitAsync(Act.Job, Stop);
            return token;
        }

        public static async Task<bool> OpensAsync(IServiceProvider node, string token)
        {
            await using var scope = node.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<Tracker>().FindLinkAsync(token, LinkPurpose.Track, Stop) is not null;
        }

        public async ValueTask DisposeAsync()
        {
            await Other.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
