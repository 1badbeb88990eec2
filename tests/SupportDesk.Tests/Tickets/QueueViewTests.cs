using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Jobs;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Tickets;
using Desk = SupportDesk.Tests.Tickets.StaffedDesk;

namespace SupportDesk.Tests.Tickets;

/// <summary>Random acts through the database, by the desk's own sweep: a ticket is in each view that its state, assignee and times put it in, and in no other.</summary>
public sealed class QueueViewTests
{
    static readonly TicketOptions Times = new();

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Every_view_shows_what_belongs_to_it_and_nothing_else(DatabaseProvider engine)
    {
        // One history of each seed: a sample that a run repeats, since each takes a database.
        for (var seed = 0; seed < 6; seed++)
        {
            await using var desk = await Desk.CreateAsync(engine);
            var play = new Play(desk);
            await play.BeginAsync();
            var random = new Random(seed);
            for (var step = 0; step < 60; step++)
            {
                await play.StepAsync(random.Next(6), random.Next(18), random.Next(200));
                if (step % 6 == 5)
                    await play.CompareAsync($"seed {seed}, step {step}");
            }
        }
    }

    sealed class Play(Desk desk)
    {
        readonly List<long> numbers = [];
        readonly Tag tag = Tag.Named("refund", desk.Now);
        readonly TicketSweep sweep = ActivatorUtilities.CreateInstance<TicketSweep>(desk.Database.Services);

        public async Task BeginAsync()
        {
            desk.Db.Add(tag);
            for (var n = 0; n < 6; n++)
                numbers.Add((await desk.AskAsync($"ticket {n}", n % 2 == 0 ? desk.Trust : desk.Billing, then: n == 5 ? t => t.Shelve(Us, desk.Now) : null)).Number);
        }

        static Actor Us => Actor.System(Via.Import);

        StaffUser Who(int n) => n % 3 == 0 ? desk.Bojan : n % 3 == 1 ? desk.Valeria : desk.Aldo;

        public async Task StepAsync(int which, int act, int n)
        {
            desk.Pass(TimeSpan.FromSeconds(1));
            if (act == 17)
            {
                desk.Pass(TimeSpan.FromHours(n * 2));
                await sweep.RunAsync(Desk.Stop);
                return;
            }

            await using var db = desk.Database.Open();
            var number = numbers[which];
            var ticket = await db.Tickets.Include(t => t.Thread).SingleAsync(t => t.Number == number, Desk.Stop);
            try
            {
                await ActAsync(db, ticket, act, n, Who(n));
                await db.CommitAsync(Act.Job, Desk.Stop);
            }
            catch (DeskException)
            {
                // A refusal changes nothing, which the comparison sees.
            }
        }

        async Task ActAsync(DeskDb db, Ticket ticket, int act, int n, StaffUser who)
        {
            var (by, now) = (who.As(Via.Web), desk.Now);
            switch (act)
            {
                case 0 or 1: ticket.Receive(Words(desk.Damion.Id) with { State = n % 6 == 0 ? PostState.Held : PostState.Shown, Automatic = n % 5 == 0 }, new(desk.Damion.Id, Capacity.Requester, Via.Mail), now); break;
                case 2 or 3 or 4: ticket.Reply(Words(who.PersonId), (AfterReply)(n % 3), Times, by, now); break;
                case 5 or 6: await UndoAsync(db, ticket, by); break;
                case 7: ticket.SetStatus((TicketStatus)(n % 7), (Outcome)(n % 5), Times, by, now); break;
                case 8 or 9: ticket.Snooze(now.AddHours(1 + n), by, now); break;
                case 10: ticket.MarkSpam(by, now); break;
                case 11: ticket.MarkNotSpam(by, now); break;
                case 12: ticket.AssignTo(Who(n + 1).PersonId, by, now); break;
                case 13: ticket.Unassign(by, now); break;
                case 14: ticket.MoveTo(n % 3 == 0 ? null : n % 3 == 1 ? desk.Trust.Id : desk.Billing.Id, by, now); break;
                case 15: await DecideAsync(db, ticket, n, by); break;
                default: await TagAsync(db, ticket, by); break;
            }
        }

        async Task UndoAsync(DeskDb db, Ticket ticket, Actor by)
        {
            var post = await db.Posts.Where(p => p.ThreadId == ticket.ThreadId && p.RecordedById == by.PersonId && p.Origin == Origin.Web && p.Kind == PostKind.Reply).OrderByDescending(p => p.Position).FirstOrDefaultAsync(Desk.Stop);
            await new ReplyUndo(db, new(db)).TakeBackAsync(ticket, post ?? throw new DeskException("none"), by, desk.Now, Desk.Stop);
        }

        async Task DecideAsync(DeskDb db, Ticket ticket, int n, Actor by)
        {
            var held = await db.Posts.FirstOrDefaultAsync(p => p.ThreadId == ticket.ThreadId && p.State == PostState.Held, Desk.Stop) ?? throw new DeskException("none");
            if (n % 2 == 0)
                ticket.Reject(held, by, desk.Now);
            else
                ticket.Release(held, await db.ReadThreadAsync(ticket, null, held, Desk.Stop), by, desk.Now);
        }

        async Task TagAsync(DeskDb db, Ticket ticket, Actor by)
        {
            if (await db.TicketTags.AnyAsync(t => t.TicketId == ticket.Id, Desk.Stop))
                await new Tags(db).TakeOffAsync(ticket, "refund", by, desk.Now, Desk.Stop);
            else
                await new Tags(db).PutOnAsync(ticket, "refund", by, desk.Now, Desk.Stop);
        }

        static NewPost Words(Guid author) => new(PostKind.Reply, author, "Somebody", null, "<p>Words.</p>", $"Words {Guid.CreateVersion7(DateTimeOffset.UnixEpoch)}", Origin.Web);

        public async Task CompareAsync(string when)
        {
            await using var db = desk.Database.Open();
            var tickets = await db.Tickets.AsNoTracking().Include(t => t.Thread).ToListAsync(Desk.Stop);
            var held = await db.Posts.Where(p => p.State == PostState.Held).Select(p => p.ThreadId).ToListAsync(Desk.Stop);
            var tagged = await db.TicketTags.Select(t => t.TicketId).ToListAsync(Desk.Stop);
            foreach (var user in new[] { desk.Aldo, desk.Bojan, desk.Valeria })
            {
                var queue = desk.Service<Queue>(db);
                var counts = await queue.Counts(user).SingleAsync(Desk.Stop);
                foreach (var view in Enum.GetValues<QueueView>())
                {
                    var expected = tickets.Where(t => Belongs(t, view, user, held.Contains(t.ThreadId), desk.Now)).Select(t => t.Number).Order().ToList();

                    (await queue.PageAsync(user, new(view), null, Desk.Stop)).Rows.Select(r => r.Number).Order().ToList().ShouldBe(expected, $"{view} of {user.DisplayName}, {when}");
                    if (view != QueueView.Held)
                        counts.Of(view).ShouldBe(expected.Count, $"count of {view}, {when}");
                    (await queue.PageAsync(user, new(view, Tag: "refund"), null, Desk.Stop)).Rows.Select(r => r.Number).Order().ToList()
                        .ShouldBe(tickets.Where(t => expected.Contains(t.Number) && tagged.Contains(t.Id)).Select(t => t.Number).Order().ToList(), $"tagged in {view}, {when}");
                }
            }

            await ThreadsSayAsync(db, tickets, when);
        }

        // No word that was taken back is left in a list, a figure or a search.
        static async Task ThreadsSayAsync(DeskDb db, List<Ticket> tickets, string when)
        {
            foreach (var ticket in tickets)
            {
                var thread = await db.ReadThreadAsync(ticket, null, null, Desk.Stop);
                (ticket.LastWords, ticket.FirstReplyAt, ticket.Thread.PostCount).ShouldBe(
                    (thread.LastWords, thread.FirstReplyAt, await db.Posts.CountAsync(p => p.ThreadId == ticket.ThreadId, Desk.Stop)), when);
            }

            (await db.SearchDocuments.CountAsync(d => d.PostId != null, Desk.Stop)).ShouldBe(await db.Posts.CountAsync(Desk.Stop), when);
        }
    }

    /// <summary>What product.md says of the views, in memory.</summary>
    static bool Belongs(Ticket ticket, QueueView view, StaffUser user, bool held, DateTimeOffset now)
    {
        var live = ticket.Status is TicketStatus.New or TicketStatus.Open or TicketStatus.Pending or TicketStatus.OnHold;
        var awake = live && ticket.SnoozedUntil is null;
        return view switch
        {
            QueueView.Mine => awake && ticket.AssigneeId == user.PersonId,
            QueueView.Unassigned => awake && ticket.AssigneeId is null,
            QueueView.Team => awake && ticket.TeamId is { } team && user.TeamIds.Contains(team),
            QueueView.Open => awake,
            QueueView.Overdue => awake && ticket.DueAt <= now,
            QueueView.Snoozed => live && !awake,
            QueueView.Solved => ticket.Status == TicketStatus.Solved,
            QueueView.Spam => ticket.Status == TicketStatus.Spam,
            _ => held,
        };
    }
}
