using SupportDesk.Data;
using SupportDesk.People;
using SupportDesk.Threads;

namespace SupportDesk.Mail.Incoming;

/// <summary>Mail that waits for somebody to say whether it is what it claims to be: released or rejected by the ticket's verbs.</summary>
public static class HeldMail
{
    /// <summary>Held posts of tickets the person may see, in no order.</summary>
    public static IQueryable<Post> HeldVisibleTo(this DeskDb db, StaffUser user) => db.PostsVisibleTo(user).Where(p => p.State == PostState.Held);
}
