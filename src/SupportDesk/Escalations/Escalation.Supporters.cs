namespace SupportDesk.Escalations;

/// <summary>
/// Who joins and who leaves. Either raises the case's version, so that an act that counted its people before fails and looks again: nobody joins a case
/// that has just ended, and a case ends only with the last of its people (data.md 5). Answers about consent do not come here: a thousand at once wait for nobody.
/// </summary>
public sealed partial class Escalation
{
    /// <summary>Takes in a supporter who joins, or who came after the decision and is told it.</summary>
    /// <exception cref="DeskException">The case ended in between; or, for one who came after the decision, it was opened again.</exception>
    internal void TakeIn(Supporter supporter)
    {
        supporter.JoinAfter(DecisionCount);
        var isOpen = State is EscalationState.Gathering or EscalationState.Climbing;
        if (supporter.CountedAt is not null && !isOpen)
            throw new DeskException($"{Called} has ended already, so nobody can join it any more.");
        if (supporter.CountedAt is null && State != EscalationState.Decided)
            throw new DeskException($"{Called} is open again; pass it up, and they join it.");

        RaiseVersion();
    }

    /// <summary>Lets a supporter go, who keeps the right to hear every decision that was made before.</summary>
    internal void LetGo(Supporter supporter)
    {
        supporter.LeaveAfter(DecisionCount);
        RaiseVersion();
    }
}
