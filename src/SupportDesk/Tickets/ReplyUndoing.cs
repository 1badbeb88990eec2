using SupportDesk.Events;

namespace SupportDesk.Tickets;

/// <summary>How far a ticket becomes what it was before a reply that is taken back.</summary>
/// <param name="State">The state before the reply; null where something else has moved the ticket since, so that it stays.</param>
/// <param name="LastActivityAt">The activity before the reply; null where anything at all happened since.</param>
/// <param name="Assigned">Whom the reply assigned the ticket to, if nobody has assigned it since; null where it assigned nobody.</param>
public sealed record ReplyUndoing(TicketState? State, DateTimeOffset? LastActivityAt, Guid? Assigned)
{
    // These move the status, so a state from before them is out of date. Time that passes after the reply only continues what the reply began.
    private static bool Moves(DeskEvent happened) => happened.Kind switch
    {
        EventKind.StatusChanged => happened.WordOf("status") is not null,
        EventKind.Solved or EventKind.Closed or EventKind.Woken => happened.Capacity != Capacity.System,
        EventKind.Reopened or EventKind.MarkedSpam or EventKind.MarkedNotSpam or EventKind.Snoozed or EventKind.ActUndone => true,
        EventKind.ReplyPosted => !happened.Says("automatic"),
        EventKind.MailReleased => true,
        EventKind.AnsweredOutside => !happened.Says("automatic"),
        _ => false,
    };

    /// <summary>Reads from the ticket's events what taking one reply back restores.</summary>
    /// <param name="sent">The reply's event.</param>
    /// <param name="history">Events of the ticket by their version, from before the reply to the newest.</param>
    public static ReplyUndoing Create(DeskEvent sent, IReadOnlyList<DeskEvent> history)
    {
        var undone = history.Where(e => e.Kind == EventKind.ReplyUndone).Select(e => e.IdOf("post")).ToHashSet();
        var undoneLater = history.Where(e => e.Kind == EventKind.ReplyUndone && e.ObjectVersion > sent.ObjectVersion).Select(e => e.IdOf("post")).ToHashSet();
        var since = history.Where(e => e.ObjectVersion > sent.ObjectVersion && !IsPartOfUndone(e)).ToList();
        var before = Earliest(sent);
        var state = TicketState.ReadBefore(before);
        var assigned = history.FirstOrDefault(e => e.ObjectVersion <= sent.ObjectVersion && e.ObjectVersion >= before.ObjectVersion && e.Says("assigned"));
        return new(
            since.Exists(Moves) ? null : history.Any(OpensNew) ? state?.OpenedByStaff() : state,
            since.Count > 0 ? null : before.TimeOf("activeBefore"),
            since.Exists(e => e.Kind is EventKind.Assigned or EventKind.Unassigned || e.Says("staff")) ? null : assigned?.ActorId);

        bool IsPartOfUndone(DeskEvent e) => e.Kind is EventKind.ReplyUndone || (e.Kind == EventKind.ReplyPosted && undone.Contains(e.IdOf("post")));

        // The first act of staff opens a new ticket, and so would these have done; the assigning that a reply did goes with it.
        bool OpensNew(DeskEvent e) =>
            e.ObjectVersion > before.ObjectVersion && e.Capacity != Capacity.System
            && (e.Kind == EventKind.NotePosted || (e.Kind == EventKind.Assigned && !history.Any(r => r.Says("assigned") && r.ObjectVersion == e.ObjectVersion + 1)));

        // A reply found what the one before it had left. If that one was taken back afterwards, what counts is what was before both.
        DeskEvent Earliest(DeskEvent reply)
        {
            foreach (var e in history.Where(e => e.ObjectVersion < sent.ObjectVersion).Reverse())
            {
                if (e.Kind == EventKind.ReplyPosted && e.Says("staff") && undoneLater.Contains(e.IdOf("post")))
                    reply = e;
                else if (Moves(e))
                    break;
            }

            return reply;
        }
    }
}
