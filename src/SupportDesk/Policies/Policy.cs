using SupportDesk.Events;
using SupportDesk.People;

namespace SupportDesk.Policies;

/// <summary>A rule of the organisation: its statement (versioned), its owner, the chain that complaints about it climb.</summary>
public sealed class Policy : Root, IAddsRows
{
    private readonly List<object> added = [];

    private Policy() { }

    public string Slug { get; private set; } = "";
    public string Name { get; private set; } = "";
    public Guid OwnerId { get; private set; }
    public Guid ChainId { get; private set; }
    public bool Public { get; private set; }

    /// <summary>Since when nothing can be passed up to it; null while it holds.</summary>
    public DateTimeOffset? ArchivedAt { get; private set; }

    public bool IsArchived => ArchivedAt is not null;

    /// <summary>The version of the statement that holds.</summary>
    public int StatementNo { get; private set; }

    protected override ObjectKind ObjectKind => ObjectKind.Policy;

    public static Policy Write(string slug, string name, Guid ownerId, Guid chainId, string statement, Actor by, DateTimeOffset at)
    {
        var clean = Words.OneLine(name);
        if (clean.Length is 0 or > 120)
            throw new DeskException("A policy needs a name of at most 120 characters.");
        if (slug.Length is 0 or > 80 || slug.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
            throw new DeskException($"“{slug}” can't stand in an address; use lower-case letters, digits and hyphens.");

        var policy = new Policy { Id = Guid.CreateVersion7(at), Slug = slug, Name = clean, OwnerId = ownerId, ChainId = chainId, Public = true };
        policy.Record(EventKind.PolicyAdded, by, at);
        policy.Say(statement, by, at);
        return policy;
    }

    /// <summary>Gives the rule a new version of its words; the old ones stay.</summary>
    public Statement Say(string text, Actor by, DateTimeOffset at)
    {
        var words = Words.Clean(text).Trim();
        if (words.Length == 0)
            throw new DeskException("Say what the rule is.");

        var statement = new Statement(Id, ++StatementNo, words, at, by.PersonId);
        added.Add(statement);
        Record(EventKind.StatementChanged, by, at, ("no", StatementNo));
        return statement;
    }

    /// <summary>Hands the policy to another owner: where its chain says “policy-owner”, they hold that level from now on, of running cases too.</summary>
    public void HandTo(Guid ownerId, Actor by, DateTimeOffset at)
    {
        if (OwnerId == ownerId)
            return;

        var before = OwnerId;
        OwnerId = ownerId;
        Record(EventKind.PolicyOwnerChanged, by, at, ("from", before), ("to", ownerId));
    }

    /// <summary>Chooses the chain of complaints that are raised from now on. What is on its way keeps the chain it began with.</summary>
    public void Follow(Guid chainId, Actor by, DateTimeOffset at)
    {
        if (ChainId == chainId)
            return;

        var before = ChainId;
        ChainId = chainId;
        Record(EventKind.PolicyChainChanged, by, at, ("from", before), ("to", chainId));
    }

    /// <summary>Takes the policy out of use: nothing new is passed up to it. What is on its way is decided all the same.</summary>
    public void Archive(Actor by, DateTimeOffset at)
    {
        if (IsArchived)
            throw new DeskException($"“{Name}” is archived already.");

        ArchivedAt = at;
        Record(EventKind.PolicyArchived, by, at);
    }

    public void Restore(Actor by, DateTimeOffset at)
    {
        if (!IsArchived)
            throw new DeskException($"“{Name}” is in use.");

        ArchivedAt = null;
        Record(EventKind.PolicyRestored, by, at);
    }

    /// <exception cref="DeskException">It is archived. A decision may still give it new words.</exception>
    public void MustBeInUse()
    {
        if (IsArchived)
            throw new DeskException($"“{Name}” is archived. Restore it first, then change it.");
    }

    /// <summary>Says that under this rule one step needs another first.</summary>
    public Requirement Require(Step step, Step needs, Actor by, DateTimeOffset at)
    {
        MustBeInUse();
        if (step.Id == needs.Id)
            throw new DeskException("A step can't need itself.");

        var requirement = new Requirement(Guid.CreateVersion7(at), Id, step.Id, needs.Id);
        added.Add(requirement);
        Record(EventKind.RequirementAdded, by, at, ("step", step.Id), ("needs", needs.Id));
        return requirement;
    }

    /// <summary>Notes that a requirement no longer holds; the caller removes its row in the same save.</summary>
    public void Drop(Requirement requirement, Actor by, DateTimeOffset at)
    {
        if (requirement.PolicyId != Id)
            throw new DeskException("That requirement belongs to another policy.");

        Record(EventKind.RequirementDropped, by, at, ("step", requirement.StepId), ("needs", requirement.NeedsStepId));
    }

    IReadOnlyList<object> IAddsRows.TakeAdded()
    {
        var rows = added.ToArray();
        added.Clear();
        return rows;
    }
}

/// <summary>One version of a policy's words.</summary>
public sealed class Statement
{
    private Statement() { }

    internal Statement(Guid policyId, int no, string text, DateTimeOffset fromAt, Guid byId) => (PolicyId, No, Text, FromAt, ById) = (policyId, no, text, fromAt, byId);

    public Guid PolicyId { get; private init; }
    public int No { get; private init; }
    public string Text { get; private init; } = "";
    public DateTimeOffset FromAt { get; private init; }
    public Guid ById { get; private init; }
}

/// <summary>Something a person must do or be: one vocabulary for the whole desk.</summary>
public sealed class Step
{
    private Step() { }

    public Guid Id { get; private init; }
    public string Name { get; private init; } = "";
    public string NameKey { get; private init; } = "";

    public static Step Named(string name, DateTimeOffset at)
    {
        var clean = Words.Cut(Words.OneLine(name), 80);
        if (clean.Length == 0)
            throw new DeskException("A step needs a name, like “Upload a picture”.");

        return new() { Id = Guid.CreateVersion7(at), Name = clean, NameKey = Person.KeyOf(clean) };
    }
}

/// <summary>A policy says that one step needs another first.</summary>
public sealed class Requirement
{
    private Requirement() { }

    internal Requirement(Guid id, Guid policyId, Guid stepId, Guid needsStepId) => (Id, PolicyId, StepId, NeedsStepId) = (id, policyId, stepId, needsStepId);

    public Guid Id { get; private init; }
    public Guid PolicyId { get; private init; }
    public Guid StepId { get; private init; }
    public Guid NeedsStepId { get; private init; }
}
