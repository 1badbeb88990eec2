using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Admin.People;

/// <summary>Gives roles and takes them away.</summary>
[Needs(Permission.Administer), TriesAgain]
public sealed class RolesModel(Counter counter) : PageModel, ICanShowAgain
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public List<Role> Roles { get; set; } = [];

    /// <summary>The roles that the form showed: only what was changed on it is changed, so that two who change at once undo nothing.</summary>
    [BindProperty]
    public string? Was { get; set; }

    public Person Person { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();

        Roles = await counter.Db.AccountRoles.Where(r => r.AccountId == Id).Select(r => r.Role).ToListAsync(cancel);
        Was = string.Join(' ', Roles.Order());
        return Page();
    }

    public async Task<bool> LoadAsync(CancellationToken cancel)
    {
        var db = counter.Db;
        if (await db.People.SingleOrDefaultAsync(p => p.Id == Id && db.Users.Any(a => a.Id == p.Id), cancel) is not { } person)
            return false;

        Person = person;
        return true;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
            return Page();
        if (!await LoadAsync(cancel))
            return NotFound();
        if (Roles.Count == 0)
            throw new DeskException("Choose at least one role. To end somebody’s access, deactivate the account.");

        var shown = (Was ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(r => Enum.TryParse<Role>(r, out var role) ? role : throw new DeskException("Open the page again and send its form.")).ToList();
        var has = await counter.Db.AccountRoles.Where(r => r.AccountId == Id).ToListAsync(cancel);
        var taken = has.Where(r => shown.Except(Roles).Contains(r.Role)).ToList();
        foreach (var role in Roles.Distinct().Except(shown).Where(r => has.TrueForAll(h => h.Role != r)))
            Person.Grant(role, counter.By, counter.Now);
        if (taken.Count == has.Count && Person.Happened.Count == 0 && taken.Count > 0)
            throw new DeskException("Somebody changed the roles meanwhile, and none would be left. Open the page again.");
        foreach (var role in taken)
            Person.Revoke(role, counter.By, counter.Now);
        new Flash(Person.Happened.Count > 0 ? $"The roles of {Person.DisplayName} were changed. They hold in open sessions within a minute." : $"{Person.DisplayName} keeps their roles.").Keep(TempData);
        return RedirectToPage("Index");
    }
}
