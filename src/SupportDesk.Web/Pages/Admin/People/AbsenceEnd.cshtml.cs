using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Admin.People;

/// <summary>Says that somebody is back, or calls off an absence that has not begun.</summary>
[Needs(Permission.Administer), TriesAgain]
public sealed class AbsenceEndModel(Counter counter) : PageModel, ICanShowAgain
{
    private Absence noted = null!;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid Absence { get; set; }

    public Person Person { get; private set; } = null!;

    public bool HasBegun => noted.FromAt < counter.Now;

    public bool IsOver => noted.ToAt <= counter.Now;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<bool> LoadAsync(CancellationToken cancel)
    {
        var db = counter.Db;
        if (await db.Absences.SingleOrDefaultAsync(a => a.Id == Absence && a.PersonId == Id, cancel) is not { } found)
            return false;

        (noted, Person) = (found, await db.People.SingleAsync(p => p.Id == Id, cancel));
        return true;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();

        var words = HasBegun ? $"{Person.DisplayName} is back, and hears by mail what waits at their levels." : $"The absence of {Person.DisplayName} was called off.";
        Person.EndAbsence(noted, counter.By, counter.Now);
        new Flash(words).Keep(TempData);
        return RedirectToPage("Absence", new { id = Id });
    }
}
