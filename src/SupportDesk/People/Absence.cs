namespace SupportDesk.People;

/// <summary>When somebody is not there, and who stands for them.</summary>
public sealed class Absence
{
    private Absence() { }

    internal Absence(Guid id, Guid personId, DateTimeOffset from, DateTimeOffset to, Guid? deputyId) =>
        (Id, PersonId, FromAt, ToAt, DeputyId) = (id, personId, from, to, deputyId);

    public Guid Id { get; private init; }
    public Guid PersonId { get; private init; }
    public DateTimeOffset FromAt { get; private set; }
    public DateTimeOffset ToAt { get; private set; }
    public Guid? DeputyId { get; private set; }

    internal void Change(DateTimeOffset from, DateTimeOffset to, Guid? deputyId) => (FromAt, ToAt, DeputyId) = (from, to, deputyId);
}
