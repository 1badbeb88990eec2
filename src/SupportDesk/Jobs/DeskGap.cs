namespace SupportDesk.Jobs;

/// <summary>A time in which the desk did not run, in business time.</summary>
public sealed record DeskGap(DateTimeOffset From, DateTimeOffset To);

/// <summary>The one row that says when the desk last showed itself, and its newest gap.</summary>
public sealed class HeartbeatRow
{
    public int Id { get; private init; } = 1;

    /// <summary>Real time.</summary>
    public DateTimeOffset LastAt { get; init; }

    public DateTimeOffset? GapFromAt { get; init; }
    public DateTimeOffset? GapToAt { get; init; }
}
