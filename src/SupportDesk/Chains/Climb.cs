using SupportDesk.Calendars;

namespace SupportDesk.Chains;

/// <summary>What a case waits for at its level. Delivery: no notice has reached the level yet, so its time has not begun.</summary>
public enum WaitsFor { Consent, Acknowledgement, Decision, Answer, Agent, Nothing, Delivery }

/// <summary>What falls due next. Delivery: the desk gives up on the level's notices.</summary>
public enum DueFor { Nothing, Reminder, TimeOut, OverdueReminder, Effective, Delivery }

/// <summary>
/// The position of a case on its chain and what falls due next. It keeps levels and moments;
/// the case keeps the rules, the receipts and the events. How time is counted: <c>Climb.Time.cs</c>.
/// </summary>
public sealed partial class Climb
{
    private Climb() { }

    public FrozenChain Chain { get; private set; } = null!;

    public Guid ChainId { get; private set; }

    public int ChainNo { get; private set; }

    /// <summary>Gathering or climbing: it has a next due moment.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>0 before the first level, then 1 to the chain's top.</summary>
    public int Level { get; private set; }

    public WaitsFor WaitsFor { get; private set; }

    public DateTimeOffset EnteredAt { get; private set; }

    /// <summary>How many receipts the case had when it came to this level: mails of its stay here name later ones.</summary>
    public int EnteredNo { get; private set; }

    /// <summary>When a mail server accepted a notice for somebody at this level, or one of its people opened the case.</summary>
    public DateTimeOffset? DeliveredAt { get; private set; }

    public DateTimeOffset? OpenedAt { get; private set; }

    public DateTimeOffset? AcknowledgedAt { get; private set; }

    /// <summary>When the present wait began.</summary>
    public DateTimeOffset WaitingSince { get; private set; }

    /// <summary>When the present wait is promised to end; it stays when it has passed. Null while nothing is promised.</summary>
    public DateTimeOffset? PromisedAt { get; private set; }

    /// <summary>The next moment at which something is to be done; null when nothing is.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public DueFor DueFor { get; private set; }

    /// <summary>Since when the level is late. Only a hop or a decision ends it.</summary>
    public DateTimeOffset? OverdueSince { get; private set; }

    /// <summary>Opening time that the level has left while its clock is stopped, in milliseconds; negative: all of its time to decide. Null while the clock runs.</summary>
    public long? TimeLeftMs { get; private set; }

    /// <summary>How many questions and returns have stopped the clock at this level.</summary>
    public int ClockStops { get; private set; }

    /// <summary>When a reminder was owed that no mail server has accepted yet.</summary>
    public DateTimeOffset? ReminderOwedAt { get; private set; }

    /// <summary>At the top: no notice reached its people, so administrators hold the level as well.</summary>
    public bool FellToAdministrators { get; private set; }

    /// <summary>Who held the level when the desk last looked, as <see cref="Holders"/> reads it: each of them was told that the case waits there.</summary>
    public string HolderIds { get; private set; } = "";

    public IReadOnlyList<Guid> Holders => [.. HolderIds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];

    /// <summary>The last outage of our sending server whose time was given back.</summary>
    public int OutageNo { get; private set; }

    public bool IsAtTop => Level == Chain.Top;

    /// <summary>The name of the level where it stands; empty before the first.</summary>
    public string LevelName { get; private set; } = "";

    private WorkingCalendar Calendar => Chain.CalendarOf(Level);

    /// <summary>Begins below the first level, asking for consent, with one reminder halfway.</summary>
    internal static Climb Gathering(FrozenChain chain, DateTimeOffset at)
    {
        var climb = new Climb { Chain = chain, ChainId = chain.ChainId, ChainNo = chain.No, EnteredAt = at, WaitingSince = at, WaitsFor = WaitsFor.Consent };
        climb.PromisedAt = climb.Calendar.Due(at, chain.Times.Consent);
        climb.DueAt = WholeMilliseconds(at + (climb.PromisedAt.Value - at) / 2);
        climb.DueFor = DueFor.Reminder;
        return climb;
    }

    /// <summary>Enters a level: nothing of the one before remains but the chain. The level's time begins when it is delivered.</summary>
    /// <param name="receipts">How many receipts the case has by now, that of this hop left out.</param>
    internal void Enter(int level, int receipts, Standing standing, DateTimeOffset at)
    {
        IsOpen = true;
        (Level, LevelName) = (level, Chain.At(level).Name);
        (EnteredAt, EnteredNo) = (at, receipts);
        DeliveredAt = OpenedAt = AcknowledgedAt = OverdueSince = ReminderOwedAt = null;
        (TimeLeftMs, ClockStops, FellToAdministrators) = (null, 0, false);
        NoteHolders(standing.WhoEnters(level));
        AwaitDelivery(standing.GiveUpAfter, at);
    }

    /// <summary>Notes that the case has reached the level; where its time had not begun, it begins now.</summary>
    internal void Deliver(DateTimeOffset at)
    {
        DeliveredAt = at;
        if (WaitsFor == WaitsFor.Delivery)
            StartTime(at);
    }

    /// <summary>The level's time to acknowledge begins, delivered or not: nobody is above whom it could go to.</summary>
    internal void StartTime(DateTimeOffset at) => Wait(WaitsFor.Acknowledgement, Chain.At(Level).Acknowledge, at);

    /// <summary>Notes are still being tried: looks again later.</summary>
    internal void TryOn(DateTimeOffset until) => DueAt = until;

    /// <summary>No notice reached the top: the administrators get it too, and a level that is late stays late.</summary>
    internal void FallToAdministrators(Standing standing, DateTimeOffset at)
    {
        FellToAdministrators = true;
        NoteHolders(standing.At(Level).Union(standing.Administrators));
        if (OverdueSince is null)
            AwaitDelivery(standing.GiveUpAfter, at);
    }

    /// <summary>Notes who holds the level now.</summary>
    internal void NoteHolders(IEnumerable<Guid> people) => HolderIds = string.Join(' ', people.Order().Select(p => p.ToString("N")));

    internal void Opened(DateTimeOffset at) => OpenedAt = at;

    internal void Acknowledge(DateTimeOffset at)
    {
        AcknowledgedAt = at;
        if (OverdueSince is null)
            Wait(WaitsFor.Decision, Chain.At(Level).Decide, at);
        else
            WaitsFor = WaitsFor.Decision;
    }

    /// <summary>Waits for an answer: the level's clock stops, as often as the chain allows.</summary>
    internal void AwaitAnswer(PromisedTime within, DateTimeOffset at) => StopClock(WaitsFor.Answer, within, at);

    /// <summary>Waits for an agent: the level's clock stops, as often as the chain allows.</summary>
    internal void AwaitAgent(DateTimeOffset at) => StopClock(WaitsFor.Agent, Chain.Times.Return, at);

    /// <summary>It is the level's turn again: a stopped clock goes on with what was left of its time.</summary>
    internal void AwaitDecision(DateTimeOffset at)
    {
        WaitsFor = WaitsFor.Decision;
        if (TimeLeftMs is { } left)
            GoOn(left, at);
    }

    /// <summary>A reminder is owed: next is the following one, or the end of the wait. Reminders that a pause has passed by are this one.</summary>
    internal void Remind(DateTimeOffset at)
    {
        if (Level > 0)
            ReminderOwedAt = at;
        if (OverdueSince is null)
            Plan(at);
        else
            PlanOverdue(at);
    }

    /// <summary>A mail server has accepted the reminder that was owed.</summary>
    internal void Reminded() => ReminderOwedAt = null;

    /// <summary>The time ran out and it stays here: overdue, reminded for ever.</summary>
    internal void Overdue(DateTimeOffset at)
    {
        OverdueSince ??= PromisedAt;
        ReminderOwedAt = null;
        PlanOverdue(at);
    }

    /// <summary>It has come to its end; something may still take effect on a later day.</summary>
    internal void End(DateTimeOffset? effectiveAt = null)
    {
        IsOpen = false;
        WaitsFor = WaitsFor.Nothing;
        PromisedAt = OverdueSince = ReminderOwedAt = null;
        TimeLeftMs = null;
        DueAt = effectiveAt;
        DueFor = effectiveAt is null ? DueFor.Nothing : DueFor.Effective;
    }
}
