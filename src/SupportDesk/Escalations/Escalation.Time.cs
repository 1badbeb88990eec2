using SupportDesk.Chains;
using SupportDesk.Events;

namespace SupportDesk.Escalations;

/// <summary>What happens by itself: the sweep's verbs. Each call makes at most one hop, so that nothing is skipped after a long pause.</summary>
public sealed partial class Escalation
{
    /// <summary>Does the next thing that is due, if any.</summary>
    /// <returns>Whether something was due.</returns>
    public bool TimePassed(Standing standing, Actor by, DateTimeOffset at)
    {
        if (State == EscalationState.Climbing && !Climb.IsAtTop && !standing.AnyoneAt(Climb.Level))
        {
            Skip(by, at);
            return true;
        }

        if (Climb.DueAt is null || Climb.DueAt > at)
            return false;

        switch (State)
        {
            // The last two may have left, or answered, at the same moment, each seeing the other still there.
            case EscalationState.Gathering or EscalationState.Climbing when standing.Voices.All == 0:
                Withdraw(by, at);
                break;
            case EscalationState.Gathering when Climb.DueFor == DueFor.Reminder && standing.Voices.Silent > 0:
                Climb.Reminded(at);
                Record(EventKind.ConsentReminded, by, at);
                break;
            case EscalationState.Gathering:
                BeginClimb(standing, by, at);
                break;
            case EscalationState.Climbing when Climb.DueFor == DueFor.TimeOut:
                RunOut(standing, by, at);
                break;
            case EscalationState.Climbing:
                Climb.Reminded(at);
                Leave(ReceiptKind.Reminded, EventKind.Reminded, by, at, ("overdue", Climb.OverdueSince is null ? 0 : 1));
                break;
            default:
                Climb.End();
                Leave(ReceiptKind.Effective, EventKind.Effective, by, at, ("decision", DecisionCount));
                break;
        }

        return true;
    }

    /// <summary>Notes how many people were told of a decision, once all of their mail is owed.</summary>
    public void Tell(int decisionNo, int people, Actor by, DateTimeOffset at) =>
        Leave(ReceiptKind.Told, EventKind.Told, by, at, ("decision", decisionNo), ("people", people));

    // Rule 1: where nobody can act it does not wait for its time to run out.
    private void Skip(Actor by, DateTimeOffset at)
    {
        var from = (Climb.Level, Climb.LevelName);
        Climb.Enter(Climb.Level + 1, at);
        LeaveAt(from, ReceiptKind.Skipped, EventKind.Skipped, by, at, [("to", Climb.Level)]);
    }

    private void RunOut(Standing standing, Actor by, DateTimeOffset at)
    {
        var from = (Climb.Level, Climb.LevelName);
        var waited = Climb.WaitsFor;
        if (waited is WaitsFor.Answer or WaitsFor.Agent)
            Climb.AwaitDecision(at);
        else if (Climb.Chain.At(Climb.Level).OnTimeOut == OnTimeOut.Forward && !Climb.IsAtTop)
            Climb.Enter(Climb.Level + 1, at);
        else
            Climb.Overdue(at);

        LeaveAt(from, ReceiptKind.TimedOut, EventKind.TimedOut, by, at, [("waited", waited), ("to", Climb.Level), .. Counts(standing)]);
    }
}
