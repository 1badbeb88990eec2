using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Jobs;

/// <summary>
/// Keeps the moment at which the desk last ran, so that a later sweep knows what fell due while it was off. Any node's beat counts.
/// </summary>
public sealed class Beats(IDbContextFactory<DeskDb> databases, DeskClock clock)
{
    /// <summary>A longer silence is a gap.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromHours(1);

    // One write a minute is enough to notice an hour.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private long beatenMs;

    /// <summary>Shows that the desk runs; notes the gap where it was silent for long.</summary>
    public async Task BeatAsync(CancellationToken cancel)
    {
        var now = clock.RealNow;
        if (now - DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Read(ref beatenMs)) < Pause)
            return;

        await using var db = await databases.CreateDbContextAsync(cancel);
        var (recent, last) = (now - LongestSilence, await db.Heartbeats.AsNoTracking().SingleOrDefaultAsync(cancel));
        if (last is null)
            await FirstAsync(db, now, cancel);
        else if (last.LastAt >= recent)
            await db.Heartbeats.Where(b => b.LastAt < now).ExecuteUpdateAsync(set => set.SetProperty(b => b.LastAt, now), cancel);
        else
            await GapAsync(db, last, now, cancel);
        Interlocked.Exchange(ref beatenMs, now.ToUnixTimeMilliseconds());
    }

    // Where another node was first, that row stands.
    private static async Task FirstAsync(DeskDb db, DateTimeOffset now, CancellationToken cancel)
    {
        db.Heartbeats.Add(new HeartbeatRow { LastAt = now });
        try
        {
            await db.CommitAsync(Act.Job, cancel);
        }
        catch (ClashException)
        {
        }
    }

    // Two gaps with no hour of work between them are one: what fell due in the first may not have been looked at.
    private async Task GapAsync(DeskDb db, HeartbeatRow last, DateTimeOffset now, CancellationToken cancel)
    {
        DateTimeOffset? from = last.LastAt + clock.Offset;
        if (last.GapToAt is { } before && from - before < LongestSilence)
            from = last.GapFromAt;
        DateTimeOffset? to = clock.Now;
        await db.Heartbeats.Where(b => b.LastAt == last.LastAt)
            .ExecuteUpdateAsync(set => set.SetProperty(b => b.LastAt, now).SetProperty(b => b.GapFromAt, from).SetProperty(b => b.GapToAt, to), cancel);
    }
}
