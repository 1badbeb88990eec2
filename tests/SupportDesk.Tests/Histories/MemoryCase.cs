using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Tests.Escalations;

namespace SupportDesk.Tests.Histories;

/// <summary>What became of a level's notice to one of its people.</summary>
enum Fate { Waits, Accepted, Refused }

/// <summary>A case of a history with its people and its mail.</summary>
sealed class MemoryCase(FrozenChain chain, DateTimeOffset at, int policy)
{
    public Complaint Case { get; } = new(chain, at);

    public int Policy => policy;

    public string Chain { get; } = chain.Json;

    public List<Supporter> Supporters { get; } = [];

    public List<Question> Questions { get; } = [];

    public Decision? Decision { get; set; }

    public UnconfirmedAct? Unconfirmed { get; set; }

    /// <summary>The question that was answered last.</summary>
    public Question? Answered { get; set; }

    /// <summary>Who held its levels before the step.</summary>
    public Standing StandingBefore { get; set; } = new([], new HashSet<Guid>(), Voices.None);

    /// <summary>Where its receipts, read one after the other, have led it.</summary>
    public int LevelByReceipts { get; set; }

    /// <summary>What became of the notices of its present stay at a level.</summary>
    public Dictionary<Guid, Fate> Mails { get; } = [];

    /// <summary>The stay to which they belong.</summary>
    public int Stay { get; set; }

    public bool ReminderAccepted { get; set; }

    public Escalation Row => Case.Row;
    public EscalationState State => Row.State;
    public bool IsOpen => State is EscalationState.Gathering or EscalationState.Climbing;
    public bool Climbs => State == EscalationState.Climbing;
    public IEnumerable<Supporter> Behind => Supporters.Where(s => s is { WithdrawnAt: null, CountedAt: not null });
    public Voices Voices => Voices.Of(Behind.Select(s => s.Consent));
}

/// <summary>What of a case a step may change, as it was before.</summary>
sealed record Seen(
    EscalationState State, int Level, long Version, int Receipts, int Decisions, WaitsFor WaitsFor, DateTimeOffset? PromisedAt, DateTimeOffset? DueAt, DateTimeOffset? OverdueSince,
    long? TimeLeftMs, int ClockStops, DateTimeOffset? AcknowledgedAt, DateTimeOffset? DeliveredAt)
{
    public Seen(Escalation row, int receipts)
        : this(row.State, row.Climb.Level, row.Version, receipts, row.DecisionCount, row.Climb.WaitsFor, row.Climb.PromisedAt, row.Climb.DueAt, row.Climb.OverdueSince,
            row.Climb.TimeLeftMs, row.Climb.ClockStops, row.Climb.AcknowledgedAt, row.Climb.DeliveredAt)
    {
    }

    public void ShouldBeUnchanged(Seen after) => after.ShouldBe(this, "a refusal changes nothing");
}
