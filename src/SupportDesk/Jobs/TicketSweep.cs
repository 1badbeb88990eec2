using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Tickets;

namespace SupportDesk.Jobs;

/// <summary>Lets time pass on tickets: wakes, solves without an answer, closes. What fails is tried alone, then set aside for five minutes.</summary>
public sealed partial class TicketSweep(IDbContextFactory<DeskDb> databases, DeskClock clock, IOptions<TicketOptions> times, ILogger<TicketSweep> log)
{
    private const int Batch = 200;
    private readonly SetAsideRows setAside = new(clock);

    /// <summary>Tickets that can't be moved at present: health says so.</summary>
    public IReadOnlyCollection<Guid> SetAside => setAside.Ids;

    /// <returns>How many tickets moved.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var moved = 0;
        while (await DueAsync(cancel) is { Count: > 0 } due)
            moved += await MoveAsync(due, cancel);
        return moved;
    }

    private async Task<List<Guid>> DueAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var (now, aside) = (clock.Now, SetAside.ToArray());
        return await db.Tickets.Where(t => t.DueAt <= now && !aside.Contains(t.Id)).OrderBy(t => t.DueAt).ThenBy(t => t.Id).Take(Batch).Select(t => t.Id).ToListAsync(cancel);
    }

    private async Task<int> MoveAsync(List<Guid> ids, CancellationToken cancel)
    {
        try
        {
            return await databases.RunAsync(db => MoveAsync(db, ids, cancel), cancel);
        }
        catch (ClashException) when (ids.Count == 1)
        {
            // Somebody else changes it time and again: the next round of this run finds it as it is by then.
            return 0;
        }
        catch (Exception failure) when (SetAsideRows.IsFaultOfRow(failure) && ids.Count > 1)
        {
            var moved = 0;
            foreach (var id in ids)
                moved += await MoveAsync([id], cancel);
            return moved;
        }
        catch (Exception failure) when (SetAsideRows.IsFaultOfRow(failure))
        {
            setAside.Add(ids.Single());
            Log.SetAside(log, ids.Single(), failure);
            return 0;
        }
    }

    private async Task<int> MoveAsync(DeskDb db, List<Guid> ids, CancellationToken cancel)
    {
        var tickets = await db.Tickets.Where(t => ids.Contains(t.Id)).ToListAsync(cancel);
        foreach (var ticket in tickets)
            ticket.TimePassed(times.Value, Actor.System(Via.Job), clock.Now);
        CrashPoint.Reached("sweep-before-commit");
        await db.CommitAsync(Act.Job, cancel);
        return tickets.Count;
    }

    private static partial class Log
    {
        [LoggerMessage(62, LogLevel.Error, "Ticket {Ticket} could not be moved and is set aside for five minutes")]
        public static partial void SetAside(ILogger log, Guid ticket, Exception failure);
    }
}
