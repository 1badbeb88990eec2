using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;
using SupportDesk.Web.Pages.Tickets;

namespace SupportDesk.Web.Pages.Admin.People;

[Needs(Permission.Administer)]
public sealed class AbsenceModel(DeskDb db, CurrentUser user, DeskClock clock) : PageModel, ICanShowAgain
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty, Required(ErrorMessage = "Say from when.")]
    public DateOnly? From { get; set; }

    [BindProperty, Required(ErrorMessage = "Say until when.")]
    public DateOnly? Until { get; set; }

    [BindProperty]
    public Guid? Deputy { get; set; }

    public Person Person { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Deputies { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();

        From ??= AbsenceDays.DayOf(clock.Now, Person.TimeZone);
        return Page();
    }

    public async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (await db.People.SingleOrDefaultAsync(p => p.Id == Id && db.Users.Any(a => a.Id == p.Id), cancel) is not { } person)
            return false;

        Person = person;
        Deputies = [.. (await db.People.Where(p => p.Id != Id && db.Users.Any(a => a.Id == p.Id && a.DeactivatedAt == null)).OrderBy(p => p.NameKey).Select(p => new { p.Id, p.DisplayName }).ToListAsync(cancel))
            .Select(p => new SelectListItem(p.DisplayName, p.Id.ToString()))];
        return true;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
            return Page();
        if (!await LoadAsync(cancel))
            return NotFound();

        var (from, to) = new AbsenceDays(From!.Value, Until!.Value).In(Person.TimeZone);
        Person.GoAway(from, to, Deputy, user.Actor, clock.Now);
        new Flash($"{Person.DisplayName} is away until {AgentWords.Day(Until.Value)}.").Keep(TempData);
        return RedirectToPage("Index");
    }
}
