using Hangfire;

namespace SupportDesk.Jobs;

/// <summary>Every schedule, in UTC. What is due at a moment of its own stands in our tables and is found by the <see cref="Heartbeat"/>.</summary>
internal static class Timetable
{
    /// <summary>Puts the schedules back, where the store of jobs has lost them.</summary>
    public static void Register(IRecurringJobManager jobs)
    {
        jobs.AddOrUpdate<CleanUpJob>("clean-up", JobQueues.Upkeep, job => job.RunAsync(CancellationToken.None), "17 * * * *");
    }
}
