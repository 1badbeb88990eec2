using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Admin.People;

/// <summary>Changes an absence that is noted.</summary>
[Needs(Permission.Administer)]
public sealed class AbsenceChangeModel(Counter counter) : AbsenceForm(counter)
{
    private Absence noted = null!;

    [BindProperty(SupportsGet = true)]
    public Guid Absence { get; set; }

    /// <summary>The absence as the form showed it, so that nobody undoes unseen what somebody else changed.</summary>
    [BindProperty]
    public string? Was { get; set; }

    public bool HasBegun => noted.FromAt < Counter.Now;

    public bool IsOver => noted.ToAt <= Counter.Now;

    protected override Guid? Changed => Absence;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();

        (From, Until, Deputy) = (AbsenceDays.DayOf(noted.FromAt, Person.TimeZone), AbsenceDays.LastOf(noted.ToAt, Person.TimeZone), noted.DeputyId);
        return Page();
    }

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (!await base.LoadAsync(cancel) || await Counter.Db.Absences.SingleOrDefaultAsync(a => a.Id == Absence && a.PersonId == Id, cancel) is not { } found)
            return false;

        noted = found;
        Was ??= Now;
        return true;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var isWhole = ModelState.IsValid;
        if (!await LoadAsync(cancel))
            return NotFound();
        if (!isWhole)
            return Page();

        MustBeAsShown();
        var (from, to) = await CheckAsync(cancel);
        Person.ChangeAbsence(noted, from, to, Deputy, Counter.By, Counter.Now);
        new Flash($"The absence of {Person.DisplayName} was changed: {Days(from, to, Person.TimeZone)}.{await ConsequenceAsync(from, to, cancel)}").Keep(TempData);
        return RedirectToPage("Absence", new { id = Id });
    }

    private string Now => $"{noted.FromAt.ToUnixTimeMilliseconds()} {noted.ToAt.ToUnixTimeMilliseconds()} {noted.DeputyId}";

    private void MustBeAsShown()
    {
        if (Was == Now)
            return;

        (Was, _) = (Now, ModelState.Remove(nameof(Was)));
        throw new DeskException($"Somebody changed this absence meanwhile; it is {Days(noted.FromAt, noted.ToAt, Person.TimeZone)} now. Send again to save what you chose.");
    }
}
