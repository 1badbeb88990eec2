using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Admin.Jobs;

/// <summary>Sends a mail that failed again: the same bytes.</summary>
[Needs(Permission.Administer)]
public sealed class AgainModel(DeskDb db, DeskClock clock) : PageModel
{
    public OutboxMail Mail { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(long id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
            return NotFound();

        Mail.SendAgain(clock.Now);
        return LocalRedirect("/admin/jobs");
    }

    private async Task<bool> LoadAsync(long id, CancellationToken cancel)
    {
        if (await db.Outbox.SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } mail)
            return false;

        Mail = mail;
        return true;
    }
}
