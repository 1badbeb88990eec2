using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;

namespace SupportDesk.Search;

/// <summary>SQLite's full-text index (FTS5, contentless): it walks the newest documents first by itself.</summary>
internal sealed class Fts5(DeskDb db) : SearchEngine
{
    public override Task<int> CountAsync(SearchWords words, int cap, CancellationToken cancel)
    {
        var query = Query(words);
        return db.Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM (SELECT 1 FROM SearchWords WHERE SearchWords MATCH {query} LIMIT {cap})").SingleAsync(cancel);
    }

    public override IQueryable<Match> All(SearchWords words)
    {
        var query = Query(words);
        return db.Database.SqlQuery<Match>($"SELECT rowid AS Id, bm25(SearchWords) AS Rank FROM SearchWords WHERE SearchWords MATCH {query}");
    }

    public override Task<List<Mention>> NewestAsync(SearchWords words, long before, int most, Func<IQueryable<Match>, IQueryable<Mention>> seen, CancellationToken cancel) =>
        seen(All(words).Where(m => m.Id < before)).OrderByDescending(m => m.Id).Take(most).ToListAsync(cancel);

#pragma warning disable CA1309 // The engine compares, and by bytes.
    // LIKE ignores case on SQLite and so no index: the range says the same of folded keys.
    public override IQueryable<Person> NamesFrom(string key)
    {
        var end = key + char.MaxValue;
        return db.People.Where(p => string.Compare(p.NameKey, key) >= 0 && string.Compare(p.NameKey, end) < 0);
    }

    public override IQueryable<MailAddress> AddressesFrom(string key)
    {
        var end = key + char.MaxValue;
        return db.MailAddresses.Where(a => string.Compare(a.AddressKey, key) >= 0 && string.Compare(a.AddressKey, end) < 0);
    }

#pragma warning restore CA1309

    // A phrase in quotes holds no operator (FTS5, 3.2); tokens are letters and numbers, so there is no quote to double.
    private static string Query(SearchWords words) =>
        string.Join(" AND ", words.Terms.Select(term => $"\"{string.Join(' ', term.Tokens)}\"")) + (words.LastIsPrefix ? " *" : "");
}
