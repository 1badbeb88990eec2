namespace SupportDesk.Data;

/// <summary>The one row that says how far business time runs ahead; only the demo moves it.</summary>
public sealed class ClockRow
{
    public int Id { get; private init; } = 1;
    public long OffsetMs { get; set; }
}

/// <summary>A secret of the desk, wrapped by Data Protection: shared by all nodes, held by a backup.</summary>
public sealed class KeyRow
{
    public required string Purpose { get; init; }

    /// <summary>Counts up with each rotation.</summary>
    public required int Kid { get; init; }

    public required string Wrapped { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? RetiredAt { get; set; }
}
