using SupportDesk.Events;
using SupportDesk.Threads;

namespace SupportDesk.Tickets;

/// <summary>Who takes part in the ticket, and as what.</summary>
public sealed partial class Ticket
{
    /// <summary>Lets somebody take part: from now on they get every public reply.</summary>
    public void Join(Guid personId, Guid? addressId, ParticipantKind kind, Actor by, DateTimeOffset at)
    {
        MustAllow();
        added.Add(new Participant(Id, personId, addressId, kind));
        Record(EventKind.ParticipantJoined, by, at, ("person", personId), ("kind", kind));
    }

    /// <summary>Whether this person joins in the save under way.</summary>
    public bool IsJoinedBy(Guid personId) => added.OfType<Participant>().Any(p => p.PersonId == personId);

    /// <summary>Lets somebody take part no more: what is sent from now on does not go to them.</summary>
    /// <exception cref="DeskException">They are the requester, or take no part here.</exception>
    public void LetGo(Participant participant, Actor by, DateTimeOffset at)
    {
        MustAllow();
        if (participant.TicketId != Id)
            throw new DeskException("This person takes no part in the ticket.");
        if (participant.Kind == ParticipantKind.Requester)
            throw new DeskException("The requester takes part in their own ticket. Leave them out of one reply, or make somebody else the requester.");

        removed.Add(participant);
        Record(EventKind.ParticipantLeft, by, at, ("person", participant.PersonId));
    }

    // Who joined in the same save as a reply was brought in by it, through its Cc.
    private IEnumerable<Guid> CopiedNow() => added.OfType<Participant>().Where(p => p.Kind == ParticipantKind.Copied).Select(p => p.PersonId);

    private void LeaveWith(Post takenBack, Participant participant, Actor by, DateTimeOffset at)
    {
        removed.Add(participant);
        Record(EventKind.ParticipantLeft, by, at, ("person", participant.PersonId), ("reply", takenBack.Id));
    }

    /// <summary>Makes somebody the requester, at an address of theirs: answers go there from now on, and no more to who was it.</summary>
    /// <param name="before">The requester's part in the ticket.</param>
    /// <param name="part">The part that the new requester has already; null where they have none.</param>
    public void MakeRequester(Guid personId, Guid addressId, Participant? before, Participant? part, Actor by, DateTimeOffset at)
    {
        MustAllow();
        var from = RequesterId;
        RequesterId = personId;
        if (before is not null && before.PersonId != personId)
            removed.Add(before);
        if (part is null)
            added.Add(new Participant(Id, personId, addressId, ParticipantKind.Requester));
        else
            part.BecomeRequester(addressId);
        Record(EventKind.RequesterChanged, by, at, ("from", from), ("to", personId), ("address", addressId));
    }

    /// <summary>Notes that staff made this ticket of a mail that had made none.</summary>
    internal void NoteMadeOfMail(long incomingMailId, Actor by, DateTimeOffset at) => Record(EventKind.MadeOfMail, by, at, ("mail", incomingMailId));
}
