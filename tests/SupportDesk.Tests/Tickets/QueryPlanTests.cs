using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Tickets;
using Desk = SupportDesk.Tests.Tickets.StaffedDesk;

namespace SupportDesk.Tests.Tickets;

/// <summary>Every list is a range of an index, on page one and on page ten thousand: what each engine says it would do.</summary>
public sealed class QueryPlanTests
{
    static readonly QueueCursor Deep = new(DateTimeOffset.UnixEpoch.AddYears(56), 1000);
    static readonly QueueCursor DeepBack = Deep with { Back = true };

    [Fact]
    public async Task SQLite_walks_an_index_for_every_list()
    {
        await using var desk = await Desk.CreateAsync(DatabaseProvider.Sqlite);

        foreach (var (filter, index) in Lists(desk))
        foreach (var cursor in new[] { null, Deep, DeepBack })
        {
            var plan = await PlanAsync(desk, "EXPLAIN QUERY PLAN ", filter, cursor, row => row.GetInt32(1) == 0 ? row.GetString(3) : "");

            plan.ShouldContain(index, Case.Sensitive, $"{filter}");
            plan.Split('\n').ShouldNotContain("SCAN t", $"{filter}");
            if (filter.Tag is null)
                plan.ShouldNotContain("TEMP B-TREE", Case.Sensitive, $"{filter}");
        }
    }

    [Fact]
    public async Task PostgreSQL_needs_no_sort_for_any_list()
    {
        await using var desk = await Desk.CreateAsync(DatabaseProvider.Postgres);
        await desk.Db.Database.OpenConnectionAsync(Desk.Stop);
        // With these off a scan or a sort is only planned where no index can do without it.
        await desk.Db.Database.ExecuteSqlRawAsync("SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off", Desk.Stop);

        foreach (var (filter, index) in Lists(desk))
        foreach (var cursor in new[] { null, Deep, DeepBack })
        {
            var plan = await PlanAsync(desk, "EXPLAIN ", filter, cursor, row => row.GetString(0));

            plan.ShouldContain(index, Case.Sensitive, $"{filter}");
            plan.ShouldNotContain("Seq Scan on \"Tickets\"", Case.Sensitive, $"{filter}");
            if (filter.Tag is null)
                plan.Split("SubPlan")[0].ShouldNotContain("Sort", Case.Sensitive, $"{filter}");
        }
    }

    [Fact]
    public async Task SQLite_finds_the_agents_without_walking_all_people()
    {
        await using var desk = await Desk.CreateAsync(DatabaseProvider.Sqlite);

        await using var command = desk.Service<AgentLoads>().Loads(desk.Aldo).CreateDbCommand();
        var plan = await PlanAsync(desk, command, "EXPLAIN QUERY PLAN ", row => row.GetString(3));

        plan.ShouldContain("SEARCH p USING INDEX sqlite_autoindex_People_1");
        plan.ShouldNotContain("SCAN p");
    }

    static IEnumerable<(QueueFilter Filter, string Index)> Lists(Desk desk) =>
    [
        (new(QueueView.Open), "IX_Tickets_Live"),
        (new(QueueView.Mine), "IX_Tickets_Live_Assignee"),
        (new(QueueView.Unassigned), "IX_Tickets_Live_Assignee"),
        (new(QueueView.Team), "IX_Tickets_Live_Team"),
        (new(QueueView.Open, TeamId: desk.Billing.Id), "IX_Tickets_Live_Team"),
        (new(QueueView.Snoozed), "IX_Tickets_Snoozed"),
        (new(QueueView.Solved), "IX_Tickets_Status"),
        (new(QueueView.Spam), "IX_Tickets_Status"),
        (new(QueueView.Solved, TeamId: desk.Billing.Id), "IX_Tickets_TeamId_Status"),
        (new(QueueView.Open, Tag: "refund", TeamId: desk.Billing.Id), "IX_TicketTags_TagId_TeamId"),
        (new(QueueView.Open, Tag: "refund"), "IX_TicketTags_TagId_IsLive"),
    ];

    // What belongs to a name or a mark of one row is not the list's own plan.
    static async Task<string> PlanAsync(Desk desk, string explain, QueueFilter filter, QueueCursor? cursor, Func<DbDataReader, string> line)
    {
        await using var command = desk.Service<Queue>().Rows(desk.Aldo, filter, cursor).CreateDbCommand();
        return await PlanAsync(desk, command, explain, line);
    }

    static async Task<string> PlanAsync(Desk desk, DbCommand command, string explain, Func<DbDataReader, string> line)
    {
        await desk.Db.Database.OpenConnectionAsync(Desk.Stop);
        command.CommandText = explain + command.CommandText;
        var lines = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(Desk.Stop);
        while (await rows.ReadAsync(Desk.Stop))
            lines.Add(line(rows));
        return string.Join('\n', lines);
    }
}
