using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SupportDesk.Data;

namespace SupportDesk.Jobs;

/// <summary>Hangfire as the desk uses it: the motor, never what remembers work (docs/decisions/0009).</summary>
public static class JobServices
{
    /// <summary>Adds workers, heartbeat and nudges. Call after <see cref="SupportDeskServices.AddSupportDesk"/>.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton(Storage);
        // Hangfire's own is JobActivator.Current, one for the whole process: of two hosts that start at once, one would look for its jobs in the other.
        services.AddSingleton<JobActivator>(all => new AspNetCoreJobActivator(all.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire(hangfire => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseTypeResolver(JobTypes.Resolve));
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = 4;
            server.Queues = JobQueues.All;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
        });

        services.AddSingleton<Nudge>().AddSingleton<SendingPlaces>();
        services.AddSingleton<DueWork>();
        services.AddSingleton<TicketSweep>();
        services.AddSingleton<Beats>();
        services.AddSingleton<CleanUp>();
        services.AddSingleton<JobsAsTheyStand>();
        services.AddTransient<DeliverJob>();
        services.AddTransient<UnfoldJob>();
        services.AddTransient<SweepJob>();
        services.AddTransient<CleanUpJob>();
        services.AddHostedService<Heartbeat>();
        services.AddHostedService<AnchorBeat>();
        services.AddHostedService<NudgeOnCommit>();
        services.AddHostedService<FreshLinkWorker>();
        services.AddHostedService<SearchIndexWorker>();
        return services;
    }

    // Each host has a storage of its own (JobStorage.Current is one for the whole process): in memory beside a SQLite file, else a schema beside the desk's tables.
    private static JobStorage Storage(IServiceProvider all) =>
        all.GetRequiredService<IOptions<DatabaseOptions>>().Value.Provider == DatabaseProvider.Postgres ? Postgres(DatabaseServices.PostgresConnection(all)) : new InMemoryStorage();

    // Long polling is off: it dies with its connection; the heartbeat comes soon enough (threat-cases 5).
    private static PostgreSqlStorage Postgres(string connection)
    {
        var options = new PostgreSqlStorageOptions
        {
            SchemaName = "hangfire",
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = TimeSpan.FromMinutes(5),
            AllowDegradedModeWithoutStorage = false,
            EnableLongPolling = false,
            QueuePollInterval = TimeSpan.FromSeconds(5),
        };
        return new(new NpgsqlConnectionFactory(connection, options), options);
    }
}
