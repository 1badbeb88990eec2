namespace SupportDesk.Escalations;

/// <summary>Words of staff that go with a case: what is new in it, the note of a hop, what is missing. Seen by levels and agents only.</summary>
public sealed class LevelNote
{
    private LevelNote() { }

    public Guid Id { get; private init; }
    public Guid EscalationId { get; private init; }

    /// <summary>The level where the case stood; 0 before the first.</summary>
    public int Level { get; private init; }

    public Guid ById { get; private init; }
    public string Text { get; private init; } = "";
    public DateTimeOffset At { get; private init; }

    internal static LevelNote Of(Guid escalation, int level, string text, Guid by, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), EscalationId = escalation, Level = level, ById = by, Text = text.Trim(), At = at };
}
