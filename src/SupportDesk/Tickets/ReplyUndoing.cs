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

    /// <summary>
    /// Reads from the ticket's events what taking one reply back restores. In whatever order replies are taken back, the ticket is the same in the end.
    /// </summary>
    /// <param name="sent">The reply's event.</param>
    /// <param name="history">Events of the ticket by their version, from before the reply to the newest.</param>
    public static ReplyUndoing Create(DeskEvent sent, IReadOnlyList<DeskEvent> history)
    {
        var undone = history.Where(e => e.Kind == EventKind.ReplyUndone).Select(e => e.IdOf("post")).ToHashSet();
        var undoneLater = history.Where(e => e.Kind == EventKind.ReplyUndone && e.ObjectVersion > sent.ObjectVersion)
            .Select(e => e.IdOf("post")).ToHashSet();
        var assigning = history.Where(e => e.Says("assigned")).ToDictionary(e => e.ObjectVersion - 1);
        var joining = history.SelectMany(reply => reply.IdsOf("broughtIn").Select(person => (Joined: JoinedBy(reply, person), Reply: reply)))
            .Where(j => j.Joined is not null).ToDictionary(j => j.Joined!.ObjectVersion, j => j.Reply);
        var kept = history.Where(e => !IsUndone(e)).ToList();

        var (moved, changed, assigned) = (Earliest(Moves), Earliest(_ => true), Earliest(Assigns));
        var state = moved is null ? null : TicketState.ReadBefore(moved);
        return new(
            kept.Exists(e => e.ObjectVersion > moved?.ObjectVersion && OpensNew(e)) ? state?.OpenedByStaff() : state,
            changed?.TimeOf("activeBefore"),
            history.FirstOrDefault(e => e.ObjectVersion >= assigned?.ObjectVersion && e.ObjectVersion <= sent.ObjectVersion && e.Says("assigned"))?.ActorId);

        bool IsUndone(DeskEvent e) => e.Kind switch
        {
            EventKind.ReplyUndone => true,
            EventKind.ReplyPosted => e == sent || undone.Contains(e.IdOf("post")),
            EventKind.Assigned => assigning.TryGetValue(e.ObjectVersion, out var reply) && IsUndone(reply),
            EventKind.ParticipantJoined => joining.TryGetValue(e.ObjectVersion, out var reply) && IsUndone(reply),
            EventKind.ParticipantLeft => e.IdOf("reply") is not null,
            _ => false,
        };

        DeskEvent? JoinedBy(DeskEvent reply, Guid person) =>
            history.LastOrDefault(e => e.Kind == EventKind.ParticipantJoined && e.ObjectVersion < reply.ObjectVersion && e.IdOf("person") == person);

        // A reply found what the one before it had left. If that one was taken back afterwards, what counts is what was before both, unless something else came
        // between; nothing counts if something else came after all of them.
        DeskEvent? Earliest(Func<DeskEvent, bool> ends)
        {
            if (kept.Exists(e => e.ObjectVersion > sent.ObjectVersion && ends(e)))
                return null;

            var from = kept.LastOrDefault(e => e.ObjectVersion < sent.ObjectVersion && ends(e))?.ObjectVersion ?? 0;
            return history.FirstOrDefault(e =>
                e.ObjectVersion > from && e.ObjectVersion < sent.ObjectVersion && e.Kind == EventKind.ReplyPosted && undoneLater.Contains(e.IdOf("post"))) ?? sent;
        }
    }

    /// <summary>
    /// Whom this reply, and those taken back before it, had brought in by Cc, without those whom anything has concerned since: who wrote, whom somebody
    /// included again or made the requester, and to whom a reply that stays was sent. In whatever order replies are taken back, the same people leave.
    /// </summary>
    /// <param name="sent">The reply's event.</param>
    /// <param name="history">Events of the ticket by their version.</param>
    public static IReadOnlyList<Guid> FindLeaving(DeskEvent sent, IReadOnlyList<DeskEvent> history)
    {
        var undone = history.Where(e => e.Kind == EventKind.ReplyUndone).Select(e => e.IdOf("post")).ToHashSet();
        var takenBack = history.Where(e => e == sent || (e.Kind == EventKind.ReplyPosted && undone.Contains(e.IdOf("post")))).ToList();
        return [.. takenBack.SelectMany(reply => reply.IdsOf("broughtIn").Where(person => !IsKept(person, reply))).Distinct()];

        bool IsKept(Guid person, DeskEvent reply) =>
            history.Any(e => e.ObjectVersion > reply.ObjectVersion && !takenBack.Contains(e) && Concerns(e, person));

        bool Concerns(DeskEvent e, Guid person) => e.Kind switch
        {
            EventKind.ReplyPosted when e.Says("staff") => !e.IdsOf("leftOut").Contains(person),
            EventKind.ParticipantJoined or EventKind.ParticipantLeft => e.IdOf("person") == person,
            EventKind.RequesterChanged => e.IdOf("to") == person,
            EventKind.MailReleased => history.Any(h => h.Kind == EventKind.MailHeld && h.ActorId == person && h.IdOf("post") == e.IdOf("post")),
            _ => e.ActorId == person,
        };
    }

    private static bool Assigns(DeskEvent e) => e.Kind is EventKind.Assigned or EventKind.Unassigned || e.Says("staff");

    // The first act of staff opens a new ticket, and so would these have done.
    private static bool OpensNew(DeskEvent e) => e.Kind is EventKind.NotePosted or EventKind.Assigned && e.Capacity != Capacity.System;
}
