using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SupportDesk.Escalations.Anchors;

namespace SupportDesk.Jobs;

/// <summary>Once a minute of real time: is the day's anchor made, and is it in this node's file? Each node keeps a file of its own, so this is no job of Hangfire's.</summary>
internal sealed partial class AnchorBeat(AnchorMaking anchors, TimeProvider real, ILogger<AnchorBeat> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), real);
        do
        {
            try
            {
                await anchors.KeepAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.Missed(log, failure); // The next minute tries again.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(64, LogLevel.Error, "The heads of all cases could not be anchored")]
        public static partial void Missed(ILogger log, Exception failure);
    }
}
