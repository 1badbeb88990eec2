using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Jobs;

namespace SupportDesk.Escalations;

/// <summary>
/// Moves what is due, 200 a save, at most one hop each; runs until nothing is due. What fails is tried alone and then set aside
/// for some minutes, so that one broken case never holds up the others; a database that is away ends the run, and the next one goes on.
/// </summary>
public sealed partial class EscalationSweep(IDbContextFactory<DeskDb> databases, Mail.SendingOutages outages, DeskClock clock, ILogger<EscalationSweep> log)
{
    private const int Batch = 200;
    private readonly SetAsideRows setAside = new(clock);

    /// <summary>What a case is looked at for.</summary>
    private enum Look { Everything, Deliveries, Holders }

    /// <summary>Cases that can't be moved at present: health says so.</summary>
    public IReadOnlyCollection<Guid> SetAside => setAside.Ids;

    /// <returns>How many cases moved.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var moved = 0;
        while (await RoundAsync(cancel) is > 0 and var more)
            moved += more;
        return moved;
    }

    // What a round moves may come to a level that nobody holds, which the next round finds.
    private async Task<int> RoundAsync(CancellationToken cancel)
    {
        var moved = await EndGatheringsAsync(cancel);
        while (await LookAtHoldersAsync(cancel) is > 0 and var changed)
            moved += changed;
        while (await NoteMailAsync(cancel) is > 0 and var noted)
            moved += noted;
        while (await DueAsync(cancel) is { Count: > 0 } due)
            moved += await MoveAsync(due, cancel);
        return moved;
    }

    private async Task<List<Guid>> DueAsync(CancellationToken cancel)
    {
        // While our own server is down only a decision's day, which nobody has to be told of first, still comes.
        var isDown = await outages.PresentAsync(cancel) is not null;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var (now, aside) = (clock.Now, SetAside.ToArray());
        return await db.Escalations.Where(e => e.Climb.DueAt <= now && !aside.Contains(e.Id) && (!isDown || e.State == EscalationState.Decided)).OrderBy(e => e.Climb.DueAt).ThenBy(e => e.Id).Take(Batch).Select(e => e.Id).ToListAsync(cancel);
    }

    private void Leave(Guid id, Exception failure)
    {
        setAside.Add(id);
        Log.SetAside(log, id, failure);
    }

    private async Task<int> MoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel, Look look = Look.Everything)
    {
        try
        {
            return await databases.RunAsync(db => MoveAsync(db, ids, look, cancel), cancel);
        }
        catch (ClashException) when (ids.Count == 1)
        {
            // Another worker moves it time and again: it is well looked after.
            return 0;
        }
        catch (Exception failure) when (SetAsideRows.IsFaultOfRow(failure) && ids.Count > 1)
        {
            var moved = 0;
            foreach (var id in ids)
                moved += await MoveAsync([id], cancel, look);
            return moved;
        }
        catch (Exception failure) when (SetAsideRows.IsFaultOfRow(failure))
        {
            Leave(ids.Single(), failure);
            return 0;
        }
    }

    private async Task<int> MoveAsync(DeskDb db, IReadOnlyCollection<Guid> ids, Look look, CancellationToken cancel)
    {
        var mail = await MailNews.ReadAsync(db, ids, cancel);
        var now = clock.Now;
        var who = new WhoStands(db, now);
        // The cases first: whoever joins or leaves after this raises their version, and the save fails.
        var escalations = await db.Escalations.Where(e => ids.Contains(e.Id)).ToListAsync(cancel);
        var voices = await who.VoicesAsync(ids, cancel);
        var moved = 0;
        foreach (var escalation in escalations.OrderBy(e => e.Climb.DueAt).ThenBy(e => e.Id))
        {
            var standing = await who.ForAsync(escalation, voices.GetValueOrDefault(escalation.Id, Voices.None), cancel);
            if (mail.Apply(escalation, standing, look, Actor.System(Via.Job), now))
                moved++;
        }

        CrashPoint.Reached("sweep-before-commit");
        await db.CommitAsync(Act.Job, cancel);
        return moved;
    }

    private static partial class Log
    {
        [LoggerMessage(40, LogLevel.Error, "Escalation {Escalation} could not be moved and is set aside for five minutes")]
        public static partial void SetAside(ILogger log, Guid escalation, Exception failure);
    }
}
