using SupportDesk.Data;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.People;

/// <summary>What a person may see: the start of every query about tickets, so that what is not theirs is not found (docs/decisions/0005).</summary>
public static class Visibility
{
    /// <summary>Tickets outside foreign private teams, and sensitive ones only for their readers and their assignee.</summary>
    public static IQueryable<Ticket> TicketsVisibleTo(this DeskDb db, StaffUser user)
    {
        if (!user.May(Permission.Tickets))
            return db.Tickets.Where(t => false);

        var tickets = db.Tickets.AsQueryable();
        if (user.HiddenTeamIds.Count > 0)
            tickets = tickets.Where(t => t.TeamId == null || !user.HiddenTeamIds.Contains(t.TeamId.Value));

        return tickets.Where(t => !t.Sensitive || t.AssigneeId == user.PersonId || db.TicketReaders.Any(r => r.TicketId == t.Id && r.PersonId == user.PersonId));
    }

    /// <summary>Tickets that the person may deal out: all they may see, or those of the teams they lead.</summary>
    public static IQueryable<Ticket> TicketsDealtBy(this DeskDb db, StaffUser user)
    {
        if (!user.May(Permission.DealOut))
            return db.Tickets.Where(t => false);
        if (user.DealtTeamIds is not { } led)
            return db.TicketsVisibleTo(user);

        var teams = led.ToArray();
        return db.TicketsVisibleTo(user).Where(t => t.TeamId != null && teams.Contains(t.TeamId.Value));
    }

    /// <summary>Posts of tickets the person may see.</summary>
    public static IQueryable<Post> PostsVisibleTo(this DeskDb db, StaffUser user) =>
        db.Posts.Where(p => db.TicketsVisibleTo(user).Any(t => t.ThreadId == p.ThreadId));

    /// <summary>Files of posts the person may see, and their own that wait for a post.</summary>
    public static IQueryable<Attachment> AttachmentsVisibleTo(this DeskDb db, StaffUser user) =>
        db.Attachments.Where(a => a.PostId == null ? a.OwnerId == user.PersonId : db.PostsVisibleTo(user).Any(p => p.Id == a.PostId));
}
