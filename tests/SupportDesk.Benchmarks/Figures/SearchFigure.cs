using Microsoft.Data.Sqlite;
using SupportDesk.Benchmarks.Seeding;
using SupportDesk.Search;

namespace SupportDesk.Benchmarks.Figures;

/// <summary>One and two words of each frequency. The floor is the same capped search by bare ADO.NET: bounded count, rank or newest, permission join, texts of 25 hits.</summary>
static class SearchFigure
{
    const string Seen = "JOIN SearchDocuments d ON d.Id = m.rowid JOIN Tickets t ON t.ThreadId = d.ThreadId AND NOT t.Sensitive";

    public static async Task RunAsync(BenchDesk desk, Report report)
    {
        var posts = desk.Size.Tickets * Seed.PostsEach;
        var classes = new (string Name, string[] Words)[] { ("rare", desk.Words.WordsIn(43, 20)), ("1 % of posts", desk.Words.WordsIn(posts / 100.0, 10)), ("10 % of posts", desk.Words.WordsIn(posts / 10.0, 5)) };
        await using var connection = await desk.Sqlite.OpenAsync();
        await using (var db = desk.Open())
        {
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            await desk.Over<DeskSearch>(db).FindAsync(desk.User, SearchWords.Parse(classes[1].Words[0]), null, CancellationToken.None);
            report.Rate("first search after the start", "ms", System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        for (var i = 0; i < classes.Length; i++)
        {
            await MeasureAsync(desk, report, connection, classes[i].Name, run => classes[i].Words[run % classes[i].Words.Length]);
            for (var j = i; j < classes.Length; j++)
                await MeasureAsync(desk, report, connection, $"{classes[i].Name} and {classes[j].Name}", run => $"{classes[i].Words[run % classes[i].Words.Length]} {classes[j].Words[(run + 1) % classes[j].Words.Length]}");
        }
    }

    static async Task MeasureAsync(BenchDesk desk, Report report, SqliteConnection connection, string name, Func<int, string> typed)
    {
        var floor = await Timing.OfAsync(desk.Size, run =>
        {
            Bare(connection, string.Join(" AND ", typed(run).Split(' ').Select(word => $"\"{word}\"")) + " *");
            return Task.CompletedTask;
        });
        report.Times($"{name}, query", await Timing.OfAsync(desk.Size, async run =>
        {
            await using var db = desk.Open();
            await desk.Over<DeskSearch>(db).FindAsync(desk.User, SearchWords.Parse(typed(run)), null, CancellationToken.None);
        }), floor);
    }

    static void Bare(SqliteConnection connection, string query)
    {
        var count = Read(connection, $"SELECT COUNT(*) FROM (SELECT 1 FROM SearchTerms WHERE SearchTerms MATCH $query LIMIT {DeskSearch.Cap + 1})", query)[0];
        var hits = Read(connection, (long)count[0] <= DeskSearch.Cap
            ? $"SELECT m.rowid, t.Id, d.PostId, bm25(SearchTerms) AS Rank FROM SearchTerms m {Seen} WHERE SearchTerms MATCH $query ORDER BY Rank"
            : $"SELECT m.rowid, t.Id, d.PostId, bm25(SearchTerms) AS Rank FROM SearchTerms m {Seen} WHERE SearchTerms MATCH $query ORDER BY m.rowid DESC LIMIT {DeskSearch.Newest}", query);
        foreach (var hit in hits.DistinctBy(h => Convert.ToHexString((byte[])h[1])).Take(DeskSearch.PageSize))
            Read(connection, "SELECT t.Number, t.Subject, t.Status, o.DisplayName, p.Text FROM Tickets t JOIN People o ON o.Id = t.RequesterId LEFT JOIN Posts p ON p.Id = $post WHERE t.Id = $ticket", null, hit);
    }

    static List<object[]> Read(SqliteConnection connection, string sql, string? query, object[]? hit = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$query", query ?? "");
        if (hit is not null)
        {
            command.Parameters.AddWithValue("$ticket", hit[1]);
            command.Parameters.AddWithValue("$post", hit[2]);
        }

        using var rows = command.ExecuteReader();
        var all = new List<object[]>();
        while (rows.Read())
        {
            var values = new object[rows.FieldCount];
            rows.GetValues(values);
            all.Add(values);
        }

        return all;
    }
}
