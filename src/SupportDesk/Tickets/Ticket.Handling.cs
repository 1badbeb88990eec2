using SupportDesk.Events;

namespace SupportDesk.Tickets;

/// <summary>Who has the ticket and how it is sorted.</summary>
public sealed partial class Ticket
{
    /// <summary>Hands the ticket to one person.</summary>
    /// <param name="agentId">Staff who may see the ticket; the page has looked them up among those.</param>
    public void AssignTo(Guid agentId, Actor by, DateTimeOffset at)
    {
        MustAllow();
        if (AssigneeId == agentId)
            return;

        var before = AssigneeId;
        AssigneeId = agentId;
        Become(State.OpenedByStaff(), at);
        Record(EventKind.Assigned, by, at, ("from", before), ("to", agentId));
    }

    public void Unassign(Actor by, DateTimeOffset at)
    {
        MustAllow();
        if (AssigneeId is null)
            return;

        var before = AssigneeId;
        AssigneeId = null;
        Record(EventKind.Unassigned, by, at, ("from", before));
    }

    public void MoveTo(Guid? teamId, Actor by, DateTimeOffset at)
    {
        MustAllow();
        if (TeamId == teamId)
            return;

        var before = TeamId;
        TeamId = teamId;
        Record(EventKind.TeamChanged, by, at, ("from", before), ("to", teamId));
    }

    public void Prioritise(Priority priority, Actor by, DateTimeOffset at)
    {
        MustAllow();
        if (Priority == priority)
            return;

        var before = Priority;
        Priority = priority;
        Record(EventKind.PriorityChanged, by, at, ("before", before), ("priority", priority));
    }

    public void Rename(string subject, Actor by, DateTimeOffset at)
    {
        MustAllow();
        var clean = Words.Cut(Words.OneLine(subject), 255);
        if (clean.Length == 0)
            throw new DeskException("A ticket needs a subject.");

        Subject = clean;
        Record(EventKind.SubjectChanged, by, at);
    }

    public void Tag(Tag tag, Actor by, DateTimeOffset at)
    {
        MustAllow();
        added.Add(new TicketTag(tag.Id, Id, TeamId, IsLive, LastActivityAt));
        Record(EventKind.Tagged, by, at, ("tag", tag.Id));
    }

    /// <param name="row">The tag as it is on this ticket.</param>
    public void Untag(TicketTag row, Actor by, DateTimeOffset at)
    {
        MustAllow();
        if (row.TicketId != Id)
            throw new DeskException("This tag is not on the ticket.");

        removed.Add(row);
        Record(EventKind.Untagged, by, at, ("tag", row.TagId));
    }

    /// <summary>Makes the ticket seen only by its assignee and the named readers.</summary>
    public void KeepSensitive(IEnumerable<Guid> readers, Actor by, DateTimeOffset at)
    {
        MustAllow();
        Sensitive = true;
        added.AddRange(readers.Select(reader => new TicketReader(Id, reader)));
        Record(EventKind.StatusChanged, by, at, ("sensitive", true));
    }

    /// <summary>Notes that a mail about this ticket could not be delivered.</summary>
    public void NoteMailCalledOff(long outboxId, Actor by, DateTimeOffset at) => Record(EventKind.MailCalledOff, by, at, ("outbox", outboxId));

    public void NoteMailBounced(long outboxId, Actor by, DateTimeOffset at) => Record(EventKind.MailBounced, by, at, ("outbox", outboxId));

    public void NoteMailFailed(long outboxId, Actor by, DateTimeOffset at) => Record(EventKind.MailFailed, by, at, ("outbox", outboxId));

    /// <summary>A server may have taken a mail that has since been written anew or called off.</summary>
    public void NoteEarlierCopy(long outboxId, Actor by, DateTimeOffset at) => Record(EventKind.EarlierCopyMayHaveLeft, by, at, ("outbox", outboxId));

    /// <summary>Notes that a mail may have reached its reader twice: the process died between the server's answer and our note of it.</summary>
    public void NoteMaybeSentTwice(long outboxId, Actor by, DateTimeOffset at) => Record(EventKind.MaybeSentTwice, by, at, ("outbox", outboxId));
}
