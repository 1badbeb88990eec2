using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Threads;
using SupportDesk.Tickets;
using Desk = SupportDesk.Tests.Tickets.StaffedDesk;

namespace SupportDesk.Tests.Data;

/// <summary>Rows as earlier versions left them, after the migration that mends them.</summary>
public sealed class TicketStateRepairTests
{
    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Tickets_of_earlier_versions_get_a_whole_state(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var lost = await BrokenAsync(desk, "never wakes", """ "SnoozedUntil" = "OpenedAt", "DueAt" = NULL, "DueFor" = 'Nothing', "Status" = 'Open' """);
        var archived = await BrokenAsync(desk, "archived", """ "Status" = 'Closed', "IsLive" = false, "ClosedAt" = "OpenedAt" """);
        var spam = await BrokenAsync(desk, "spam", """ "Status" = 'Spam', "IsLive" = false, "SnoozedUntil" = "OpenedAt", "Outcome" = 'Policy', "SolvedAt" = "OpenedAt", "DueAt" = NULL """);
        var undone = await BrokenAsync(desk, "undone", """ "Status" = 'Solved', "IsLive" = false, "Outcome" = NULL, "SolvedAt" = NULL, "DueAt" = "OpenedAt", "DueFor" = 'Closes' """);
        var snoozed = await BrokenAsync(desk, "solved and snoozed", """ "Status" = 'Solved', "IsLive" = false, "Outcome" = 'Policy', "SolvedAt" = "OpenedAt", "SnoozedUntil" = "OpenedAt", "DueAt" = "OpenedAt", "DueFor" = 'Wakes' """);

        await RepairAsync(desk);

        (await StateAsync(desk, lost)).ShouldBe(TicketState.Open.Snoozed(lost.OpenedAt));
        (await StateAsync(desk, archived)).ShouldBe(TicketState.Imported(archived.OpenedAt));
        (await StateAsync(desk, spam)).ShouldBe(TicketState.Spam);
        var times = new TicketOptions();
        (await StateAsync(desk, undone)).ShouldBe(TicketState.Solved(Outcome.Other, times, undone.OpenedAt), new DueApart());
        (await StateAsync(desk, snoozed)).ShouldBe(TicketState.Solved(Outcome.Policy, times, snoozed.OpenedAt), new DueApart());
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_reply_that_was_taken_back_leaves_row_search_and_figures(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var ticket = await desk.AskAsync("Undone", text: "It refuses\nmy picture.");
        ticket.Reply(new(PostKind.Reply, desk.Aldo.PersonId, "Aldo", null, "", "Zanzibar", Origin.Web), AfterReply.Keep, new(), desk.Aldo.As(Via.Web), desk.Now);
        await desk.CommitAsync();
        await RunAsync(desk, """UPDATE "Posts" SET "State" = 'Hidden' WHERE "Text" = 'Zanzibar'""");

        await RepairAsync(desk);

        await using var db = desk.Database.Open();
        var row = await db.Tickets.Include(t => t.Thread).SingleAsync(t => t.Id == ticket.Id, Desk.Stop);
        (row.LastWords, row.FirstReplyAt, row.Thread.PostCount).ShouldBe(("It refuses my picture.", null, 1));
        (await db.Posts.CountAsync(p => p.ThreadId == row.ThreadId, Desk.Stop)).ShouldBe(1);
        (await db.SearchDocuments.CountAsync(d => d.PostId != null, Desk.Stop)).ShouldBe(1);
    }

    static async Task<Ticket> BrokenAsync(Desk desk, string subject, string columns)
    {
        var ticket = await desk.AskAsync(subject);
        await RunAsync(desk, $"""UPDATE "Tickets" SET {columns} WHERE "Number" = {ticket.Number}""");
        return ticket;
    }

    static async Task RepairAsync(Desk desk)
    {
        foreach (var statement in desk.Database.Engine == DatabaseProvider.Postgres ? TicketStateRepair.Postgres : TicketStateRepair.Sqlite)
            await RunAsync(desk, statement);
    }

    static async Task RunAsync(Desk desk, string statement)
    {
        await using var db = desk.Database.Open();
        await db.Database.ExecuteSqlRawAsync(statement, Desk.Stop);
    }

    static async Task<TicketState> StateAsync(Desk desk, Ticket ticket)
    {
        await using var db = desk.Database.Open();
        return (await db.Tickets.AsNoTracking().SingleAsync(t => t.Id == ticket.Id, Desk.Stop)).State;
    }

    // When it closes stays as it was or is counted anew; that it closes is what counts.
    sealed class DueApart : IEqualityComparer<TicketState>
    {
        public bool Equals(TicketState? one, TicketState? other) =>
            one is not null && other is not null && (one.Status, one.Outcome, one.SolvedAt, one.SnoozedUntil, one.DueFor, one.DueAt is null) == (other.Status, other.Outcome, other.SolvedAt, other.SnoozedUntil, other.DueFor, other.DueAt is null);

        public int GetHashCode(TicketState state) => state.Status.GetHashCode();
    }
}
