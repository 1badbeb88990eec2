using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Serilog;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Notifications.Rendering;
using SupportDesk.Web.Demo;

namespace SupportDesk.Web.Hosting;

/// <summary>What surrounds the desk in its process: logs, limits, errors, and the order in which it starts.</summary>
public static class DeskHost
{
    /// <summary>The desk and what surrounds it, by the settings of all sources.</summary>
    /// <exception cref="DeskException">A setting is wrong or unknown: one sentence a line, with its key.</exception>
    public static void AddDesk(this WebApplicationBuilder builder, SettingsFolder folder)
    {
        var settings = DeskSettings.Read(builder, folder);
        builder.Services.AddSingleton(folder).AddSingleton(settings);
        try
        {
            builder.AddDeskHost(settings.Configuration);
            builder.Services.AddSupportDesk(settings.Configuration);
            settings.RefuseUnknown(builder.Services);
        }
        catch (DeskException refusal)
        {
            throw settings.Explain(refusal);
        }
    }

    private static void AddDeskHost(this WebApplicationBuilder builder, IConfiguration configuration)
    {
        builder.Services.AddSerilog((all, log) => log
            .ReadFrom.Configuration(configuration)
            .Enrich.FromLogContext()
            .WriteTo.File(
                Path.Combine(all.GetRequiredService<IOptions<DataOptions>>().Value.FullFolder, "logs", "desk-.log"),
                formatProvider: CultureInfo.InvariantCulture,
                rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: 14));
        builder.Services.AddSection<DemoOptions>(configuration, "Demo");
        builder.Services.AddSingleton<DemoMode>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 40 * 1024 * 1024;
        });
        // Whom a request comes from is what limits are counted by: no header of a stranger changes it.
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<SiteOptions>>((forwarded, site) =>
        {
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in site.Value.Proxies)
                forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
            forwarded.ForwardedHeaders = site.Value.Proxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
    }

    public static void UseDeskHost(this WebApplication app)
    {
        app.UseExceptionHandler("/error/500");
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseSerilogRequestLogging(options => options.GetLevel = (context, _, failure) =>
            failure is OperationCanceledException && context.RequestAborted.IsCancellationRequested ? Serilog.Events.LogEventLevel.Debug // the browser went on
            : failure is not null || context.Response.StatusCode >= 500 ? Serilog.Events.LogEventLevel.Error : Serilog.Events.LogEventLevel.Debug);
    }

    /// <summary>Brings the database up, then everything that needs it, then listens; says where.</summary>
    public static async Task StartDeskAsync(this WebApplication app)
    {
        var data = app.Services.GetRequiredService<IOptions<DataOptions>>().Value;
        var stopping = app.Lifetime.ApplicationStopping;
        if (TakeLock(app.Services) is { } deskLock)
            app.Lifetime.ApplicationStopped.Register(deskLock.Dispose);

        _ = app.Services.GetRequiredService<Templates>(); // A wrong one stops the start, naming its file and line.
        await app.Services.GetRequiredService<DatabaseStart>().RunAsync(stopping);
        await app.Services.GetRequiredService<ChainSetup>().RunAsync(stopping);
        await app.LoadDemoAsync(stopping);
        await app.Services.GetRequiredService<MailboxSetup>().RunAsync(stopping);
        foreach (var replaced in app.Services.GetRequiredService<DeskSettings>().Replaced)
            app.Logger.LogReplaced(replaced);
        await app.Services.GetRequiredService<ChainCheck>().ReportAsync(stopping);
        await app.StartAsync(stopping);
        app.Logger.LogInformationStarted(string.Join(", ", app.Urls), data.FullFolder);
    }

    /// <summary>The lock that keeps a second process off a SQLite file; null on PostgreSQL, which several may share.</summary>
    internal static DeskLock? TakeLock(IServiceProvider services) =>
        services.GetRequiredService<IOptions<DatabaseOptions>>().Value.Provider == DatabaseProvider.Sqlite
            ? DeskLock.Take(services.GetRequiredService<IOptions<DataOptions>>().Value.FullFolder)
            : null;
}
