using Hangfire;
using Microsoft.Extensions.Logging;

namespace SupportDesk.Jobs;

/// <summary>The kinds of work that jobs do.</summary>
public enum Work { Deliver, Unfold, Sweep }

/// <summary>Says to the workers "look now". Several words before a job begins are one job; a word that is lost is made good by the heartbeat.</summary>
public sealed partial class Nudge(IBackgroundJobClient jobs, TimeProvider real, ILogger<Nudge> log)
{
    // If the store of jobs lost ours, the mark must not keep us silent for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly long[] waiting = new long[Enum.GetValues<Work>().Length];

    public void Wake(Work work)
    {
        var since = Interlocked.Read(ref waiting[(int)work]);
        if (since != 0 && real.GetElapsedTime(since) < Patience)
            return;

        Interlocked.Exchange(ref waiting[(int)work], Math.Max(real.GetTimestamp(), 1));
        try
        {
            Enqueue(work);
        }
        catch (BackgroundJobClientException failure)
        {
            Begun(work);
            Log.Lost(log, work, failure);
        }
    }

    /// <summary>A job has begun to look: from now on a new word means a new job.</summary>
    internal void Begun(Work work) => Interlocked.Exchange(ref waiting[(int)work], 0);

    private void Enqueue(Work work)
    {
        _ = work switch
        {
            Work.Deliver => jobs.Enqueue<DeliverJob>(job => job.RunAsync(CancellationToken.None)),
            Work.Unfold => jobs.Enqueue<UnfoldJob>(job => job.RunAsync(CancellationToken.None)),
            _ => jobs.Enqueue<SweepJob>(job => job.RunAsync(CancellationToken.None)),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(60, LogLevel.Warning, "The workers could not be told to {Work}; the heartbeat will")]
        public static partial void Lost(ILogger log, Work work, Exception failure);
    }
}
