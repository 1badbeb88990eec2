using SupportDesk.Events;

namespace SupportDesk.People;

/// <summary>Anybody the desk knows: requester, staff or the system itself. Whoever signs in has an <see cref="Account"/> of the same id besides.</summary>
public sealed partial class Person : Root, IAddsRows
{
    private readonly List<object> added = [];
    private readonly List<object> removed = [];

    private Person() { }

    public string DisplayName { get; private set; } = "";
    public string NameKey { get; private set; } = "";
    public string? Language { get; private set; }
    public string? TimeZone { get; private set; }
    public string? Company { get; private set; }
    public Guid? MergedIntoId { get; private set; }

    /// <summary>This person, or the one they were merged into: queries, counts and uniqueness go by it.</summary>
    public Guid RootId { get; private set; }

    public Guid? PrimaryAddressId { get; private set; }
    public DateTimeOffset? ErasedAt { get; private set; }

    protected override ObjectKind ObjectKind => ObjectKind.Person;

    /// <summary>Notes a person the desk has not met before.</summary>
    /// <param name="name">As they call themselves; an empty one becomes "Unnamed".</param>
    /// <param name="language">BCP 47, or null if unknown.</param>
    public static Person Meet(string name, string? language, Actor by, DateTimeOffset at, Guid? id = null)
    {
        var person = new Person { Id = id ?? Guid.CreateVersion7(at), Language = language };
        person.RootId = person.Id;
        person.Call(name);
        person.Record(EventKind.PersonAdded, by, at);
        return person;
    }

    public void Rename(string name, Actor by, DateTimeOffset at)
    {
        Call(name);
        Record(EventKind.PersonRenamed, by, at);
    }

    /// <summary>Where they work, in words: a customer's company, a colleague's position.</summary>
    public void WorkAs(string company, Actor by, DateTimeOffset at)
    {
        Company = Words.Cut(Words.OneLine(company), 120);
        Record(EventKind.PersonRenamed, by, at);
    }

    /// <summary>Notes the time zone in which the person reads times.</summary>
    /// <exception cref="DeskException">It is no name of the IANA database.</exception>
    public void SetTimeZone(string name, Actor by, DateTimeOffset at)
    {
        if (TimeZones.Find(name) is null)
            throw new DeskException($"“{Words.Cut(name, 60)}” is not a time zone. Choose one like Europe/Berlin.");
        if (TimeZone == name)
            return;

        TimeZone = name;
        Record(EventKind.TimeZoneSet, by, at);
    }

    /// <summary>Adds an address; the first one becomes the primary.</summary>
    /// <exception cref="DeskException">It is not one address.</exception>
    public MailAddress AddAddress(string address, Actor by, DateTimeOffset at)
    {
        var row = MailAddress.Of(Id, address, at);
        PrimaryAddressId ??= row.Id;
        added.Add(row);
        Record(EventKind.AddressAdded, by, at, ("address", row.Id));
        return row;
    }

    /// <summary>Notes that the person showed that the address is theirs: by a link sent to it, or by mail that authenticates.</summary>
    public void Verify(MailAddress address, Actor by, DateTimeOffset at)
    {
        MustOwn(address);
        if (address.VerifiedAt is not null)
            return;

        address.Verify(at);
        Record(EventKind.AddressVerified, by, at, ("address", address.Id));
    }

    /// <summary>Notes that mail to the address came back for good; automatic mail to it stops.</summary>
    public void Bounce(MailAddress address, Actor by, DateTimeOffset at)
    {
        MustOwn(address);
        address.Stand(AddressStanding.Bounces, at);
        Record(EventKind.AddressFailed, by, at, ("address", address.Id));
    }

    /// <summary>How a name is looked up: trimmed, spaces folded, case and composition ignored.</summary>
    public static string KeyOf(string name) => Words.OneLine(name).Normalize().ToLowerInvariant();

    IReadOnlyList<object> IAddsRows.TakeAdded()
    {
        var rows = added.ToArray();
        added.Clear();
        return rows;
    }

    IReadOnlyList<object> IAddsRows.TakeRemoved()
    {
        var rows = removed.ToArray();
        removed.Clear();
        return rows;
    }

    private void Call(string name)
    {
        var clean = Words.OneLine(name);
        DisplayName = clean.Length == 0 ? "Unnamed" : Words.Cut(clean, 120);
        NameKey = KeyOf(DisplayName);
    }

    private void MustOwn(MailAddress address)
    {
        if (address.PersonId != Id)
            throw new DeskException("That address belongs to somebody else.");
    }
}
