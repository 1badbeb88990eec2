namespace SupportDesk;

/// <summary>
/// Business time: the real clock plus an offset that only the demo moves. Verbs, due moments and every <c>…At</c> column use it;
/// leases, sessions and rate limits use the real <see cref="TimeProvider"/> (docs/decisions/0004).
/// </summary>
public sealed class DeskClock(TimeProvider real)
{
    private long offset; // whole milliseconds

    /// <summary>The desk's moment, UTC, in whole milliseconds: what both engines keep, so that saved equals loaded.</summary>
    public DateTimeOffset Now => RealNow.AddMilliseconds(Interlocked.Read(ref offset));

    /// <summary>The machine's moment, UTC, in whole milliseconds.</summary>
    public DateTimeOffset RealNow => DateTimeOffset.FromUnixTimeMilliseconds(real.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>How far business time runs ahead of the machine's.</summary>
    public TimeSpan Offset => TimeSpan.FromMilliseconds(Interlocked.Read(ref offset));

    /// <summary>Takes over the offset that the database holds; the row is the truth, this is its copy in the process.</summary>
    public void Follow(TimeSpan stored) => Interlocked.Exchange(ref offset, (long)stored.TotalMilliseconds);
}
