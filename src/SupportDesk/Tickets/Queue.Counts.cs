using Microsoft.EntityFrameworkCore;
using SupportDesk.Mail.Incoming;
using SupportDesk.People;

namespace SupportDesk.Tickets;

/// <summary>How many tickets each view holds, of <paramref name="Held"/> how many mails, each counted to <see cref="Cap"/> at most.</summary>
public sealed record QueueCounts(int Mine, int Unassigned, int Team, int Open, int Overdue, int Snoozed, int Solved, int Spam, int Held)
{
    /// <summary>A count that has reached this is shown as "1,000+": counting on would cost more than it says.</summary>
    public const int Cap = 1001;

    public int Of(QueueView view) => view switch
    {
        QueueView.Mine => Mine,
        QueueView.Unassigned => Unassigned,
        QueueView.Team => Team,
        QueueView.Open => Open,
        QueueView.Overdue => Overdue,
        QueueView.Snoozed => Snoozed,
        QueueView.Solved => Solved,
        QueueView.Spam => Spam,
        _ => Held,
    };
}

public sealed partial class Queue
{
    /// <summary>Counts every view in one query, or takes what was counted since the last commit.</summary>
    public Task<QueueCounts> CountsAsync(StaffUser user, CancellationToken cancel) => kept.OfAsync(user, () => Counts(user).SingleAsync(cancel));

    internal IQueryable<QueueCounts> Counts(StaffUser user)
    {
        var now = clock.Now;
        var mine = Capped(QueueView.Mine);
        var unassigned = Capped(QueueView.Unassigned);
        var team = Capped(QueueView.Team);
        var open = Capped(QueueView.Open);
        var overdue = Capped(QueueView.Overdue);
        var snoozed = Capped(QueueView.Snoozed);
        var solved = Capped(QueueView.Solved);
        var spam = Capped(QueueView.Spam);
        var held = db.HeldVisibleTo(user).Select(p => p.Id).Take(QueueCounts.Cap);
        // The person's own row is the one row that one query needs to stand on.
        return db.People.Where(p => p.Id == user.PersonId)
            .Select(_ => new QueueCounts(mine.Count(), unassigned.Count(), team.Count(), open.Count(), overdue.Count(), snoozed.Count(), solved.Count(), spam.Count(), held.Count()));

        IQueryable<Guid> Capped(QueueView view) => Seen(user, view, now).Select(t => t.Id).Take(QueueCounts.Cap);
    }
}
