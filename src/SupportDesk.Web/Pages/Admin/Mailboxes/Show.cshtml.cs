using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Admin.Mailboxes;

/// <summary>One mailbox: how it is, what came, and what had to be set aside.</summary>
[Needs(Permission.Administer)]
public sealed class ShowModel(DeskDb db, MailboxesAsTheyStand mailboxes, DeskClock clock) : PageModel
{
    public MailboxNow Box { get; private set; } = null!;

    /// <summary>Mails that came in, by whatever door.</summary>
    public int Recorded { get; private set; }

    /// <summary>Mails that wait for somebody to say whether they are what they claim to be.</summary>
    public int Held { get; private set; }

    public IReadOnlyList<SetAsideRow> SetAside { get; private set; } = [];
    public DateTimeOffset Now => clock.Now;

    public async Task<IActionResult> OnGetAsync(string name, CancellationToken cancel)
    {
        if ((await mailboxes.LookAsync(name, cancel)).SingleOrDefault() is not { } box)
            return NotFound();

        Box = box;
        Recorded = await db.IncomingMail.CountAsync(m => m.MailboxId == box.Id, cancel);
        Held = await db.IncomingMail.CountAsync(m => m.MailboxId == box.Id && m.Outcome == MailOutcome.Held && db.Posts.Any(p => p.Id == m.PostId && p.State == PostState.Held), cancel);
        SetAside = await db.ListSetAsideAsync(box.Id, null, cancel);
        return Page();
    }
}
