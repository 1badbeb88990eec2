using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Admin.Teams;

/// <summary>Who is in a team, and who leads it.</summary>
[Needs(Permission.Administer), TriesAgain]
public sealed class ShowModel(Counter counter) : PageModel, ICanShowAgain
{
    public sealed record Member(Guid Id, string Name, bool Leads);

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Team Team { get; private set; } = null!;

    public IReadOnlyList<Member> Members { get; private set; } = [];

    /// <summary>Colleagues who are not in it.</summary>
    public IReadOnlyList<SelectListItem> Others { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<bool> LoadAsync(CancellationToken cancel)
    {
        var db = counter.Db;
        if (await db.Teams.SingleOrDefaultAsync(t => t.Id == Id, cancel) is not { } team)
            return false;

        Team = team;
        Members = await db.Memberships.Where(m => m.TeamId == Id).Join(db.People, m => m.PersonId, p => p.Id, (m, p) => new { m.Lead, p.Id, p.DisplayName, p.NameKey })
            .OrderByDescending(m => m.Lead).ThenBy(m => m.NameKey).Select(m => new Member(m.Id, m.DisplayName, m.Lead)).ToListAsync(cancel);
        Others = await db.People.Where(p => db.Users.Any(a => a.Id == p.Id && a.DeactivatedAt == null) && !db.Memberships.Any(m => m.TeamId == Id && m.PersonId == p.Id))
            .OrderBy(p => p.NameKey).Select(p => new SelectListItem(p.DisplayName, $"{p.Id}")).ToListAsync(cancel);
        return true;
    }

    public async Task<IActionResult> OnPostAddAsync(Guid? person, bool leads, CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();
        if (Members.FirstOrDefault(m => m.Id == person) is { } already)
            throw new DeskException($"{already.Name} is in the team already.");
        if (Others.FirstOrDefault(o => o.Value == $"{person}") is not { } joins)
            throw new DeskException("Choose a colleague from the list.");

        Team.Welcome(person!.Value, leads, counter.By, counter.Now);
        return Done(leads ? $"{joins.Text} leads {Team.Name} now, and hears by mail what waits at the level “team lead”." : $"{joins.Text} is in {Team.Name} now.");
    }

    public async Task<IActionResult> OnPostLeadAsync(Guid person, bool leads, CancellationToken cancel)
    {
        var (member, name) = await FindAsync(person, cancel);
        if (member is null)
            return NotFound();

        Team.LetLead(member, leads, counter.By, counter.Now);
        return Done(leads ? $"{name} leads {Team.Name} now, and hears by mail what waits at the level “team lead”." : $"{name} leads {Team.Name} no longer.{AfterLead(person)}");
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid person, CancellationToken cancel)
    {
        var (member, name) = await FindAsync(person, cancel);
        if (member is null)
            return NotFound();

        Team.Dismiss(member, counter.By, counter.Now);
        return Done($"{name} is no longer in {Team.Name}.{(member.Lead ? AfterLead(person) : "")}");
    }

    private async Task<(Membership? Member, string Name)> FindAsync(Guid person, CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return (null, "");
        if (Members.FirstOrDefault(m => m.Id == person) is not { } shown)
            throw new DeskException("Somebody took them out of the team meanwhile. Here is who is in it now.");

        return (await counter.Db.Memberships.SingleAsync(m => m.TeamId == Id && m.PersonId == person, cancel), shown.Name);
    }

    private string AfterLead(Guid gone) => Members.Any(m => m.Leads && m.Id != gone) ? "" : " Nobody leads the team: what waits at the level “team lead” goes to a deputy, or up.";

    private LocalRedirectResult Done(string words)
    {
        new Flash(words).Keep(TempData);
        return LocalRedirect($"/admin/teams/{Id}");
    }
}
