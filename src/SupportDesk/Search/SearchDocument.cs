namespace SupportDesk.Search;

/// <summary>
/// One thing that can be found: a post, a ticket by its subject and tags, or a person. The words themselves stand in the engine's index
/// (FTS5 or tsvector), folded by us (docs/decisions/0033). A new document's words are stored in the save that adds it; where something of
/// it changes later, a trigger takes it out of the index or marks it, and <see cref="SearchIndexer"/> stores its words anew.
/// </summary>
public sealed class SearchDocument
{
    private SearchDocument() { }

    public long Id { get; private set; }

    /// <summary>Null for a person.</summary>
    public Guid? ThreadId { get; private init; }

    public Guid? PostId { get; private init; }
    public Guid? TicketId { get; private init; }
    public Guid? PersonId { get; private init; }
    public bool StaffOnly { get; private init; }

    /// <summary>Whether the index holds what the desk holds.</summary>
    public bool IsIndexed { get; private set; }

    /// <summary>Raised by the triggers with every change: words that were read before it are not stored after it.</summary>
    public long Revision { get; private set; }

    /// <summary>Words on their way into the index, as the engine reads them: a trigger moves them there, so that the table never holds
    /// them.</summary>
    public string? NewTerms { get; private set; }

    internal static SearchDocument OfPost(Guid threadId, Guid postId, bool staffOnly, string terms) =>
        new() { ThreadId = threadId, PostId = postId, StaffOnly = staffOnly, IsIndexed = true, NewTerms = terms };

    internal static SearchDocument OfTicket(Guid threadId, Guid ticketId, string terms) =>
        new() { ThreadId = threadId, TicketId = ticketId, IsIndexed = true, NewTerms = terms };

    internal static SearchDocument OfPerson(Guid personId, string terms) =>
        new() { PersonId = personId, IsIndexed = true, NewTerms = terms };

    internal void Index(string terms) => (NewTerms, IsIndexed) = (terms, true);
}

/// <summary>By which folding the index's words were stored: where it is not this program's, all of them are stored anew.</summary>
public sealed class SearchIndexState
{
    /// <summary>There is one.</summary>
    public const int OnlyId = 1;

    private SearchIndexState() { }

    public int Id { get; private init; }
    public int Folding { get; private set; }

    internal static SearchIndexState Of(int folding) => new() { Id = OnlyId, Folding = folding };

    internal void Follow(int folding) => Folding = folding;
}
