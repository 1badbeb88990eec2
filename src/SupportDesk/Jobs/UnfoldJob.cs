using Hangfire;
using SupportDesk.Notifications;

namespace SupportDesk.Jobs;

/// <summary>Turns notices to audiences into mail, which is then sent.</summary>
[Queue(JobQueues.Mail), AutomaticRetry(Attempts = 0)]
public sealed class UnfoldJob(Unfold unfold, Nudge nudge)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        nudge.Begun(Work.Unfold);
        if (await unfold.RunAsync(cancel) > 0)
            nudge.Wake(Work.Deliver);
    }
}
