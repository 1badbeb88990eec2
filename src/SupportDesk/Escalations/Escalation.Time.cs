using SupportDesk.Chains;
using SupportDesk.Events;

namespace SupportDesk.Escalations;

/// <summary>What happens by itself: the sweep's verbs. Each call makes at most one hop, so that nothing is skipped after a long pause.</summary>
public sealed partial class Escalation
{
    /// <summary>Does the next thing that is due, if any.</summary>
    /// <returns>Whether something was done.</returns>
    public bool TimePassed(Standing standing, Actor by, DateTimeOffset at)
    {
        if (Climb.GiveBack(standing.Outages, at))
        {
            Record(EventKind.TimeGivenBack, by, at, ("outage", Climb.OutageNo));
            return true;
        }

        return NoteDelivery(standing, by, at) || (Climb.DueAt <= at && DoDue(standing, by, at));
    }

    /// <summary>Notes what the mail servers' answers mean for the level: delivered, reminded, or that nobody there can be reached.</summary>
    /// <returns>Whether they mean anything new.</returns>
    public bool NoteDelivery(Standing standing, Actor by, DateTimeOffset at)
    {
        if (State != EscalationState.Climbing)
            return false;

        if (!Climb.IsAtTop && !standing.AnyoneAt(Climb.Level))
            MoveUp(ReceiptKind.Skipped, EventKind.Skipped, standing, by, at);
        else if (Climb.WaitsFor == WaitsFor.Delivery && standing.Notices.Accepted)
            Deliver(standing, by, at);
        else if (Climb.ReminderOwedAt is not null && standing.Notices.ReminderAccepted)
            NoteReminded(by, at);
        else if (Climb.OpenedAt is null && standing.Notices.AllRefused && !(Climb.FellToAdministrators && Climb.WaitsFor != WaitsFor.Delivery))
            GiveUpDelivery(standing, by, at);
        else
            return false;

        return true;
    }

    /// <summary>Notes how many people a decision has reached, once each of its mails has left or has failed.</summary>
    /// <param name="people">Those whose mail a server accepted.</param>
    /// <param name="missed">Those whose mail could not be delivered.</param>
    public void Tell(int decisionNo, int people, int missed, Actor by, DateTimeOffset at) =>
        Leave(ReceiptKind.Told, EventKind.Told, by, at, ("decision", decisionNo), ("people", people), ("missed", missed));

    private bool DoDue(Standing standing, Actor by, DateTimeOffset at)
    {
        switch (State)
        {
            // The last two may have left, or answered, at the same moment, each seeing the other still there.
            case EscalationState.Gathering or EscalationState.Climbing when standing.Voices.All == 0:
                Withdraw(by, at);
                break;
            case EscalationState.Gathering or EscalationState.Climbing when standing.Gap is { } gap && Climb.FellDueIn(gap):
                GiveGrace(standing, by, at);
                break;
            case EscalationState.Gathering when Climb.DueFor == DueFor.Reminder && standing.Voices.Silent > 0 && !Climb.HasRunOut(at):
                Climb.Remind(at);
                Record(EventKind.ConsentReminded, by, at);
                break;
            case EscalationState.Gathering:
                BeginClimb(standing, by, at);
                break;
            case EscalationState.Climbing when Climb.DueFor == DueFor.Delivery:
                TryOnOrGiveUp(standing, by, at);
                break;
            // A reminder of what has run out by now would be one of nothing: the time-out says it.
            case EscalationState.Climbing when Climb.HasRunOut(at):
                RunOut(standing, by, at);
                break;
            case EscalationState.Climbing:
                Climb.Remind(at);
                Record(EventKind.ReminderOwed, by, at, ("level", Climb.Level), ("now", Climb.Level), ("next", ReceiptCount + 1));
                break;
            default:
                Climb.End();
                Leave(ReceiptKind.Effective, EventKind.Effective, by, at, ("decision", DecisionCount));
                break;
        }

        return true;
    }

    // What fell due while the desk was off gets a reminder and some time first.
    private void GiveGrace(Standing standing, Actor by, DateTimeOffset at)
    {
        var reminds = Climb.GiveGrace(at);
        if (State == EscalationState.Climbing && reminds)
            Record(EventKind.ReminderOwed, by, at, ("level", Climb.Level), ("now", Climb.Level), ("next", ReceiptCount + 1));
        else if (reminds && standing.Voices.Silent > 0)
            Record(EventKind.ConsentReminded, by, at);
        else
            Record(EventKind.TimeGivenBack, by, at);
    }

    private void Deliver(Standing standing, Actor by, DateTimeOffset at)
    {
        var isFirst = ReceiptCount == 1;
        Climb.Deliver(at);
        Leave(ReceiptKind.Delivered, EventKind.Delivered, by, at, [("first", isFirst ? 1 : null), .. Counts(standing)]);
    }

    private void NoteReminded(Actor by, DateTimeOffset at)
    {
        Climb.Reminded();
        Leave(ReceiptKind.Reminded, EventKind.Reminded, by, at, ("overdue", Climb.OverdueSince is null ? 0 : 1));
    }

    private void TryOnOrGiveUp(Standing standing, Actor by, DateTimeOffset at)
    {
        if (standing.Notices.NextTryAt is { } next)
            Climb.TryOn(next > at ? next : at + LookAgain);
        else
            GiveUpDelivery(standing, by, at);
    }

    // As from an empty level; the top falls to the administrators, and where they can't be reached either its time runs all the same.
    private void GiveUpDelivery(Standing standing, Actor by, DateTimeOffset at)
    {
        if (!Climb.IsAtTop)
        {
            MoveUp(ReceiptKind.Undeliverable, EventKind.Undeliverable, standing, by, at);
            return;
        }

        if (Climb.FellToAdministrators)
            Climb.StartTime(at);
        else
            Climb.FallToAdministrators(standing, at);
        Leave(ReceiptKind.Undeliverable, EventKind.Undeliverable, by, at, ("to", Climb.Level));
    }

    // Rule 1: where nobody can act, or nobody can be reached, it does not wait for its time to run out.
    private void MoveUp(ReceiptKind kind, EventKind happened, Standing standing, Actor by, DateTimeOffset at)
    {
        var from = (Climb.Level, Climb.LevelName);
        Climb.Enter(Climb.Level + 1, ReceiptCount, standing, at);
        LeaveAt(from, kind, happened, by, at, [("to", Climb.Level)]);
    }

    private void RunOut(Standing standing, Actor by, DateTimeOffset at)
    {
        var from = (Climb.Level, Climb.LevelName);
        var waited = Climb.IsClockStopped ? Climb.WaitsFor : Climb.AcknowledgedAt is null ? WaitsFor.Acknowledgement : WaitsFor.Decision;
        if (Climb.IsClockStopped)
            Climb.AwaitDecision(at);
        else if (Climb.Chain.At(Climb.Level).OnTimeOut == OnTimeOut.Forward && !Climb.IsAtTop)
            Climb.Enter(Climb.Level + 1, ReceiptCount, standing, at);
        else
            Climb.Overdue(at);

        LeaveAt(from, ReceiptKind.TimedOut, EventKind.TimedOut, by, at, [("waited", waited), ("to", Climb.Level), .. Counts(standing)]);
    }

    private static readonly TimeSpan LookAgain = TimeSpan.FromHours(1);
}
