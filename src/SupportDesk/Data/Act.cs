namespace SupportDesk.Data;

/// <summary>What one request does: its id comes from the form (or Idempotency-Key) and makes twice once.</summary>
/// <param name="Id">Null for jobs, which are safe to run twice by themselves.</param>
/// <param name="Answer">Where the browser goes afterwards; the same for a second POST of the same form.</param>
public sealed record Act(Guid? Id, Guid PersonId, string? Answer)
{
    /// <summary>A job's act.</summary>
    public static readonly Act Job = new(null, Events.Actor.SystemId, null);
}

/// <summary>An act that was done; rows go after seven days.</summary>
public sealed class DoneAct
{
    private DoneAct() { }

    internal DoneAct(Guid id, Guid personId, DateTimeOffset at, string? answer) => (Id, PersonId, At, Answer) = (id, personId, at, answer);

    public Guid Id { get; private init; }
    public Guid PersonId { get; private init; }
    public DateTimeOffset At { get; private init; }
    public string? Answer { get; private init; }
}

/// <summary>What a commit did.</summary>
/// <param name="Repeated">True when this act was done before; nothing was saved now.</param>
/// <param name="Answer">Where the first one went.</param>
public sealed record Committed(bool Repeated, string? Answer);

/// <summary>Somebody else changed the same thing between load and save: the page shows it as it now stands, a job tries again.</summary>
public sealed class ClashException(Exception inner) : Exception("Somebody changed this at the same moment.", inner);
