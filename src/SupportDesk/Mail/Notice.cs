using SupportDesk.Events;

namespace SupportDesk.Mail;

/// <summary>An audience of a notice: more people than one save should name.</summary>
public enum Audience
{
    /// <summary>Supporters who asked to be told of every step.</summary>
    StepFollowers,

    /// <summary>All supporters, whatever they follow.</summary>
    AllSupporters,

    /// <summary>Supporters who have not said yet how they want to be quoted.</summary>
    Unanswered,
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

    /// <summary>Of a decision: when the case noted how many it reached.</summary>
    public DateTimeOffset? CountedAt { get; private set; }

    /// <summary>A worker takes it.</summary>
    /// <param name="until">Real time.</param>
    internal void Hold(DateTimeOffset until) => (LeaseUntil, Fence) = (until, Fence + 1);

    /// <summary>Notes how far the unfolding has come; the worker holds it on.</summary>
    internal void Unfolded(Guid cursor, DateTimeOffset until) => (Cursor, LeaseUntil, Fence) = (cursor, until, Fence + 1);

    internal void Done(DateTimeOffset at) => (DoneAt, LeaseUntil) = (at, null);

    internal void Count(DateTimeOffset at) => CountedAt = at;
}
