namespace SupportDesk.Escalations.Anchors;

/// <summary>The heads of all cases on one day, as every node's <c>anchors.log</c> holds them. A day has one row, whichever node was first.</summary>
public sealed class Anchor
{
    private Anchor() { }

    public DateOnly Day { get; private init; }

    /// <summary>One hash over the heads of all cases, as it is mailed to the auditors.</summary>
    public string Hash { get; private init; } = "";

    public int Cases { get; private init; }

    /// <summary>The line of anchors.log, without its end of line.</summary>
    public string Line { get; private init; } = "";

    internal static Anchor From(AnchorLine line) => new() { Day = line.Day, Hash = line.Hash, Cases = line.Cases, Line = line.Write() };
}
