using SupportDesk.Data;

namespace SupportDesk.Search;

/// <summary>A document that holds the words.</summary>
/// <param name="Rank">The smaller the better; only comparable within one search.</param>
internal sealed record Match(long Id, double Rank);

/// <summary>A match that the asking person may see.</summary>
internal sealed record Mention
{
    public required long Id { get; init; }
    public required Guid TicketId { get; init; }
    public required Guid? PostId { get; init; }
    public required double Rank { get; init; }
}

/// <summary>What the engines do differently: what they search is the same <see cref="TermList"/>.</summary>
internal abstract class SearchEngine
{
    public static SearchEngine Of(DeskDb db) => db.IsPostgres ? new TsVector(db) : new Fts5(db);

    /// <summary>How many documents hold the words; stops counting at <paramref name="cap"/>.</summary>
    public abstract Task<int> CountAsync(SearchWords words, int cap, CancellationToken cancel);

    /// <summary>Every match with its rank: only for few.</summary>
    public abstract IQueryable<Match> All(SearchWords words);

    /// <summary>The newest <paramref name="most"/> matches that pass, older than a document: for words that many documents hold.</summary>
    /// <param name="seen">The permission join; it stands inside the limit.</param>
    public abstract Task<List<Mention>> NewestAsync(SearchWords words, long before, int most, Func<IQueryable<Match>, IQueryable<Mention>> seen, CancellationToken cancel);

    /// <summary>The documents of the newest <paramref name="most"/> people whose name and addresses hold all these words.</summary>
    public abstract IQueryable<Match> NewestPeople(IReadOnlyList<PersonWord> words, int most);
}
