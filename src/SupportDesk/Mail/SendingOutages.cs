using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SupportDesk.Data;
using SupportDesk.Mail.Sending;

namespace SupportDesk.Mail;

/// <summary>Keeps when our own sending server is down: one row an outage, begun by a try that reached no server and ended by the next answer.</summary>
public sealed partial class SendingOutages(IDbContextFactory<DeskDb> databases, DeskClock clock, ILogger<SendingOutages> log)
{
    /// <summary>Notes what a try says about the server.</summary>
    public async Task NoteAsync(SendAnswer answer, CancellationToken cancel)
    {
        if (answer.Result == SendResult.Unreachable)
            await BeginAsync(answer.Words, cancel);
        else if (answer.Result != SendResult.Unknown)
            await EndAsync(cancel);
    }

    /// <summary>The outage that lasts; null if there is none. With no mail left that could be tried, nothing shows that the server is still down: the outage is over.</summary>
    public async Task<SendingOutage?> PresentAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.SendingOutages.AsNoTracking().FirstOrDefaultAsync(o => o.ToAt == null, cancel) is not { } outage)
            return null;
        if (await db.Outbox.AnyAsync(m => m.SentAt == null && m.FailedAt == null && m.CancelledAt == null, cancel))
            return outage;

        await EndAsync(cancel);
        return null;
    }

    private async Task BeginAsync(string reason, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.SendingOutages.AnyAsync(o => o.ToAt == null, cancel))
            return;

        db.SendingOutages.Add(new SendingOutage(1 + (await db.SendingOutages.MaxAsync(o => (int?)o.No, cancel) ?? 0), clock.Now, reason));
        try
        {
            await db.CommitAsync(Act.Job, cancel);
            Log.Down(log, reason);
        }
        catch (ClashException)
        {
            // Another worker noted it at the same moment.
        }
    }

    private async Task EndAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (!await db.SendingOutages.AnyAsync(o => o.ToAt == null, cancel))
            return;

        DateTimeOffset? now = clock.Now;
        if (await db.SendingOutages.Where(o => o.ToAt == null).ExecuteUpdateAsync(set => set.SetProperty(o => o.ToAt, now), cancel) > 0)
            Log.Up(log);
    }

    private static partial class Log
    {
        [LoggerMessage(47, LogLevel.Error, "The sending server does not answer; cases wait and lose no time: {Reason}")]
        public static partial void Down(ILogger log, string reason);

        [LoggerMessage(48, LogLevel.Warning, "The sending server answers again")]
        public static partial void Up(ILogger log);
    }
}
