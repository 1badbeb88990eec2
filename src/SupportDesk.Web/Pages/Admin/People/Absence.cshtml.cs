using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Pages.Shared;
using SupportDesk.Web.Pages.Tickets;

namespace SupportDesk.Web.Pages.Admin.People;

/// <summary>When somebody is away: what is noted, and a form for more.</summary>
[Needs(Permission.Administer)]
public sealed class AbsenceModel(Counter counter) : AbsenceForm(counter)
{
    /// <summary>Those that are not over.</summary>
    public IReadOnlyList<AbsenceShown> Noted { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();

        From ??= AbsenceDays.DayOf(Counter.Now, Person.TimeZone);
        return Page();
    }

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (!await base.LoadAsync(cancel))
            return false;

        var (db, now) = (Counter.Db, Counter.Now);
        var noted = await db.Absences.Where(a => a.PersonId == Id && a.ToAt > now).OrderBy(a => a.FromAt)
            .Select(a => new { a.Id, a.FromAt, a.ToAt, Deputy = db.People.Where(p => p.Id == a.DeputyId).Select(p => p.DisplayName).FirstOrDefault() }).ToListAsync(cancel);
        Noted = [.. noted.Select(a => new AbsenceShown(a.Id, AbsenceDays.DayOf(a.FromAt, Person.TimeZone), AbsenceDays.LastOf(a.ToAt, Person.TimeZone), a.Deputy ?? "", a.FromAt <= now))];
        return true;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
            return Page();
        if (!await LoadAsync(cancel))
            return NotFound();

        var (from, to) = await CheckAsync(cancel);
        Person.GoAway(from, to, Deputy, Counter.By, Counter.Now);
        var when = from <= Counter.Now ? "is away" : $"is away from {AgentWords.Day(From!.Value)}";
        new Flash($"{Person.DisplayName} {when} until {AgentWords.Day(Until!.Value)}.{await ConsequenceAsync(from, to, cancel)}").Keep(TempData);
        return RedirectToPage("Index");
    }
}
