using System.ComponentModel.DataAnnotations.Schema;

namespace SupportDesk.Events;

/// <summary>
/// The root of an aggregate. Every verb ends in <see cref="Record"/>, which raises <see cref="Version"/>: the concurrency token
/// on both engines, so that a change of a child alone is noticed too.
/// </summary>
public abstract class Root
{
    private readonly List<DeskEvent> happened = [];

    public Guid Id { get; protected set; }

    public long Version { get; private set; }

    /// <summary>What happened to this root since it was loaded; the commit takes it and clears it.</summary>
    [NotMapped]
    public IReadOnlyList<DeskEvent> Happened => happened;

    /// <summary>What kind of object this root's events are about.</summary>
    [NotMapped]
    protected abstract ObjectKind ObjectKind { get; }

    /// <summary>Ends a verb: raises the version and notes what happened, to be saved with the change.</summary>
    /// <param name="data">Ids, enum values, numbers and moments only; null values are left out.</param>
    protected void Record(EventKind kind, Actor by, DateTimeOffset at, params ReadOnlySpan<(string Name, object? Value)> data)
    {
        Version++;
        happened.Add(DeskEvent.Of(kind, ObjectKind, Id, Version, by, at, data));
    }

    /// <summary>Raises the version where another root's event tells what happened: acts that rest on this root look again.</summary>
    protected void RaiseVersion() => Version++;

    internal void ClearHappened() => happened.Clear();
}
