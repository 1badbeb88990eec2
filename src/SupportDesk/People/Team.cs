using SupportDesk.Events;

namespace SupportDesk.People;

/// <summary>People who share a queue. A private team's tickets are seen by its members alone.</summary>
public sealed class Team : Root, IAddsRows
{
    private readonly List<object> added = [];
    private readonly List<object> removed = [];

    private Team() { }

    public string Name { get; private set; } = "";
    public string NameKey { get; private set; } = "";
    public bool Private { get; private set; }

    /// <summary>The calendar its promises are counted in, by name.</summary>
    public string? Calendar { get; private set; }

    protected override ObjectKind ObjectKind => ObjectKind.Team;

    public static Team Found(string name, bool isPrivate, string? calendar, Actor by, DateTimeOffset at)
    {
        var clean = Words.OneLine(name);
        if (clean.Length is 0 or > 60)
            throw new DeskException("A team needs a name of at most 60 characters.");

        var team = new Team { Id = Guid.CreateVersion7(at), Name = clean, NameKey = Person.KeyOf(clean), Private = isPrivate, Calendar = calendar };
        team.Record(EventKind.TeamAdded, by, at);
        return team;
    }

    public void Welcome(Guid personId, bool asLead, Actor by, DateTimeOffset at)
    {
        added.Add(new Membership(Id, personId, asLead));
        Record(EventKind.MemberJoined, by, at, ("person", personId), ("lead", asLead));
    }

    /// <summary>Makes a member a lead, or a lead a member like the others.</summary>
    public void LetLead(Membership membership, bool leads, Actor by, DateTimeOffset at)
    {
        MustBeOurs(membership);
        if (membership.Lead == leads)
            return;

        membership.Change(leads);
        Record(EventKind.MemberChanged, by, at, ("person", membership.PersonId), ("lead", leads));
    }

    public void Dismiss(Membership membership, Actor by, DateTimeOffset at)
    {
        MustBeOurs(membership);
        removed.Add(membership);
        Record(EventKind.MemberLeft, by, at, ("person", membership.PersonId));
    }

    private void MustBeOurs(Membership membership)
    {
        if (membership.TeamId != Id)
            throw new DeskException("They are in another team.");
    }

    IReadOnlyList<object> IAddsRows.TakeRemoved()
    {
        var rows = removed.ToArray();
        removed.Clear();
        return rows;
    }

    IReadOnlyList<object> IAddsRows.TakeAdded()
    {
        var rows = added.ToArray();
        added.Clear();
        return rows;
    }
}

/// <summary>One person's place in one team.</summary>
public sealed class Membership
{
    private Membership() { }

    internal Membership(Guid teamId, Guid personId, bool lead) => (TeamId, PersonId, Lead) = (teamId, personId, lead);

    public Guid TeamId { get; private init; }
    public Guid PersonId { get; private init; }
    public bool Lead { get; private set; }

    internal void Change(bool leads) => Lead = leads;
}
