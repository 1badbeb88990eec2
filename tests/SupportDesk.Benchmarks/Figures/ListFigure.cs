using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Tickets;

namespace SupportDesk.Benchmarks.Figures;

/// <summary>The queue: first page, deep down by keyset, and narrowed by team and tag. The floor is the same statement by bare ADO.NET.</summary>
static class ListFigure
{
    public static async Task RunAsync(BenchDesk desk, Report report)
    {
        var filters = new (string Name, QueueFilter Filter, QueueCursor? Cursor)[]
        {
            ("first page", new(QueueView.Open), null),
            ("deep page by keyset", new(QueueView.Open), new(desk.Clock.Now.AddDays(-500), long.MaxValue)),
            ("team, open and tag", new(QueueView.Open, TeamId: desk.Staff.Teams[0], Tag: desk.Staff.TagNames[0]), null),
        };
        var floors = new List<Timing>();
        foreach (var (name, filter, cursor) in filters)
        {
            floors.Add(await FloorAsync(desk, filter, cursor));
            report.Times($"{name}, query", await Timing.OfAsync(desk.Size, async _ =>
            {
                await using var db = desk.Open();
                await desk.Over<Queue>(db).PageAsync(desk.User, filter, cursor, CancellationToken.None);
            }), floors[^1]);
        }

        report.Times("counts of all views, query", await Timing.OfAsync(desk.Size, async _ =>
        {
            await using var db = desk.Open();
            await desk.Over<Queue>(db).Counts(desk.User).SingleAsync();
        }));
        await using var web = await WebDesk.StartAsync(desk);
        foreach (var ((name, filter, cursor), floor) in filters.Zip(floors))
            await web.MeasureAsync(report, desk.Size, name, _ => "/tickets" + filter.ToQuery(cursor), floor);
    }

    static async Task<Timing> FloorAsync(BenchDesk desk, QueueFilter filter, QueueCursor? cursor)
    {
        await using var db = desk.Open();
        await using var template = desk.Over<Queue>(db).Rows(desk.User, filter, cursor).CreateDbCommand();
        await using var connection = await desk.Sqlite.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = template.CommandText;
        foreach (SqliteParameter parameter in template.Parameters)
            command.Parameters.AddWithValue(parameter.ParameterName, parameter.Value);
        var values = new object[32];
        return await Timing.OfAsync(desk.Size, _ =>
        {
            using var rows = command.ExecuteReader();
            while (rows.Read())
                rows.GetValues(values);
            return Task.CompletedTask;
        });
    }
}
