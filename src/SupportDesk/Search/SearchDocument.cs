namespace SupportDesk.Search;

/// <summary>
/// One thing that can be found: a post's text, or a ticket's subject where there is no post. The words themselves stand in the engine's
/// index (FTS5 or tsvector), which a trigger feeds from the post or ticket in the same save.
/// </summary>
public sealed class SearchDocument
{
    private SearchDocument() { }

    internal SearchDocument(Guid threadId, Guid? postId, Guid? ticketId, bool staffOnly) =>
        (ThreadId, PostId, TicketId, StaffOnly) = (threadId, postId, ticketId, staffOnly);

    public long Id { get; private set; }
    public Guid ThreadId { get; private init; }
    public Guid? PostId { get; private init; }
    public Guid? TicketId { get; private init; }
    public bool StaffOnly { get; private init; }
}
