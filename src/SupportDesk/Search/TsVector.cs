using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;

namespace SupportDesk.Search;

/// <summary>
/// PostgreSQL's full-text index (GIN over age and words). GIN gives no order, so the newest are found in widening windows of age, and the match
/// stands alone in a materialised part: with ORDER BY and LIMIT beside it the planner walks the table backwards for a rare word.
/// </summary>
internal sealed class TsVector(DeskDb db) : SearchEngine
{
    private const int WindowBits = 14; // as the index has it (Data/AfterMigrate.cs): 16,384 documents
    private const int FirstWindow = 4;

    public override Task<int> CountAsync(SearchWords words, int cap, CancellationToken cancel)
    {
        var sql = string.Create(CultureInfo.InvariantCulture, $"""SELECT COUNT(*)::int AS "Value" FROM (SELECT 1 FROM "SearchDocuments" WHERE "Words" @@ {Query(words)} LIMIT {cap}) AS capped""");
        return db.Database.SqlQueryRaw<int>(sql, Arguments(words)).SingleAsync(cancel);
    }

    public override IQueryable<Match> All(SearchWords words) => Matches(words, "");

    public override async Task<List<Mention>> NewestAsync(SearchWords words, long before, int most, Func<IQueryable<Match>, IQueryable<Mention>> seen, CancellationToken cancel)
    {
        var newest = Math.Min(before, await db.SearchDocuments.MaxAsync(d => (long?)d.Id, cancel) ?? 0) >> WindowBits;
        var width = FirstWindow;
        while (true)
        {
            var from = newest - width + 1;
            var window = string.Create(CultureInfo.InvariantCulture, $"""AND ("Id" >> {WindowBits})::int >= {from} AND ("Id" >> {WindowBits})::int <= {newest}""");
            var found = await seen(Matches(words, window).Where(m => m.Id < before)).OrderByDescending(m => m.Id).Take(most).ToListAsync(cancel);
            if (found.Count == most || from <= 0)
                return found;

            width *= 4;
        }
    }

    public override IQueryable<Person> NamesFrom(string key) => db.People.Where(p => p.NameKey.StartsWith(key));

    public override IQueryable<MailAddress> AddressesFrom(string key) => db.MailAddresses.Where(a => a.AddressKey.StartsWith(key));

    private IQueryable<Match> Matches(SearchWords words, string window)
    {
        var sql = $"""
            SELECT "Id", -ts_rank("Words", {Query(words)}) AS "Rank" FROM (
              WITH found AS MATERIALIZED (SELECT "Id", "Words" FROM "SearchDocuments" WHERE "Words" @@ {Query(words)} {window}) SELECT * FROM found) AS matched
            """;
        return db.Database.SqlQueryRaw<Match>(sql, Arguments(words));
    }

    // Words are arguments; only their places are written into the statement.
    private static string Query(SearchWords words) => $"({string.Join(" && ", words.Terms.Select((_, i) => words.LastIsPrefix && i == words.Terms.Count - 1
        ? $"to_tsquery('simple', '''' || replace(unaccent({{{i}}}), '''', ' ') || ''':*')"
        : $"phraseto_tsquery('simple', unaccent({{{i}}}))"))})";

    private static object[] Arguments(SearchWords words) => [.. words.Terms.Select(term => string.Join(' ', term.Tokens))];
}
