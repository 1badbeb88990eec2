namespace SupportDesk.Escalations;

/// <summary>Why an act waits for confirmation no longer.</summary>
public enum UnconfirmedEnd
{
    /// <summary>Its sender confirmed it, and it happened.</summary>
    Confirmed,

    /// <summary>Its sender wrote another one.</summary>
    Replaced,

    /// <summary>Its sender dropped it.</summary>
    Discarded,

    /// <summary>Somebody else decided the case, or the case ended.</summary>
    CaseEnded,

    /// <summary>The case left the level where it was when the act was written.</summary>
    MovedOn,

    /// <summary>Its sender no longer holds the level, or one above.</summary>
    NotTheirs,
}

/// <summary>
/// A decision or a question that came by mail and publishes words. It holds the exact words that will leave, and does nothing until its sender confirms.
/// A hop, a decision or a change of who holds the level ends it in the same save (<c>DeskDb.Unconfirmed.cs</c>).
/// </summary>
public sealed class UnconfirmedAct
{
    private UnconfirmedAct() { }

    public Guid Id { get; private init; }
    public Guid EscalationId { get; private init; }

    /// <summary>Who wrote it, and alone can confirm it.</summary>
    public Guid PersonId { get; private init; }

    /// <summary>Where the case was.</summary>
    public int Level { get; private init; }

    /// <summary>Which stay of the case at that level it was (<see cref="Chains.Climb.EnteredNo"/>).</summary>
    public int EnteredNo { get; private init; }

    /// <summary>Decide or Ask.</summary>
    public LevelVerb Verb { get; private init; }

    /// <summary>Of a decision.</summary>
    public DecisionOutcome? Outcome { get; private init; }

    public DateOnly? EffectiveOn { get; private init; }

    /// <summary>The statement or the question, as it will leave.</summary>
    public string Text { get; private init; } = "";

    public DateTimeOffset At { get; private init; }

    /// <summary>Also the concurrency token: of two who end it at once, the second looks again.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public UnconfirmedEnd? Ending { get; private set; }

    internal static UnconfirmedAct Create(Guid escalation, Chains.Climb place, LevelCommand command, Guid by, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        EscalationId = escalation,
        PersonId = by,
        Level = place.Level,
        EnteredNo = place.EnteredNo,
        Verb = command.Verb,
        Outcome = command.Outcome,
        EffectiveOn = command.EffectiveOn,
        Text = Words.Clean(command.Words).Trim(),
        At = at,
    };

    internal void End(UnconfirmedEnd why, DateTimeOffset at) => (Ending, EndedAt) = (why, at);
}
