using SupportDesk.Tickets;

namespace SupportDesk.Search;

/// <summary>Where a page of results begins.</summary>
/// <param name="Page">From 0.</param>
/// <param name="Before">Only mentions older than this document; null for the newest.</param>
public sealed record SearchCursor(int Page = 0, long? Before = null);

/// <summary>What was found.</summary>
/// <param name="ByNumber">The ticket whose number was typed.</param>
/// <param name="ByRequester">The newest tickets of people whose name and addresses hold what was typed.</param>
/// <param name="Tickets">Tickets that hold the words, best first.</param>
/// <param name="Capped">True where more documents hold the words than are ranked: these are then the newest <see cref="DeskSearch.Newest"/> mentions only, and the page must say so.</param>
/// <param name="More">The next page of these mentions.</param>
/// <param name="Older">Where a capped search goes on among older mentions.</param>
/// <param name="Waiting">How many posts, tickets and people the index does not hold yet: they are not found, and the page must say
/// so.</param>
public sealed record SearchResult(
    SearchWords Words,
    QueueRow? ByNumber,
    IReadOnlyList<QueueRow> ByRequester,
    IReadOnlyList<TicketFound> Tickets,
    bool Capped,
    SearchCursor? More,
    SearchCursor? Older,
    long Waiting)
{
    public bool IsEmpty => ByNumber is null && ByRequester.Count == 0 && Tickets.Count == 0;
}

/// <summary>One ticket that holds the words.</summary>
/// <param name="Mentions">How many of its posts (and its subject) do, of those looked at.</param>
/// <param name="Subject">The subject with the places to mark.</param>
/// <param name="Best">The post that holds them best; null where it is the subject alone.</param>
public sealed record TicketFound(QueueRow Row, int Mentions, Excerpt Subject, PostFound? Best);

/// <summary>The post that was found, cut around the words.</summary>
public sealed record PostFound(Guid Id, int Position, string AuthorName, DateTimeOffset At, Excerpt Excerpt);
