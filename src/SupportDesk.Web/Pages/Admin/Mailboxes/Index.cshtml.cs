using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Admin.Mailboxes;

[Needs(Permission.Administer)]
public sealed class IndexModel(DeskDb db, DeskClock clock) : PageModel
{
    public sealed record Row(string Name, string Address, string? Team, DateTimeOffset? LastContactAt, DateTimeOffset? LastMailAt, string? LastError, int SetAside);

    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public int Waiting { get; private set; }
    public int Failed { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Rows = await db.Mailboxes.OrderBy(m => m.Name).Select(m => new Row(
            m.Name,
            m.Address,
            db.Teams.Where(t => t.Id == m.TeamId).Select(t => t.Name).FirstOrDefault(),
            db.MailboxWatches.Where(w => w.MailboxId == m.Id).Select(w => w.LastContactAt).FirstOrDefault(),
            db.IncomingMail.Where(i => i.MailboxId == m.Id).Max(i => (DateTimeOffset?)i.At),
            db.MailboxWatches.Where(w => w.MailboxId == m.Id).Select(w => w.LastError).FirstOrDefault(),
            db.IncomingMail.Count(i => i.MailboxId == m.Id && i.Outcome == MailOutcome.SetAside))).ToListAsync(cancel);
        var late = clock.Now.AddMinutes(-5);
        Waiting = await db.Outbox.CountAsync(m => m.SentAt == null && m.FailedAt == null && m.CancelledAt == null && m.DueAt < late, cancel);
        Failed = await db.Outbox.CountAsync(m => m.FailedAt != null, cancel);
    }
}
