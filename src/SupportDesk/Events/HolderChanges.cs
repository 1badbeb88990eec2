namespace SupportDesk.Events;

/// <summary>
/// What may change who holds a level: the next sweep is woken, and what waits for confirmation is looked at again. An event that is missing here only
/// costs time, since each sweep compares the holders themselves.
/// </summary>
internal static class HolderChanges
{
    public static bool MayChangeHolders(this EventKind kind) => kind is
        EventKind.AccountAdded or EventKind.AccountDeactivated or EventKind.AccountReactivated or EventKind.RoleGranted or EventKind.RoleRevoked
        or EventKind.AbsenceAdded or EventKind.AbsenceChanged or EventKind.AbsenceEnded
        or EventKind.MemberJoined or EventKind.MemberLeft or EventKind.MemberChanged or EventKind.PolicyOwnerChanged;
}
