using Hangfire;

namespace SupportDesk.Jobs;

/// <summary>Removes what nothing needs any more.</summary>
[Queue(JobQueues.Upkeep), AutomaticRetry(Attempts = 0)]
public sealed class CleanUpJob(CleanUp cleanUp)
{
    public Task RunAsync(CancellationToken cancel) => cleanUp.RunAsync(cancel);
}
