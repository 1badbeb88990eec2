using Hangfire;
using SupportDesk.Escalations;
using SupportDesk.Notifications;

namespace SupportDesk.Jobs;

/// <summary>Lets time pass on what is due: tickets and escalations.</summary>
[Queue(JobQueues.Sweep), AutomaticRetry(Attempts = 0)]
public sealed class SweepJob(TicketSweep tickets, EscalationSweep escalations, DecisionCount decisions, Beats beats, Nudge nudge)
{
    // Two sweeps at once would only clash with each other.
    private static readonly SemaphoreSlim Alone = new(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        nudge.Begun(Work.Sweep);
        await Alone.WaitAsync(cancel);
        try
        {
            // First of all: whether the desk was off says what may run out now.
            await beats.BeatAsync(cancel);
            await tickets.RunAsync(cancel);
            await escalations.RunAsync(cancel);
            await decisions.RunAsync(cancel);
        }
        finally
        {
            Alone.Release();
        }
    }
}
