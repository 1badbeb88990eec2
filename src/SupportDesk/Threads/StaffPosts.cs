using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Threads;

/// <summary>A post as the desk mails it to the agent who has the ticket; it may be a note.</summary>
/// <param name="AuthorName">On one line.</param>
public sealed record StaffPost(Guid Id, PostKind Kind, string AuthorName, string Html, string Text) : IPostWords;

/// <summary>The way from posts, notes among them, to mail for staff.</summary>
public static class StaffPosts
{
    /// <summary>A shown post of a ticket for its assignee.</summary>
    /// <exception cref="DeskException">The reader is not the assignee with an active account, or the post is not shown any more.</exception>
    public static async Task<StaffPost> PostForAssigneeAsync(this DeskDb db, Guid ticketId, Guid? postId, Guid readerId, CancellationToken cancel)
    {
        var post = await db.Posts.AsNoTracking().SingleOrDefaultAsync(
            p => p.Id == postId && p.State == PostState.Shown
                && db.Tickets.Any(t => t.Id == ticketId && t.ThreadId == p.ThreadId && t.AssigneeId == readerId)
                && db.Users.Any(a => a.Id == readerId && a.DeactivatedAt == null), cancel);
        return post is null
            ? throw new DeskException("Only the ticket’s assignee gets its posts by mail.")
            : new(post.Id, post.Kind, Words.OneLine(post.AuthorName), post.Html, post.Text);
    }
}
