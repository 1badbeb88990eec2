using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Admin.Teams;

[Needs(Permission.Administer)]
public sealed class NewModel(DeskDb db, CurrentUser user, DeskClock clock) : PageModel, ICanShowAgain
{
    public sealed record Choice(Guid Id, string Name);

    [BindProperty, Required(ErrorMessage = "A team needs a name."), StringLength(60)]
    public string Name { get; set; } = "";

    [BindProperty]
    public bool Private { get; set; }

    [BindProperty]
    public List<Guid> Members { get; set; } = [];

    [BindProperty]
    public Guid? Lead { get; set; }

    public IReadOnlyList<Choice> People { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<bool> LoadAsync(CancellationToken cancel)
    {
        People = await db.People.Where(p => db.Users.Any(a => a.Id == p.Id && a.DeactivatedAt == null)).OrderBy(p => p.NameKey).Select(p => new Choice(p.Id, p.DisplayName)).ToListAsync(cancel);
        return true;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
            return Page();

        var key = Person.KeyOf(Name);
        if (await db.Teams.AnyAsync(t => t.NameKey == key, cancel))
            throw new DeskException($"There is a team called “{Name}” already.");

        var team = Team.Found(Name, Private, null, user.Actor, clock.Now);
        foreach (var member in Members.Append(Lead ?? Guid.Empty).Where(m => m != Guid.Empty).Distinct())
            team.Welcome(member, asLead: member == Lead, user.Actor, clock.Now);
        db.Teams.Add(team);
        new Flash($"{team.Name} is founded.").Keep(TempData);
        return RedirectToPage("Index");
    }
}
