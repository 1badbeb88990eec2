using SupportDesk.Events;

namespace SupportDesk.Mail;

/// <summary>An audience of a notice: more people than one save should name.</summary>
public enum Audience
{
    /// <summary>Supporters who asked to be told of every step.</summary>
    StepFollowers,

    /// <summary>All supporters, whatever they follow.</summary>
    AllSupporters,
}

/// <summary>Mail owed to an audience: a job unfolds it into outbox rows in batches and moves the cursor in the same save.</summary>
public sealed class Notice
{
    private Notice() { }

    internal Notice(Guid id, DeskEvent cause, MailKind kind, Audience audience, Guid objectId, int? partNo, DateTimeOffset at)
    {
        (Id, Event, Kind, Audience, ObjectId, PartNo, DueAt) = (id, cause, kind, audience, objectId, partNo, at);
    }

    public Guid Id { get; private init; }
    public long EventId { get; private set; }
    public DeskEvent Event { get; private init; } = null!;
    public MailKind Kind { get; private init; }
    public Audience Audience { get; private init; }
    public Guid ObjectId { get; private init; }
    public int? PartNo { get; private init; }
    public DateTimeOffset DueAt { get; private init; }

    /// <summary>The last supporter's id that was unfolded; empty at the start.</summary>
    public Guid Cursor { get; private set; }

    public DateTimeOffset? LeaseUntil { get; private set; }
    public long Fence { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>Notes how far the unfolding has come.</summary>
    public void Unfolded(Guid cursor) => (Cursor, Fence) = (cursor, Fence + 1);

    public void Done(DateTimeOffset at) => (DoneAt, Fence) = (at, Fence + 1);
}
