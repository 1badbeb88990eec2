using Hangfire;
using SupportDesk.Mail;

namespace SupportDesk.Jobs;

/// <summary>Sends what is due. A slow server may hold at most half of the workers.</summary>
[Queue(JobQueues.Mail), AutomaticRetry(Attempts = 0)]
public sealed class DeliverJob(Delivery delivery, Nudge nudge)
{
    private static readonly SemaphoreSlim Places = new(2);

    public async Task RunAsync(CancellationToken cancel)
    {
        nudge.Begun(Work.Deliver);
        if (!await Places.WaitAsync(0, cancel))
            return;

        try
        {
            await delivery.RunAsync(cancel);
        }
        finally
        {
            Places.Release();
        }
    }
}
