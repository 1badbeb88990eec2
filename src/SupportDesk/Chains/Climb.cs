using SupportDesk.Calendars;

namespace SupportDesk.Chains;

/// <summary>What a climb waits for at the place where it stands.</summary>
public enum WaitsFor { Consent, Acknowledgement, Decision, Answer, Agent, Nothing }

/// <summary>What falls due next.</summary>
public enum DueFor { Nothing, Reminder, TimeOut, OverdueReminder, Effective }

/// <summary>
/// Where something stands on its chain and what falls due next. A value of the thing that climbs (an escalation, a late ticket):
/// it keeps places and moments, the owner keeps the rules, the receipts and the events.
/// </summary>
public sealed class Climb
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

    public DateTimeOffset? DeliveredAt { get; private set; }

    public DateTimeOffset? OpenedAt { get; private set; }

    public DateTimeOffset? AcknowledgedAt { get; private set; }

    /// <summary>When the present wait is promised to end; it stays when it has passed.</summary>
    public DateTimeOffset? PromisedAt { get; private set; }

    /// <summary>The next moment at which something is to be done; null when nothing is.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public DueFor DueFor { get; private set; }

    public DateTimeOffset? OverdueSince { get; private set; }

    public bool IsAtTop => Level == Chain.Top;

    /// <summary>The name of the level where it stands; empty before the first.</summary>
    public string LevelName { get; private set; } = "";

    private WorkingCalendar Calendar => Chain.CalendarOf(Level);

    /// <summary>Begins below the first level, asking for consent, with one reminder halfway.</summary>
    internal static Climb Gathering(FrozenChain chain, DateTimeOffset at)
    {
        var climb = new Climb { Chain = chain, ChainId = chain.ChainId, ChainNo = chain.No, EnteredAt = at, WaitsFor = WaitsFor.Consent };
        climb.PromisedAt = climb.Calendar.Due(at, chain.Times.Consent);
        climb.DueAt = WholeMilliseconds(at + (climb.PromisedAt.Value - at) / 2);
        climb.DueFor = DueFor.Reminder;
        return climb;
    }

    /// <summary>Enters a level: nothing of the one before remains but the chain.</summary>
    internal void Enter(int level, DateTimeOffset at)
    {
        IsOpen = true;
        (Level, LevelName) = (level, Chain.At(level).Name);
        EnteredAt = at;
        DeliveredAt = OpenedAt = AcknowledgedAt = null;
        Wait(WaitsFor.Acknowledgement, Chain.At(level).Acknowledge, at);
    }

    internal void Delivered(DateTimeOffset at) => DeliveredAt = at;

    internal void Opened(DateTimeOffset at) => OpenedAt = at;

    internal void Acknowledge(DateTimeOffset at)
    {
        AcknowledgedAt = at;
        AwaitDecision(at);
    }

    /// <summary>The level's time to decide runs, from now.</summary>
    internal void AwaitDecision(DateTimeOffset at)
    {
        AcknowledgedAt ??= at;
        Wait(WaitsFor.Decision, Chain.At(Level).Decide, at);
    }

    internal void AwaitAnswer(PromisedTime within, DateTimeOffset at)
    {
        AcknowledgedAt ??= at;
        Wait(WaitsFor.Answer, within, at);
    }

    internal void AwaitAgent(DateTimeOffset at)
    {
        AcknowledgedAt ??= at;
        Wait(WaitsFor.Agent, Chain.Times.Return, at);
    }

    /// <summary>A reminder went out: next is the following one, or the end of the wait. One that should have gone out meanwhile comes with the next sweep.</summary>
    internal void Reminded(DateTimeOffset at)
    {
        if (OverdueSince is null)
            Plan(DueAt ?? at);
        else
            Overdue(at);
    }

    /// <summary>The time ran out and it stays here: overdue, reminded for ever.</summary>
    internal void Overdue(DateTimeOffset at)
    {
        OverdueSince ??= PromisedAt;
        DueAt = Calendar.Due(at, Chain.At(Level).RemindEvery);
        DueFor = DueFor.OverdueReminder;
    }

    /// <summary>It has come to its end; something may still take effect on a later day.</summary>
    internal void End(DateTimeOffset? effectiveAt = null)
    {
        IsOpen = false;
        WaitsFor = WaitsFor.Nothing;
        PromisedAt = OverdueSince = null;
        DueAt = effectiveAt;
        DueFor = effectiveAt is null ? DueFor.Nothing : DueFor.Effective;
    }

    private void Wait(WaitsFor what, PromisedTime within, DateTimeOffset at)
    {
        WaitsFor = what;
        OverdueSince = null;
        PromisedAt = Calendar.Due(at, within);
        Plan(at);
    }

    /// <summary>The first reminder after a moment, else the end of the wait. What others were asked for is reminded of by no level's reminder.</summary>
    private void Plan(DateTimeOffset after)
    {
        var promised = PromisedAt!.Value;
        var reminders = WaitsFor is WaitsFor.Acknowledgement or WaitsFor.Decision ? Chain.At(Level).Reminders : [];
        var next = reminders.Select(r => Calendar.Before(promised, r)).Where(r => r > after && r < promised).Order().Cast<DateTimeOffset?>().FirstOrDefault();
        DueAt = next ?? promised;
        DueFor = next is null ? DueFor.TimeOut : DueFor.Reminder;
    }

    private static DateTimeOffset WholeMilliseconds(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
