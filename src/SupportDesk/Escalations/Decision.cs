using SupportDesk.Chains;

namespace SupportDesk.Escalations;

/// <summary>What is decided, before it is recorded.</summary>
/// <param name="Statement">Public, at least one sentence; can't be edited afterwards.</param>
/// <param name="EffectiveOn">The day it takes effect, in the deciding level's calendar.</param>
/// <param name="StatementNo">The new version of the policy's statement, where it changes one.</param>
public sealed record Ruling(DecisionOutcome Outcome, string Statement, DateOnly? EffectiveOn = null, int? StatementNo = null)
{
    /// <summary>Whether a public statement is at least a sentence: three words.</summary>
    public static bool SaysEnough(string statement) => statement.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length >= 3;
}

/// <summary>What a decision's day means at a moment.</summary>
public enum DecisionEffect
{
    /// <summary>It names no day.</summary>
    NoDay,

    Coming,
    InEffect,

    /// <summary>It was opened again after its day had begun.</summary>
    WasInEffect,

    /// <summary>It was opened again before its day began.</summary>
    NeverInEffect,
}

/// <summary>A numbered decision. It stands until it is reopened with a reason; a correction is a reopening.</summary>
public sealed class Decision
{
    private Decision() { }

    public Guid EscalationId { get; private init; }

    /// <summary>1 for the first of an escalation.</summary>
    public int No { get; private init; }

    public DecisionOutcome Outcome { get; private init; }

    /// <summary>The public statement.</summary>
    public string Statement { get; private init; } = "";

    public Guid ById { get; private init; }

    /// <summary>The level that decided.</summary>
    public int Level { get; private init; }

    public DateTimeOffset At { get; private init; }
    public DateOnly? EffectiveOn { get; private init; }
    public int? StatementNo { get; private init; }
    public DateTimeOffset? ReopenedAt { get; private set; }
    public string? ReopenReason { get; private set; }

    internal static Decision Of(Guid escalation, int no, Ruling ruling, int level, Guid by, DateTimeOffset at) => new()
    {
        EscalationId = escalation,
        No = no,
        Outcome = ruling.Outcome,
        Statement = ruling.Statement.Trim(),
        ById = by,
        Level = level,
        At = at,
        EffectiveOn = ruling.EffectiveOn,
        StatementNo = ruling.StatementNo,
    };

    /// <summary>Whether the decision holds at a moment, as far as it names a day.</summary>
    /// <param name="chain">The case's: the day begins in the calendar of the level that decided.</param>
    public DecisionEffect EffectAt(FrozenChain chain, DateTimeOffset now)
    {
        if (EffectiveOn is not { } day)
            return DecisionEffect.NoDay;

        var begins = chain.CalendarOf(Level).StartOf(day);
        return ReopenedAt is { } reopened ? (begins <= reopened ? DecisionEffect.WasInEffect : DecisionEffect.NeverInEffect)
            : begins <= now ? DecisionEffect.InEffect : DecisionEffect.Coming;
    }

    internal void Reopen(string reason, DateTimeOffset at)
    {
        ReopenedAt = at;
        ReopenReason = reason;
    }
}
