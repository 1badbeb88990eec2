using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.People;
using SupportDesk.Policies;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Policies;

/// <summary>A policy: its words, what it needs, what was said and what was done.</summary>
[Needs(Permission.Policies)]
public sealed class ShowModel(Counter counter, PolicyPageQuery query) : PageModel
{
    public PolicyPage Policy { get; private set; } = null!;

    public bool MayEdit => counter.Staff.May(Permission.EditPolicies);

    public bool MayHandOver => PolicyOwnerAct.MayActOn(counter.Staff, Policy.OwnerId);

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        if (await query.FindAsync(counter.Staff, slug, cancel) is not { } policy)
            return NotFound();

        Policy = policy;
        return Page();
    }
}
