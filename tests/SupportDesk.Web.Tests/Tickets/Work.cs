using Microsoft.EntityFrameworkCore;
using SupportDesk.Events;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Web.Tests.Tickets;

/// <summary>Tickets as tests need them, in a line each.</summary>
static class Work
{
    /// <summary>A mail of damion's that became a ticket of team Trust, or of another team or none.</summary>
    public static Task<long> TicketAsync(this DeskApplication desk, string subject, string words = "It refuses my picture.", string? team = "Trust", string from = "damion", string? html = null) =>
        desk.DoAsync(async db =>
        {
            var requester = desk.Person(from);
            var address = await db.MailAddresses.SingleAsync(a => a.PersonId == requester);
            var teamId = team is null ? null : await db.Teams.Where(t => t.Name == team).Select(t => (Guid?)t.Id).SingleAsync();
            var ticket = Ticket.Open(new NewTicket(subject, requester, address.Id, teamId, null, "en"), Mail(from, requester, words, html), new(requester, Capacity.Requester, Via.Mail), desk.Clock.Now);
            db.Tickets.Add(ticket);
            return ticket;
        }).ContinueWith(opened => opened.Result.Number, TaskScheduler.Default);

    /// <summary>A further mail of the requester's, held or not.</summary>
    public static Task<Guid> ReceiveAsync(this DeskApplication desk, long number, string words, PostState state = PostState.Shown) =>
        desk.DoAsync(async db =>
        {
            var ticket = await db.Tickets.Include(t => t.Thread).SingleAsync(t => t.Number == number);
            return ticket.Receive(Mail("damion", ticket.RequesterId, words) with { State = state, Verdict = state == PostState.Held ? Verdict.Failed : Verdict.Proved }, new(ticket.RequesterId, Capacity.Requester, Via.Mail), desk.Clock.Now).Id;
        });

    public static Task<bool> ChangeAsync(this DeskApplication desk, long number, Action<Ticket> change) =>
        desk.DoAsync(async db =>
        {
            change(await db.Tickets.Include(t => t.Thread).SingleAsync(t => t.Number == number));
            return true;
        });

    public static Task<Ticket> FindAsync(this DeskApplication desk, long number) => desk.ReadAsync(db => db.Tickets.AsNoTracking().SingleAsync(t => t.Number == number));

    public static Task<List<Post>> PostsAsync(this DeskApplication desk, long number) =>
        desk.ReadAsync(db => db.Posts.AsNoTracking().Where(p => db.Tickets.Any(t => t.Number == number && t.ThreadId == p.ThreadId)).OrderBy(p => p.Position).ToListAsync());

    public static Actor By(this DeskApplication desk, string name) => new(desk.Person(name), Capacity.Agent, Via.Web);

    private static NewPost Mail(string name, Guid author, string words, string? html = null) =>
        new(PostKind.Reply, author, name, $"{name}@customer.test", html ?? $"<p>{words}</p>", words, Origin.Mail, Verdict: Verdict.Proved);
}
