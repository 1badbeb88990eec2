using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.People;

namespace SupportDesk.Web.Tests;

/// <summary>
/// The whole desk in memory on a database of its own, with the cast (<see cref="Cast"/>) or, as the demo, with the seed. As a class fixture it is SQLite with
/// the cast; a test that needs another one makes it with <see cref="StartAsync"/> and disposes it.
/// </summary>
public sealed class DeskApplication : IAsyncLifetime
{
    private readonly Dictionary<string, Guid> people = [];
    private Settings settings = new();
    private TestDatabase database = null!;
    private Factory factory = null!;

    /// <param name="Demo">True loads the seed instead of the cast and opens the mail room and one-click sign-in.</param>
    /// <param name="Time">The machine's clock, for instance a <c>FakeTimeProvider</c>.</param>
    /// <param name="Listen">True listens on a free port of the loopback, for a real browser (<see cref="Address"/>).</param>
    /// <param name="Idle">True runs no job: nothing happens by itself, no mail leaves, no time runs out.</param>
    /// <param name="More">Settings as in appsettings.json, <c>Tickets:PendingDays</c>.</param>
    public sealed record Settings(DatabaseProvider Engine = DatabaseProvider.Sqlite, bool Demo = false, TimeProvider? Time = null, bool Listen = false, bool Idle = false, IReadOnlyDictionary<string, string?>? More = null);

    public IServiceProvider Services => factory.Services;

    public DeskClock Clock => Services.GetRequiredService<DeskClock>();

    /// <summary>Where a browser finds it; only with <see cref="Settings.Listen"/>.</summary>
    public Uri Address => factory.ClientOptions.BaseAddress;

    public static async Task<DeskApplication> StartAsync(Settings settings)
    {
        var desk = new DeskApplication { settings = settings };
        await desk.InitializeAsync();
        return desk;
    }

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(settings.Engine);
        factory = new(database.Settings, settings);
        if (settings.Listen)
            factory.UseKestrel(0);
        factory.StartServer();
        if (!settings.Demo)
            await DoAsync(db => Cast.Enter(db, Clock.Now));
        await using var db = Open();
        foreach (var address in await db.MailAddresses.AsNoTracking().ToListAsync())
            people[address.AddressKey.Split('@')[0]] = address.PersonId;
    }

    /// <summary>The id of one of the cast, by the local part of their address: <c>damion</c>.</summary>
    public Guid Person(string name) => people[name];

    /// <summary>A context of its own, to be disposed by the caller.</summary>
    public DeskDb Open() => Services.GetRequiredService<IDbContextFactory<DeskDb>>().CreateDbContext();

    /// <summary>Does something by the domain's verbs and commits it; again from the start where one of the desk's jobs saved in between.</summary>
    public Task<T> DoAsync<T>(Func<DeskDb, Task<T>> act) => Services.GetRequiredService<IDbContextFactory<DeskDb>>().RunAsync(async db =>
    {
        var result = await act(db);
        await db.CommitAsync(Act.Job, TestContext.Current.CancellationToken);
        return result;
    }, TestContext.Current.CancellationToken);

    /// <inheritdoc cref="DoAsync{T}(Func{DeskDb, Task{T}})"/>
    public Task<T> DoAsync<T>(Func<DeskDb, T> act) => DoAsync(db => Task.FromResult(act(db)));

    /// <summary>Reads from a context of its own.</summary>
    public async Task<T> ReadAsync<T>(Func<DeskDb, Task<T>> read)
    {
        await using var db = Open();
        return await read(db);
    }

    /// <summary>Pushes business time forward, in the database and here.</summary>
    public async Task PushClockAsync(TimeSpan by)
    {
        var ahead = Clock.Offset + by;
        await using var db = Open();
        if (await db.Clock.SingleOrDefaultAsync() is { } row)
            row.OffsetMs = (long)ahead.TotalMilliseconds;
        else
            db.Clock.Add(new ClockRow { OffsetMs = (long)ahead.TotalMilliseconds });
        await db.CommitAsync(Act.Job, TestContext.Current.CancellationToken);
        Clock.Follow(ahead);
    }

    /// <summary>A browser without a session.</summary>
    public DeskClient Stranger() => new(Handler(), null, Home);

    /// <summary>A program without cookies, for the API.</summary>
    public HttpClient Http() => new(Handler()) { BaseAddress = Home ?? new("http://localhost") };

    /// <summary>A browser in which this person is signed in.</summary>
    public async Task<DeskClient> SignInAsync(string name) => new(Handler(), await StaffCookieAsync(name), Home);

    /// <summary>The value of this person's session cookie (<c>desk-staff</c>), as signing in would set it.</summary>
    public async Task<string> StaffCookieAsync(string name)
    {
        await using var scope = Services.CreateAsyncScope();
        var (all, now) = (scope.ServiceProvider, Clock.RealNow);
        var account = await all.GetRequiredService<UserManager<Account>>().FindByIdAsync($"{Person(name)}");
        var principal = await all.GetRequiredService<IUserClaimsPrincipalFactory<Account>>().CreateAsync(account!);
        var properties = new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now.AddHours(8) };
        var cookies = all.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        return cookies.TicketDataFormat.Protect(new(principal, properties, IdentityConstants.ApplicationScheme));
    }

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        await database.DisposeAsync();
    }

    private Uri? Home => settings.Listen ? Address : null;

    private HttpMessageHandler Handler() => settings.Listen ? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false } : factory.Server.CreateHandler();

    // Settings go in as arguments: the desk reads them before it builds its host.
    private sealed class Factory(IReadOnlyDictionary<string, string?> database, Settings settings) : Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(Microsoft.AspNetCore.Hosting.IWebHostBuilder builder)
        {
            builder.UseSetting("Environment", "Development");
            builder.UseSetting("Demo:Enabled", settings.Demo ? "true" : "false");
            builder.UseSetting("Serilog:MinimumLevel:Default", "Warning");
            foreach (var (key, value) in (settings.Demo ? [] : DemoSettings()).Concat(database).Concat(settings.More ?? new Dictionary<string, string?>()))
                builder.UseSetting(key, value);
            if (settings.Idle)
                builder.ConfigureTestServices(services => services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Assembly == typeof(DeskDb).Assembly).ToList().ForEach(s => services.Remove(s)));
            if (settings.Time is { } time)
                builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton(time)));
        }

        // The demo's chain and calendar, and its mailbox unless the test names its own: outside of the demo a desk has none.
        private IEnumerable<KeyValuePair<string, string?>> DemoSettings() =>
            new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, "templates", "seed", "settings.json")).Build().AsEnumerable()
                .Where(s => s.Value is not null && !(s.Key.StartsWith("Mail:", StringComparison.Ordinal) && settings.More?.Keys.Any(k => k.StartsWith("Mail:Mailboxes:", StringComparison.Ordinal)) == true));
    }
}
