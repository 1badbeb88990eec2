using SupportDesk.Chains;
using SupportDesk.Policies;

namespace SupportDesk.Escalations;

/// <summary>All that the dossier of an escalation shows to one person. Words of supporters stand in it under their present consent only, never with an address.</summary>
public sealed record Dossier(
    CaseHead Case,
    IReadOnlyList<Rung> Ladder,
    IReadOnlyList<Quote> Quotes,
    Crowd People,
    PolicyShown Policy,
    RequirementsDrawn Requirements,
    IReadOnlyList<QuestionShown> Questions,
    IReadOnlyList<NoteShown> Notes,
    IReadOnlyList<ReceiptShown> Receipts,
    CaseMails Mails,
    BrokenLink? Broken,
    IReadOnlyList<DecisionShown> Decisions,
    IReadOnlyList<DecisionShown> Earlier)
{
    /// <summary>There are more passages than <see cref="Quotes"/> holds.</summary>
    public bool HasMoreQuotes { get; init; }

    /// <summary>Who holds the level where the case is; empty before the first level and after the end.</summary>
    public IReadOnlyList<HolderShown> Holders { get; init; } = [];
}

/// <summary>Somebody who holds the level where a case is.</summary>
/// <param name="InPlaceOf">The name of whom they stand in for; empty for everybody else.</param>
/// <param name="Since">Since when the case is with them; null where the desk has just begun to write to them.</param>
public sealed record HolderShown(string Name, HolderReason Reason, string InPlaceOf, DateTimeOffset? Since);

/// <param name="MyLevel">Where the reader stands on the chain, or null.</param>
/// <param name="CanAct">The reader stands where the case is, or above.</param>
public sealed record CaseHead(
    Guid Id, long Number, string Title, EscalationState State, string RaisedBy, DateTimeOffset RaisedAt, string Level, int LevelNo, bool IsAtTop, WaitsFor WaitsFor,
    DateTimeOffset? AcknowledgedAt, DateTimeOffset? DeliveredAt, DateTimeOffset? OpenedAt, DateTimeOffset? PromisedAt, DateTimeOffset? OverdueSince, DateTimeOffset? DecidedAt, int? MyLevel, bool CanAct, Powers MyPowers,
    bool IsClockStopped, int ClockStops, int MaxQuestions)
{
    public bool Climbs => State == EscalationState.Climbing;
}

/// <summary>A level of the case's chain as a rung of the ladder.</summary>
/// <param name="Ended">How the case left this level; null where it stands or was never.</param>
public sealed record Rung(int No, string Name, RungState State, ReceiptKind? Ended, DateTimeOffset? At, IReadOnlyList<string> People);

public enum RungState { Done, Now, Next }

/// <summary>Words of a supporter.</summary>
/// <param name="Name">Null for somebody who prefers not to be named.</param>
/// <param name="Ticket">The ticket they come from, for readers who may see it; never without a name.</param>
public sealed record Quote(string Words, string? Name, long? Ticket);

/// <summary>The people behind a case.</summary>
/// <param name="Wordless">How many are quoted with no words: counted only, or nothing was picked from them.</param>
/// <param name="LastWeek">How many joined in the last seven days.</param>
/// <param name="Growth">How many there were on each of the last days, oldest first.</param>
public sealed record Crowd(Voices Voices, int Wordless, int LastWeek, IReadOnlyList<int> Growth, string? First);

public sealed record PolicyShown(string Name, string Slug, int StatementNo, string Statement, int CurrentNo, string Owner);

/// <summary>Whether an answer to a question can still come.</summary>
public enum QuestionState
{
    Open,

    /// <summary>Its time is over; an answer is still taken in.</summary>
    Late,

    /// <summary>It was decided since.</summary>
    Decided,

    /// <summary>The case ended without a decision.</summary>
    Ended,

    /// <summary>Whoever was asked has left.</summary>
    Left,
}

/// <param name="Waiting">Answers that an agent looks at before they go up.</param>
/// <param name="To">Whom it is put to, under their consent; null for everybody.</param>
/// <param name="Asked">How many can answer, or have.</param>
public sealed record QuestionShown(
    string Text, string Level, string? To, DateTimeOffset AskedAt, DateTimeOffset DueAt, IReadOnlyList<Quote> Answers, int Answered, int Waiting, int Asked, QuestionState State)
{
    /// <summary>Answers whose writers do not consent to their words being read.</summary>
    public int Hidden => Math.Max(0, Answered - Answers.Count - Waiting);
}

public sealed record NoteShown(string Text, string By, string Level, DateTimeOffset At);

/// <param name="Details">The numbers beside the receipt; empty once erased.</param>
public sealed record ReceiptShown(int No, ReceiptKind Kind, int LevelNo, string Level, string By, DateTimeOffset At, string Hash, IReadOnlyDictionary<string, int> Details);

/// <param name="Number">The escalation's.</param>
public sealed record DecisionShown(
    long Number, string Title, int No, DecisionOutcome Outcome, string Statement, string By, string Level, DateTimeOffset At, DateOnly? EffectiveOn, DecisionEffect Effect, DateTimeOffset? ReopenedAt, string? ReopenReason)
{
    /// <summary>For readers to whom the level is enough: who decided is not named.</summary>
    public static DecisionShown Create(Escalation of, Decision decision, DateTimeOffset now) => new(
        of.Number, of.Title, decision.No, decision.Outcome, decision.Statement, "", of.Climb.Chain.At(decision.Level).Name, decision.At, decision.EffectiveOn,
        decision.EffectAt(of.Climb.Chain, now), decision.ReopenedAt, decision.ReopenReason);
}
