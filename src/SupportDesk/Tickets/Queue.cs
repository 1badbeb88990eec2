using AutoMapper.QueryableExtensions;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;

namespace SupportDesk.Tickets;

/// <summary>Lists of tickets, newest activity first, by keyset: page ten thousand costs what the first one does.</summary>
public sealed partial class Queue(DeskDb db, DeskClock clock, AutoMapper.IConfigurationProvider mapping, KeptCounts kept)
{
    /// <summary>Rows on one page.</summary>
    public const int PageSize = 50;

    /// <summary>One page of what the person may see.</summary>
    /// <param name="cursor">Null for the first page.</param>
    public async Task<QueuePage> PageAsync(StaffUser user, QueueFilter filter, QueueCursor? cursor, CancellationToken cancel)
    {
        var rows = await Rows(user, filter, cursor).ToListAsync(cancel);
        var more = rows.Count > PageSize;
        if (more)
            rows.RemoveAt(PageSize);
        if (cursor is { Back: true })
            rows.Reverse();
        if (rows.Count == 0)
            return new(rows, null, null);

        var back = cursor is { Back: true };
        return new(
            rows,
            back ? more ? At(rows[0], true) : null : cursor is null ? null : At(rows[0], true),
            back || more ? At(rows[^1], false) : null);
    }

    /// <summary>The newest unassigned work that the person deals out.</summary>
    public Task<List<QueueRow>> ToDealOutAsync(StaffUser user, CancellationToken cancel) =>
        Unassigned(db.TicketsDealtBy(user).Awake().Where(t => t.AssigneeId == null), null).Take(PageSize).AsNoTracking().ProjectTo<QueueRow>(mapping, new { db }).ToListAsync(cancel);

    internal IQueryable<QueueRow> Rows(StaffUser user, QueueFilter filter, QueueCursor? cursor) =>
        Find(user, filter, cursor).AsNoTracking().ProjectTo<QueueRow>(mapping, new { db });

    private static QueueCursor At(QueueRow row, bool back) => new(row.LastActivityAt, row.Number, back);

    private IQueryable<Ticket> Find(StaffUser user, QueueFilter filter, QueueCursor? cursor)
    {
        if (filter.Tag is { } tag)
            return Tagged(user, filter, Person.KeyOf(tag), cursor);
        if (filter is { View: QueueView.Team, TeamId: null } && user.TeamIds.Count > 1)
            return OfTeams(user, filter, cursor);

        var tickets = Narrow(Seen(user, filter.View, clock.Now), filter);
        return filter.View == QueueView.Unassigned ? Unassigned(tickets, cursor) : Page(tickets, cursor);
    }

    private static IQueryable<Ticket> Page(IQueryable<Ticket> tickets, QueueCursor? cursor) => cursor switch
    {
        null => tickets.OrderByDescending(t => t.LastActivityAt).ThenByDescending(t => t.Number).Take(PageSize + 1),
        { Back: true } => tickets.Where(t => t.LastActivityAt >= cursor.At && (t.LastActivityAt > cursor.At || t.Number > cursor.Number))
            .OrderBy(t => t.LastActivityAt).ThenBy(t => t.Number).Take(PageSize + 1),
        _ => tickets.Where(t => t.LastActivityAt <= cursor.At && (t.LastActivityAt < cursor.At || t.Number < cursor.Number))
            .OrderByDescending(t => t.LastActivityAt).ThenByDescending(t => t.Number).Take(PageSize + 1),
    };

    // Ordered by the assignee, who is nobody in every row: PostgreSQL does not see that a column that is null leaves the index's order as it is.
    private static IQueryable<Ticket> Unassigned(IQueryable<Ticket> tickets, QueueCursor? cursor) => cursor switch
    {
        null => tickets.OrderBy(t => t.AssigneeId).ThenByDescending(t => t.LastActivityAt).ThenByDescending(t => t.Number).Take(PageSize + 1),
        { Back: true } => tickets.Where(t => t.LastActivityAt >= cursor.At && (t.LastActivityAt > cursor.At || t.Number > cursor.Number))
            .OrderByDescending(t => t.AssigneeId).ThenBy(t => t.LastActivityAt).ThenBy(t => t.Number).Take(PageSize + 1),
        _ => tickets.Where(t => t.LastActivityAt <= cursor.At && (t.LastActivityAt < cursor.At || t.Number < cursor.Number))
            .OrderBy(t => t.AssigneeId).ThenByDescending(t => t.LastActivityAt).ThenByDescending(t => t.Number).Take(PageSize + 1),
    };

    // A page of each team and the newest of these: one range of the index a team, where IN would sort all their tickets.
    private IQueryable<Ticket> OfTeams(StaffUser user, QueueFilter filter, QueueCursor? cursor)
    {
        var pages = user.TeamIds.Select(team => Page(Narrow(Seen(user, QueueView.Open, clock.Now), filter with { TeamId = team }), cursor)).Aggregate((one, other) => one.Concat(other));
        return cursor is { Back: true }
            ? pages.OrderBy(t => t.LastActivityAt).ThenBy(t => t.Number).Take(PageSize + 1)
            : pages.OrderByDescending(t => t.LastActivityAt).ThenByDescending(t => t.Number).Take(PageSize + 1);
    }

    // A tag's own rows carry team, live and last activity, so that its list is a range too.
    private IQueryable<Ticket> Tagged(StaffUser user, QueueFilter filter, string tag, QueueCursor? cursor)
    {
        var tags = db.TicketTags.Where(g => g.TagId == db.Tags.Where(name => name.NameKey == tag).Select(name => name.Id).FirstOrDefault());
        if (filter.View != QueueView.Held) // held mail lies on tickets of every state
        {
            var live = filter.View is not (QueueView.Solved or QueueView.Spam);
            tags = tags.Where(g => g.IsLive == live);
        }

        if (filter.TeamId is { } team)
            tags = tags.Where(g => g.TeamId == team);

        var tickets = Narrow(Seen(user, filter.View, clock.Now), filter);
        var found = tags.Join(tickets, g => g.TicketId, t => t.Id, (g, t) => new { Ticket = t, At = g.LastActivityAt });
        return (cursor switch
        {
            null => found.OrderByDescending(f => f.At).ThenByDescending(f => f.Ticket.Number),
            { Back: true } => found.Where(f => f.At >= cursor.At && (f.At > cursor.At || f.Ticket.Number > cursor.Number)).OrderBy(f => f.At).ThenBy(f => f.Ticket.Number),
            _ => found.Where(f => f.At <= cursor.At && (f.At < cursor.At || f.Ticket.Number < cursor.Number)).OrderByDescending(f => f.At).ThenByDescending(f => f.Ticket.Number),
        }).Take(PageSize + 1).Select(f => f.Ticket);
    }
}
