using Hangfire;
using SupportDesk.Escalations;

namespace SupportDesk.Jobs;

/// <summary>Lets time pass on what is due: tickets and escalations.</summary>
[Queue(JobQueues.Sweep), AutomaticRetry(Attempts = 0)]
public sealed class SweepJob(TicketSweep tickets, EscalationSweep escalations, Nudge nudge)
{
    // Two sweeps at once would only clash with each other.
    private static readonly SemaphoreSlim Alone = new(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        nudge.Begun(Work.Sweep);
        await Alone.WaitAsync(cancel);
        try
        {
            await tickets.RunAsync(cancel);
            await escalations.RunAsync(cancel);
        }
        finally
        {
            Alone.Release();
        }
    }
}
