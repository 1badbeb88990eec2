using Hangfire;
using SupportDesk.Mail;

namespace SupportDesk.Jobs;

/// <summary>Sends what is due.</summary>
[Queue(JobQueues.Mail), AutomaticRetry(Attempts = 0)]
public sealed class DeliverJob(Delivery delivery, SendingPlaces places, Nudge nudge)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        nudge.Begun(Work.Deliver);
        if (!places.TryEnter())
            return;

        try
        {
            await delivery.RunAsync(cancel);
        }
        finally
        {
            if (places.Leave())
                nudge.Wake(Work.Deliver);
        }
    }
}
