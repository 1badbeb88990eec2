using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

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
        var sql = string.Create(CultureInfo.InvariantCulture,
            $$"""SELECT COUNT(*)::int AS "Value" FROM (SELECT 1 FROM "SearchDocuments" WHERE "Terms" @@ {0}::tsquery LIMIT {{cap}}) AS capped""");
        return db.Database.SqlQueryRaw<int>(sql, Query(words)).SingleAsync(cancel);
    }

    public override IQueryable<Match> All(SearchWords words) => Matches(Query(words), "");

    public override async Task<List<Mention>> NewestAsync(SearchWords words, long before, int most, Func<IQueryable<Match>, IQueryable<Mention>> seen, CancellationToken cancel)
    {
        var newest = Math.Min(before, await db.SearchDocuments.MaxAsync(d => (long?)d.Id, cancel) ?? 0) >> WindowBits;
        var width = FirstWindow;
        while (true)
        {
            var from = newest - width + 1;
            var window = string.Create(CultureInfo.InvariantCulture, $"""AND ("Id" >> {WindowBits})::int >= {from} AND ("Id" >> {WindowBits})::int <= {newest}""");
            var found = await seen(Matches(Query(words), window).Where(m => m.Id < before)).OrderByDescending(m => m.Id).Take(most)
                .ToListAsync(cancel);
            if (found.Count == most || from <= 0)
                return found;

            width *= 4;
        }
    }

    public override IQueryable<Match> NewestPeople(IReadOnlyList<PersonWord> words, int most) =>
        Matches(string.Join(" & ", words.Select(Query)), "").OrderByDescending(m => m.Id).Take(most);

    private IQueryable<Match> Matches(string query, string window)
    {
        var sql = $$"""
            SELECT "Id", -ts_rank("Terms", {0}::tsquery) AS "Rank" FROM (
              WITH found AS MATERIALIZED (SELECT "Id", "Terms" FROM "SearchDocuments" WHERE "Terms" @@ {0}::tsquery {{window}}) SELECT * FROM found) AS matched
            """;
        return db.Database.SqlQueryRaw<Match>(sql, query);
    }

    private static string Query(SearchWords words) => string.Join(" & ", words.Terms.Select(Query));

    private static string Query(SearchTerm term) => term.End switch
    {
        TermEnd.ShortBeginning => $"({SideBySide(term)} | {string.Join(" <-> ", term.Tokens.Select(t => Quote(TermList.OfShortField + t)))}:*)",
        _ => SideBySide(term),
    };

    private static string SideBySide(SearchTerm term) => term.Tokens.Count == 1 ? Quote(term.Tokens[0]) + EndOf(term) : Phrase(term);

    // A vector holds 255 places of a word: where one of these stands more often, standing side by side can't be asked for.
    private static string Phrase(SearchTerm term)
    {
        var tokens = term.Tokens.Select((token, i) => Quote(token) + (i == term.Tokens.Count - 1 ? EndOf(term) : "")).ToList();
        var often = term.Tokens.Select((token, i) => Quote(TsVectorText.Often + token) + (i == term.Tokens.Count - 1 ? EndOf(term) : ""));
        return $"({string.Join(" <-> ", tokens)} | ({string.Join(" & ", tokens)} & ({string.Join(" | ", often)})))";
    }

    private static string Query(PersonWord word)
    {
        var whole = Quote(TermList.OfPerson + word.Text);
        return word.IsPart ? $"({whole}:* | {Quote(TermList.InsidePerson + word.Text)}:*)" : word.IsBeginning ? $"{whole}:*" : whole;
    }

    private static string EndOf(SearchTerm term) => term.End == TermEnd.Beginning ? ":*" : "";

    private static string Quote(string token) => TsVectorText.Quote(token);
}
