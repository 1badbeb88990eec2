using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Admin.People;

[Needs(Permission.Administer), TriesAgain]
public sealed class AccountModel(DeskDb db, CurrentUser user, DeskClock clock) : PageModel, ICanShowAgain
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Person Person { get; private set; } = null!;
    public bool IsActive { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<bool> LoadAsync(CancellationToken cancel)
    {
        var account = await db.Users.AsNoTracking().SingleOrDefaultAsync(a => a.Id == Id, cancel);
        if (account is null)
            return false;

        IsActive = account.DeactivatedAt is null;
        Person = await db.People.SingleAsync(p => p.Id == Id, cancel);
        return true;
    }

    public async Task<IActionResult> OnPostAsync(bool active, CancellationToken cancel)
    {
        var account = await db.Users.SingleOrDefaultAsync(a => a.Id == Id, cancel);
        if (account is null)
            return NotFound();

        var person = await db.People.SingleAsync(p => p.Id == Id, cancel);
        if (active)
            person.Reactivate(account, user.Actor, clock.Now);
        else
            person.Deactivate(account, user.Actor, clock.Now);
        new Flash(active ? $"{person.DisplayName} can sign in again." : $"{person.DisplayName} can no longer sign in; open sessions end within a minute.").Keep(TempData);
        return RedirectToPage("Index");
    }
}
