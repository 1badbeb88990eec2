using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Search;

/// <summary>SQLite's full-text index (FTS5, contentless): it walks the newest documents first by itself.</summary>
internal sealed class Fts5(DeskDb db) : SearchEngine
{
    public override Task<int> CountAsync(SearchWords words, int cap, CancellationToken cancel)
    {
        var query = Query(words);
        return db.Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM (SELECT 1 FROM SearchTerms WHERE SearchTerms MATCH {query} LIMIT {cap})").SingleAsync(cancel);
    }

    public override IQueryable<Match> All(SearchWords words)
    {
        var query = Query(words);
        return db.Database.SqlQuery<Match>($"SELECT rowid AS Id, bm25(SearchTerms) AS Rank FROM SearchTerms WHERE SearchTerms MATCH {query}");
    }

    public override Task<List<Mention>> NewestAsync(SearchWords words, long before, int most, Func<IQueryable<Match>, IQueryable<Mention>> seen, CancellationToken cancel) =>
        seen(All(words).Where(m => m.Id < before)).OrderByDescending(m => m.Id).Take(most).ToListAsync(cancel);

    public override IQueryable<Match> NewestPeople(IReadOnlyList<PersonWord> words, int most)
    {
        var query = string.Join(" AND ", words.Select(Query));
        return db.Database.SqlQuery<Match>($"SELECT rowid AS Id, 0.0 AS Rank FROM SearchTerms WHERE SearchTerms MATCH {query} ORDER BY rowid DESC LIMIT {most}");
    }

    // A phrase in quotes holds no operator (FTS5, 3.2); tokens are letters and numbers, so there is no quote to double.
    private static string Query(SearchWords words) => string.Join(" AND ", words.Terms.Select(term =>
    {
        var phrase = Quote(string.Join(' ', term.Tokens));
        return term.End switch
        {
            TermEnd.Beginning => $"{phrase} *",
            TermEnd.ShortBeginning => $"({phrase} OR {Quote(string.Join(' ', term.Tokens.Select(t => TermList.OfShortField + t)))} *)",
            _ => phrase,
        };
    }));

    private static string Query(PersonWord word)
    {
        var whole = Quote(TermList.OfPerson + word.Text);
        return word.IsPart ? $"({whole} * OR {Quote(TermList.InsidePerson + word.Text)} *)" : word.IsBeginning ? $"{whole} *" : whole;
    }

    private static string Quote(string tokens) => $"\"{tokens}\"";
}
