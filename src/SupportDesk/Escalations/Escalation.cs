using SupportDesk.Chains;
using SupportDesk.Events;

namespace SupportDesk.Escalations;

/// <summary>What a new escalation is about.</summary>
/// <param name="StatementNo">The version of the policy's statement that people complain about.</param>
/// <param name="WhatIsNew">In a sentence, where the policy was decided upon not long ago.</param>
public sealed record NewCase(Guid PolicyId, int StatementNo, string Title, Guid? RaisingTeamId, string? WhatIsNew = null);

/// <summary>Gives escalations their numbers: unique, never reused, gaps are normal.</summary>
public sealed class EscalationNumber
{
    public long Number { get; private set; }
}

/// <summary>
/// Feedback about a policy on its way up: gathers consent, climbs the frozen chain, is decided. Each hop and step leaves one receipt.
/// Who stands where at the moment (<see cref="Standing"/>) is an argument: the chain is frozen, the people are not.
/// </summary>
public sealed partial class Escalation : Root, IAddsRows
{
    private readonly List<object> added = [];

    private Escalation() { }

    public long Number { get; private set; }
    public EscalationNumber NumberRow { get; private set; } = null!;
    public Guid PolicyId { get; private set; }
    public int StatementNo { get; private set; }
    public string Title { get; private set; } = "";
    public EscalationState State { get; private set; }
    public Climb Climb { get; private set; } = null!;
    public Guid RaisedById { get; private set; }
    public Guid? RaisingTeamId { get; private set; }
    public DateTimeOffset RaisedAt { get; private set; }
    public Guid? MergedIntoId { get; private set; }
    public int DecisionCount { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public int ReceiptCount { get; private set; }

    /// <summary>The newest receipt's hash; every notice carries it, so that a cut tail is noticed outside.</summary>
    public string HeadHash { get; private set; } = "";

    /// <summary>See <see cref="Escalations.HeadSeal"/>; set by the commit.</summary>
    public string HeadSeal { get; private set; } = "";

    protected override ObjectKind ObjectKind => ObjectKind.Escalation;

    /// <summary>Raises a complaint: it gathers consent until everybody answered or silence counts.</summary>
    public static Escalation Raise(NewCase about, FrozenChain chain, Actor by, DateTimeOffset at)
    {
        var title = Words.Cut(Words.OneLine(about.Title), 200);
        if (title.Length == 0)
            throw new DeskException("Say in a few words what the complaint is about.");

        var escalation = new Escalation
        {
            Id = Guid.CreateVersion7(at),
            NumberRow = new EscalationNumber(),
            PolicyId = about.PolicyId,
            StatementNo = about.StatementNo,
            Title = title,
            State = EscalationState.Gathering,
            Climb = Climb.Gathering(chain, at),
            RaisedById = by.PersonId,
            RaisingTeamId = about.RaisingTeamId,
            RaisedAt = at,
        };
        escalation.HeadHash = Receipt.Beginning(escalation.Id);
        escalation.Leave(ReceiptKind.Raised, EventKind.Raised, by, at);
        if (!string.IsNullOrWhiteSpace(about.WhatIsNew))
            escalation.added.Add(LevelNote.Of(escalation.Id, 0, Words.Clean(about.WhatIsNew), by.PersonId, at));
        return escalation;
    }

    /// <summary>Ends the gathering: everybody answered, somebody asked for it in writing, or silence counts. The receipt follows when it is delivered.</summary>
    public void BeginClimb(Standing standing, Actor by, DateTimeOffset at)
    {
        if (State != EscalationState.Gathering)
            throw new DeskException($"{Called} is on its way already.");
        if (standing.Voices.All == 0)
            throw new DeskException($"{Called} has nobody behind it yet.");

        State = EscalationState.Climbing;
        Climb.Enter(1, ReceiptCount, standing, at);
        Record(EventKind.ClimbBegan, by, at, ("level", Climb.Level), ("now", Climb.Level), ("next", ReceiptCount + 1));
    }

    /// <summary>Seals the newest receipt with the desk's key.</summary>
    internal void Seal(SealKey key) => HeadSeal = Escalations.HeadSeal.Of(key, Id, ReceiptCount, HeadHash);

    IReadOnlyList<object> IAddsRows.TakeAdded()
    {
        var rows = added.ToArray();
        added.Clear();
        return rows;
    }

    // A case that was never saved has no number yet.
    private string Called => Number == 0 ? "The new case" : $"E-{Number}";

    // One receipt and one event for each step; the event names the receipt by its number.
    private void Leave(ReceiptKind kind, EventKind happened, Actor by, DateTimeOffset at, params ReadOnlySpan<(string Name, object? Value)> details) =>
        LeaveAt((Climb.Level, Climb.LevelName), kind, happened, by, at, details);

    private void LeaveAt((int No, string Name) level, ReceiptKind kind, EventKind happened, Actor by, DateTimeOffset at, ReadOnlySpan<(string Name, object? Value)> details)
    {
        var no = ReceiptCount + 1;
        var kept = new List<KeyValuePair<string, object>>();
        foreach (var (name, value) in details)
        {
            if (value is not null)
                kept.Add(new(name, value is int or long ? value : value.ToString()!));
        }

        var beside = ReceiptDetails.Of(Id, no, kept, by.PersonId, ReceiptDetails.NewSalt());
        var receipt = Receipt.Of(Id, no, kind, at, level, CapacityOf(by, kind == ReceiptKind.TakenUp ? Climb.Level : level.No), beside.ComputeHash(), HeadHash);
        added.Add(receipt);
        added.Add(beside);
        (ReceiptCount, HeadHash) = (no, receipt.Hash);
        Record(happened, by, at, [("receipt", no), ("level", level.No), ("now", Climb.Level), .. details]);
    }

    // Who forwards stands where the case stood; who takes it up stands where it is now.
    private static string CapacityOf(Actor by, int level) => by.Capacity switch
    {
        Capacity.Level => $"level {Math.Max(level, 1)}",
        Capacity.Requester or Capacity.Supporter => "supporter",
        _ => by.Capacity.ToString().ToLowerInvariant(),
    };

    private static (string Name, object? Value)[] Counts(Standing standing) =>
    [
        ("named", standing.Voices.Named), ("anonymous", standing.Voices.Anonymous), ("private", standing.Voices.Private), ("silent", standing.Voices.Silent),
    ];
}
