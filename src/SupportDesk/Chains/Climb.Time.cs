using SupportDesk.Calendars;
using SupportDesk.Jobs;
using SupportDesk.Mail;

namespace SupportDesk.Chains;

/// <summary>How the time of a level is counted: its clock runs from the delivery, stops for questions, and stands still while our own server is down.</summary>
public sealed partial class Climb
{
    private static readonly PromisedTime Hour = new(1, PromiseUnit.Hours, Plain: false);

    /// <summary>Whether a question or a return has stopped the level's clock.</summary>
    public bool IsClockStopped => TimeLeftMs is not null;

    /// <summary>Whether the present wait has run out.</summary>
    internal bool HasRunOut(DateTimeOffset at) => OverdueSince is null && PromisedAt <= at;

    /// <summary>When the present wait ends; for a level that is not delivered yet, when it would end if it were delivered now.</summary>
    public DateTimeOffset? PromisedOrExpectedAt(DateTimeOffset now) => WaitsFor == WaitsFor.Delivery ? Calendar.Due(now, Chain.At(Level).Acknowledge) : PromisedAt;

    /// <summary>Whether what is due now fell due while the desk did not run.</summary>
    internal bool FellDueIn(DeskGap gap) => OverdueSince is null && WaitsFor != WaitsFor.Delivery && DueAt > gap.From && DueAt <= gap.To;

    /// <summary>
    /// What fell due while the desk was off does not run out at once: first the reminder, then no sooner than its lead, or one working hour, the time-out.
    /// </summary>
    /// <returns>Whether a reminder is to be sent now.</returns>
    internal bool GiveGrace(DateTimeOffset at)
    {
        var lead = Lead(at);
        var reminds = DueFor == DueFor.Reminder || (Level > 0 && !IsClockStopped);
        if (PromisedAt < lead)
            PromisedAt = lead;
        if (reminds && Level > 0)
            ReminderOwedAt = at;
        (DueAt, DueFor) = (PromisedAt, DueFor.TimeOut);
        return reminds;
    }

    /// <summary>Gives back the time for which our own sending server was down, once for each outage.</summary>
    /// <param name="outages">One without an end lasts until now and is counted again later, from now.</param>
    /// <returns>Whether anything was noted.</returns>
    internal bool GiveBack(IEnumerable<SendingOutage> outages, DateTimeOffset at)
    {
        var noted = false;
        foreach (var outage in outages.Where(o => o.No > OutageNo).OrderBy(o => o.No))
        {
            var (from, to) = (outage.FromAt > WaitingSince ? outage.FromAt : WaitingSince, outage.ToAt ?? at);
            if (from < to && IsOpen && OverdueSince is null)
                Shift(from, to);
            if (outage.ToAt is null)
                break;

            (OutageNo, noted) = (outage.No, true);
        }

        return noted;
    }

    private void Shift(DateTimeOffset from, DateTimeOffset to)
    {
        if (PromisedAt <= from)
            return;

        var (promised, due) = (PromisedAt, DueAt!.Value);
        if (promised is { } end)
            PromisedAt = Later(end, from, to);
        // What fell due before the outage is still owed.
        if (DueFor == DueFor.TimeOut)
            DueAt = PromisedAt;
        else if (due > from)
            DueAt = DueFor == DueFor.Delivery ? due + (to - from) : ReminderAfter(promised!.Value, due) ?? Later(due, from, to);
        WaitingSince = to;
    }

    // The same reminder of the level before the wait's new end. Planned anew, one that went out would come again.
    private DateTimeOffset? ReminderAfter(DateTimeOffset promised, DateTimeOffset due)
    {
        var lead = LevelReminders.Cast<PromisedTime?>().FirstOrDefault(r => Calendar.Before(promised, r!.Value) == due);
        return lead is { } same ? Calendar.Before(PromisedAt!.Value, same) : null;
    }

    // As much opening time lies between the end of the outage and the new moment as lay between its beginning and the old one. Counted anew, an opening is
    // the closing before it, which must not make anything earlier.
    private DateTimeOffset Later(DateTimeOffset moment, DateTimeOffset from, DateTimeOffset to)
    {
        var later = IsPlain ? moment + (to - from) : Calendar.After(to, Calendar.OpenTime(from, moment));
        return later > moment ? later : moment;
    }

    private bool IsPlain => WaitsFor switch
    {
        WaitsFor.Consent => Chain.Times.Consent.Plain,
        WaitsFor.Acknowledgement => Chain.At(Level).Acknowledge.Plain,
        WaitsFor.Decision => Chain.At(Level).Decide.Plain,
        _ => false,
    };

    private void AwaitDelivery(TimeSpan giveUpAfter, DateTimeOffset at)
    {
        (WaitsFor, WaitingSince, PromisedAt, TimeLeftMs) = (WaitsFor.Delivery, at, null, null);
        (DueAt, DueFor) = (WholeMilliseconds(at + giveUpAfter), DueFor.Delivery);
    }

    // A level that asks has seen the case: its time to decide begins with the question, and stands until the answer.
    private void StopClock(WaitsFor what, PromisedTime within, DateTimeOffset at)
    {
        if (AcknowledgedAt is null)
            Acknowledge(at);
        var ranOut = OverdueSince is not null || (!IsClockStopped && PromisedAt <= at);
        var plain = Chain.At(Level).Decide.Plain;
        WaitsFor = what;
        if (ranOut || ClockStops >= Chain.MaxQuestions)
            return;

        TimeLeftMs ??= (long)(plain ? PromisedAt!.Value - at : Calendar.OpenTime(at, PromisedAt!.Value)).TotalMilliseconds;
        (ClockStops, WaitingSince, ReminderOwedAt) = (ClockStops + 1, at, null);
        (PromisedAt, DueFor) = (Calendar.Due(at, within), DueFor.TimeOut);
        DueAt = PromisedAt;
    }

    private void GoOn(long left, DateTimeOffset at)
    {
        var decide = Chain.At(Level).Decide;
        (TimeLeftMs, WaitingSince) = (null, at);
        PromisedAt = left < 0 ? Calendar.Due(at, decide) : decide.Plain ? at.AddMilliseconds(left) : Calendar.After(at, TimeSpan.FromMilliseconds(left));
        Plan(at);
    }

    private void Wait(WaitsFor what, PromisedTime within, DateTimeOffset at)
    {
        (WaitsFor, WaitingSince, ReminderOwedAt) = (what, at, null);
        PromisedAt = Calendar.Due(at, within);
        Plan(at);
    }

    private IReadOnlyList<PromisedTime> LevelReminders => Level > 0 && !IsClockStopped ? Chain.At(Level).Reminders : [];

    /// <summary>The first reminder after a moment, else the end of the wait. What others were asked for is reminded of by no level's reminder.</summary>
    private void Plan(DateTimeOffset after)
    {
        var promised = PromisedAt!.Value;
        var next = LevelReminders.Select(r => Calendar.Before(promised, r)).Where(r => r > after && r < promised).Order().Cast<DateTimeOffset?>().FirstOrDefault();
        DueAt = next ?? promised;
        DueFor = next is null ? DueFor.TimeOut : DueFor.Reminder;
    }

    private void PlanOverdue(DateTimeOffset at)
    {
        DueAt = Calendar.Due(at, Chain.At(Level).RemindEvery);
        DueFor = DueFor.OverdueReminder;
    }

    // The shortest lead of the level's reminders, from now; while consent is gathered, what the reminder would have left.
    private DateTimeOffset Lead(DateTimeOffset at)
    {
        if (WaitsFor == WaitsFor.Consent && DueFor == DueFor.Reminder)
            return at + (PromisedAt!.Value - DueAt!.Value);

        return LevelReminders.Select(r => Calendar.Due(at, r)).DefaultIfEmpty(Calendar.Due(at, Hour)).Min();
    }

    private static DateTimeOffset WholeMilliseconds(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
