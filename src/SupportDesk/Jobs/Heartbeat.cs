using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Mail;

namespace SupportDesk.Jobs;

/// <summary>
/// Every few seconds of real time: is anything due? Then the workers are told. It makes up for every lost nudge and for a lost store of jobs, and
/// looks at empty levels once a minute, where no due moment tells of it.
/// </summary>
internal sealed partial class Heartbeat(
    DueWork due, Beats beats, Nudge nudge, IRecurringJobManager jobs, IDbContextFactory<DeskDb> databases, OutboxClaims claims, TimeProvider real, IOptions<JobOptions> options, ILogger<Heartbeat> log)
    : BackgroundService
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await TakeOverAsync(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.HeartbeatSeconds), real);
        long? minute = null;
        do
        {
            try
            {
                await beats.BeatAsync(stoppingToken);
                if (minute is null || real.GetElapsedTime(minute.Value) >= Minute)
                {
                    minute = real.GetTimestamp();
                    Timetable.Register(jobs);
                    nudge.Wake(Work.Sweep);
                }

                foreach (var work in await due.NowAsync(stoppingToken))
                    nudge.Wake(work);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.Missed(log, failure); // The next beat tries again: a database may be away for a while.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // desk.lock has shown that nobody else works on a SQLite file: leases in it are those of a process that died.
    private async Task TakeOverAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (!db.IsPostgres)
            await claims.ReleaseAllAsync(cancel);
    }

    private static partial class Log
    {
        [LoggerMessage(61, LogLevel.Error, "The heartbeat could not look at what is due")]
        public static partial void Missed(ILogger log, Exception failure);
    }
}
