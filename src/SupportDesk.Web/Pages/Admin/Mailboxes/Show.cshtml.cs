using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Admin.Mailboxes;

/// <summary>One mailbox: how it is, what came, and what had to be set aside.</summary>
[Needs(Permission.Administer)]
public sealed class ShowModel(DeskDb db, MailboxesAsTheyStand mailboxes, DeskClock clock) : PageModel
{
    public MailboxNow Box { get; private set; } = null!;
    public MailboxCounts Counts { get; private set; } = null!;
    public IReadOnlyList<SetAsideRow> SetAside { get; private set; } = [];
    public DateTimeOffset Now => clock.Now;

    public async Task<IActionResult> OnGetAsync(string name, CancellationToken cancel)
    {
        if ((await mailboxes.LookAsync(name, cancel)).SingleOrDefault() is not { } box)
            return NotFound();

        Box = box;
        Counts = await mailboxes.CountAsync(box.Id, cancel);
        SetAside = await db.ListSetAsideAsync(box.Id, null, cancel);
        return Page();
    }
}
