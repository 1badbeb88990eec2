using SupportDesk.Chains;
using SupportDesk.Events;

namespace SupportDesk.Escalations;

/// <summary>
/// The case knows who held its level when the desk last looked. Whatever changed since (role, team, lead, policy owner, absence, account), whoever holds
/// it now and did not then is told what waits. It leaves no receipt: the case has not moved.
/// </summary>
public sealed partial class Escalation
{
    /// <summary>Notes who holds the level now.</summary>
    /// <returns>Whether that is somebody else than before.</returns>
    public bool NoteHolders(Standing standing, Actor by, DateTimeOffset at)
    {
        if (State != EscalationState.Climbing)
            return false;

        var (before, now) = (Climb.Holders, standing.At(Climb.Level));
        if (now.SetEquals(before))
            return false;

        Climb.NoteHolders(now);
        foreach (var person in before.Except(now))
            Record(EventKind.HolderLeft, by, at, ("person", person), ("level", Climb.Level));
        foreach (var person in now.Except(before).Order())
            Record(EventKind.HolderJoined, by, at, ("person", person), ("level", Climb.Level), ("now", Climb.Level), ("next", ReceiptCount + 1));
        return true;
    }
}
