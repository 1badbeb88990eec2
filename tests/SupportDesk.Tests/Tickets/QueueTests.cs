using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Threads;
using SupportDesk.Tickets;
using Desk = SupportDesk.Tests.Tickets.StaffedDesk;

namespace SupportDesk.Tests.Tickets;

public sealed class QueueTests
{
    static readonly TicketOptions Times = new();

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_view_shows_what_belongs_to_it_with_names(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        await desk.AskAsync("mine", then: t => t.AssignTo(desk.Aldo.PersonId, desk.Valeria.As(Via.Web), desk.Now));
        await desk.AskAsync("free");
        await desk.AskAsync("other team", desk.Billing);
        await desk.AskAsync("asleep", then: t => t.Snooze(desk.Now.AddDays(1), desk.Aldo.As(Via.Web), desk.Now));
        await desk.AskAsync("solved", then: t => t.SetStatus(TicketStatus.Solved, Outcome.Answered, Times, desk.Aldo.As(Via.Web), desk.Now));
        await desk.AskAsync("spam", then: t => t.MarkSpam(desk.Valeria.As(Via.Web), desk.Now));
        await desk.AskAsync("held", state: PostState.Held);

        (await Subjects(desk, QueueView.Mine)).ShouldBe(["mine"]);
        (await Subjects(desk, QueueView.Unassigned)).ShouldBe(["held", "other team", "free"]);
        (await Subjects(desk, QueueView.Team)).ShouldBe(["held", "free", "mine"]);
        (await Subjects(desk, QueueView.Open)).ShouldBe(["held", "other team", "free", "mine"]);
        (await Subjects(desk, QueueView.Snoozed)).ShouldBe(["asleep"]);
        (await Subjects(desk, QueueView.Solved)).ShouldBe(["solved"]);
        (await Subjects(desk, QueueView.Spam)).ShouldBe(["spam"]);
        (await Subjects(desk, QueueView.Held)).ShouldBe(["held"]);
        var row = (await desk.Service<Queue>().PageAsync(desk.Aldo, new(QueueView.Mine), null, Desk.Stop)).Rows.Single();
        (row.RequesterName, row.AssigneeName, row.Status, row.LastWords).ShouldBe(("Damion M", "Aldo", TicketStatus.Open, "It does not work."));
        (await desk.Service<Queue>().CountsAsync(desk.Aldo, Desk.Stop)).ShouldBe(new QueueCounts(1, 3, 3, 4, 0, 1, 1, 1, 1));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_is_due_is_overdue_once_its_moment_passed(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        await desk.AskAsync("waits", then: t => t.SetStatus(TicketStatus.Pending, null, Times, desk.Aldo.As(Via.Web), desk.Now));
        var before = await Subjects(desk, QueueView.Overdue);

        desk.Pass(TimeSpan.FromDays(Times.PendingDays));

        before.ShouldBeEmpty();
        (await Subjects(desk, QueueView.Overdue)).ShouldBe(["waits"]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Filters_narrow_a_view(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var tag = Tag.Named("Refund", desk.Now);
        desk.Db.Add(tag);
        await desk.AskAsync("urgent", then: t => t.Prioritise(Priority.Urgent, desk.Aldo.As(Via.Web), desk.Now));
        await desk.AskAsync("tagged", desk.Billing, then: t => t.Tag(tag, desk.Aldo.As(Via.Web), desk.Now));
        await desk.AskAsync("tagged and solved", then: t => t.Tag(tag, desk.Aldo.As(Via.Web), desk.Now));
        desk.Db.Tickets.Local.Single(t => t.Subject == "tagged and solved").SetStatus(TicketStatus.Solved, Outcome.Other, Times, desk.Aldo.As(Via.Web), desk.Now);
        desk.Db.Tickets.Local.Single(t => t.Subject == "urgent").AssignTo(desk.Bojan.PersonId, desk.Valeria.As(Via.Web), desk.Now);
        await desk.CommitAsync();

        (await Subjects(desk, QueueView.Open, new(QueueView.Open, Priority: Priority.Urgent))).ShouldBe(["urgent"]);
        (await Subjects(desk, QueueView.Open, new(QueueView.Open, Status: TicketStatus.New))).ShouldBe(["tagged"]);
        (await Subjects(desk, QueueView.Open, new(QueueView.Open, AssigneeId: desk.Bojan.PersonId))).ShouldBe(["urgent"]);
        (await Subjects(desk, QueueView.Open, new(QueueView.Open, Tag: "refund"))).ShouldBe(["tagged"]);
        (await Subjects(desk, QueueView.Open, new(QueueView.Open, Tag: "refund", TeamId: desk.Trust.Id))).ShouldBeEmpty();
        (await Subjects(desk, QueueView.Solved, new(QueueView.Solved, Tag: "REFUND"))).ShouldBe(["tagged and solved"]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Pages_go_on_where_the_last_one_ended_and_back(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        for (var i = 0; i < 120; i++)
            await desk.AskAsync($"{i}", i % 3 == 0 ? desk.Billing : desk.Trust);

        foreach (var filter in new QueueFilter[] { new(QueueView.Open), new(QueueView.Unassigned), new(QueueView.Team) })
        {
            var queue = desk.Service<Queue>();
            var first = await queue.PageAsync(desk.Valeria, filter, null, Desk.Stop);
            var second = await queue.PageAsync(desk.Valeria, filter, Again(filter, first.Older!), Desk.Stop);
            var third = await queue.PageAsync(desk.Valeria, filter, Again(filter, second.Older!), Desk.Stop);
            var back = await queue.PageAsync(desk.Valeria, filter, Again(filter, third.Newer!), Desk.Stop);
            var top = await queue.PageAsync(desk.Valeria, filter, back.Newer, Desk.Stop);

            first.Rows.Concat(second.Rows).Concat(third.Rows).Select(r => r.Subject).ShouldBe(Enumerable.Range(0, 120).Reverse().Select(i => $"{i}"));
            (first.Newer, third.Older, top.Newer).ShouldBe((null, null, null));
            back.Rows.ShouldBe(second.Rows);
            top.Rows.ShouldBe(first.Rows);
        }
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_one_may_not_see_is_in_no_list_and_no_count(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        await desk.AskAsync("sensitive", then: t => t.KeepSensitive([desk.Aldo.PersonId], desk.Valeria.As(Via.Web), desk.Now));
        await desk.AskAsync("private", desk.Billing);
        var outsider = desk.Aldo with { HiddenTeamIds = [desk.Billing.Id] };

        var seen = await desk.Service<Queue>().PageAsync(outsider, new(QueueView.Open), null, Desk.Stop);
        var counts = await desk.Service<Queue>().CountsAsync(outsider, Desk.Stop);
        var bojans = await desk.Service<Queue>().PageAsync(desk.Bojan, new(QueueView.Open), null, Desk.Stop);

        seen.Rows.Select(r => r.Subject).ShouldBe(["sensitive"]);
        counts.Open.ShouldBe(1);
        bojans.Rows.Select(r => r.Subject).ShouldBe(["private"]);
    }

    [Fact]
    public async Task Counts_are_counted_again_only_after_a_commit_or_five_seconds()
    {
        using var commands = new CommandCount();
        await using var desk = await Desk.CreateAsync(DatabaseProvider.Sqlite, services => services.AddSingleton<ILoggerProvider>(commands));
        await desk.AskAsync("one");
        await desk.Service<Queue>().CountsAsync(desk.Aldo, Desk.Stop);
        commands.Take();

        await desk.Service<Queue>().CountsAsync(desk.Aldo, Desk.Stop);
        var again = commands.Take();
        await desk.Service<Queue>().CountsAsync(desk.Bojan, Desk.Stop);
        var other = commands.Take();
        desk.Pass(TimeSpan.FromSeconds(5));
        await desk.Service<Queue>().CountsAsync(desk.Aldo, Desk.Stop);
        var later = commands.Take();
        await desk.AskAsync("two");

        (again, other, later).ShouldBe((0, 1, 1));
        (await desk.Service<Queue>().CountsAsync(desk.Aldo, Desk.Stop)).Open.ShouldBe(2);
    }

    static async Task<IEnumerable<string>> Subjects(Desk desk, QueueView view, QueueFilter? filter = null) =>
        (await desk.Service<Queue>().PageAsync(desk.Aldo, filter ?? new(view), null, Desk.Stop)).Rows.Select(r => r.Subject);

    // As it comes back from the address.
    static QueueCursor? Again(QueueFilter filter, QueueCursor cursor)
    {
        var query = filter.ToQuery(cursor).TrimStart('?').Split('&').Select(p => p.Split('=')).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]));
        return QueueCursor.Parse(name => query.GetValueOrDefault(name));
    }
}
