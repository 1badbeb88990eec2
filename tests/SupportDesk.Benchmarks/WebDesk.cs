using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SupportDesk.People;

namespace SupportDesk.Benchmarks;

/// <summary>The whole desk in this process behind Kestrel on a free port of the loopback: server and client share the cores.</summary>
sealed class WebDesk : IAsyncDisposable
{
    readonly Factory factory;

    WebDesk(BenchDesk desk) => factory = new(desk.Settings);

    /// <summary>Signed in as the seeded agent.</summary>
    public HttpClient Client { get; private set; } = null!;

    public static async Task<WebDesk> StartAsync(BenchDesk desk)
    {
        var web = new WebDesk(desk);
        web.factory.UseKestrel(0);
        web.factory.StartServer();
        await using var scope = web.factory.Services.CreateAsyncScope();
        var (all, now) = (scope.ServiceProvider, desk.Clock.RealNow);
        var account = await all.GetRequiredService<UserManager<Account>>().FindByIdAsync($"{desk.User.PersonId}");
        var principal = await all.GetRequiredService<IUserClaimsPrincipalFactory<Account>>().CreateAsync(account!);
        var cookies = all.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        // Issued ahead, so that no request of the load finds the minute over after which the stamp is checked: a browser would have got a new cookie then.
        var ticket = cookies.TicketDataFormat.Protect(new(principal, new AuthenticationProperties { IssuedUtc = now.AddHours(1), ExpiresUtc = now.AddHours(8) }, IdentityConstants.ApplicationScheme));
        web.Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = web.factory.ClientOptions.BaseAddress };
        web.Client.DefaultRequestHeaders.Add("Cookie", $"{cookies.Cookie.Name}={ticket}");
        return web;
    }

    /// <summary>Gets a page and reads it to its end.</summary>
    /// <exception cref="InvalidOperationException">It was not 200: a refused page would be a fast one.</exception>
    public async Task GetAsync(string path)
    {
        using var answer = await Client.GetAsync(path);
        var length = (await answer.Content.ReadAsByteArrayAsync()).Length;
        if ((int)answer.StatusCode != 200 || length < 1000)
            throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode} with {length} bytes");
    }

    /// <summary>Measures a page at one client and at eight.</summary>
    public async Task MeasureAsync(Report report, Size size, string name, Func<int, string> path, Timing? floor)
    {
        report.Times($"{name}, whole request, 1 client", await Timing.OfAsync(size, 1, (_, run) => GetAsync(path(run))), floor);
        var eight = await Timing.OfAsync(size, 8, (client, run) => GetAsync(path(run * 8 + client)));
        report.Rate($"{name}, whole request, 8 clients", "requests/s", eight.PerSecond, p99: eight.P99);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await factory.DisposeAsync();
    }

    // Settings go in as arguments: the desk reads them before it builds its host.
    sealed class Factory(IReadOnlyDictionary<string, string?> settings) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("Environment", "Production");
            builder.UseSetting("Demo:Enabled", "false");
            builder.UseSetting("Serilog:MinimumLevel:Default", "Warning");
            foreach (var (key, value) in settings)
                builder.UseSetting(key, value);
        }
    }
}
