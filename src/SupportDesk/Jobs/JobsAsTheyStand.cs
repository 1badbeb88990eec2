using Hangfire;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Mail;

namespace SupportDesk.Jobs;

/// <summary>What runs in the background: for administrators and for health.</summary>
/// <param name="Workers">Workers that have shown themselves within two minutes.</param>
/// <param name="Enqueued">Jobs told and not begun.</param>
/// <param name="Failed">Jobs that ended in an error, as far as the store of jobs remembers; the next heartbeat finds their work again.</param>
/// <param name="LateMails">Mails due for more than ten minutes.</param>
/// <param name="LateNotices">Notices due for more than ten minutes.</param>
/// <param name="SetAsideTickets">Tickets that the sweep could not process in the last five minutes.</param>
/// <param name="SetAsideCases">Escalations of which the same is true.</param>
public sealed record JobsNow(int Workers, long Enqueued, long Failed, int LateMails, int LateNotices, int SetAsideTickets, int SetAsideCases)
{
    /// <summary>Our own sending server does not answer.</summary>
    public SendingOutage? Outage { get; init; }

    /// <summary>What is wrong, in sentences; empty if nothing is.</summary>
    public IReadOnlyList<string> Troubles =>
    [
        .. Workers == 0 ? ["No worker runs: nothing leaves and no time passes."] : Array.Empty<string>(),
        .. Outage is { } outage ? [outage.InWords] : Array.Empty<string>(),
        .. LateMails > 0 ? [$"{LateMails} mails wait for more than ten minutes."] : Array.Empty<string>(),
        .. LateNotices > 0 ? [$"{LateNotices} notices wait for more than ten minutes."] : Array.Empty<string>(),
        .. SetAsideTickets + SetAsideCases > 0 ? [$"The sweep could not process {SetAsideTickets} tickets and {SetAsideCases} cases. It tries again every five minutes; the log says why."] : Array.Empty<string>(),
    ];
}

/// <summary>Looks at the workers and at what waits for them.</summary>
public sealed class JobsAsTheyStand(IDbContextFactory<DeskDb> databases, JobStorage storage, TicketSweep tickets, EscalationSweep escalations, SendingOutages outages, DeskClock clock)
{
    public async Task<JobsNow> LookAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var (late, alive) = (clock.Now.AddMinutes(-10), clock.RealNow.UtcDateTime.AddMinutes(-2));
        var jobs = storage.GetMonitoringApi();
        return new(
            jobs.Servers().Where(s => s.Heartbeat > alive).Sum(s => s.WorkersCount),
            JobQueues.All.Sum(jobs.EnqueuedCount),
            jobs.FailedCount(),
            await db.Outbox.CountAsync(m => m.SentAt == null && m.FailedAt == null && m.CancelledAt == null && m.DueAt < late, cancel),
            await db.Notices.CountAsync(n => n.DoneAt == null && n.DueAt < late, cancel),
            tickets.SetAside.Count,
            escalations.SetAside.Count) { Outage = await outages.PresentAsync(cancel) };
    }
}
