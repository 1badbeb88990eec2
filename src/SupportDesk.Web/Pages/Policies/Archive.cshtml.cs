using Microsoft.AspNetCore.Mvc;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Policies;

/// <summary>Taking a policy out of use, and back into it.</summary>
[Needs(Permission.EditPolicies)]
public sealed class ArchiveModel(Counter counter) : PolicyOwnerAct(counter)
{
    public async Task<IActionResult> OnPostAsync(bool archived, CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();

        if (archived)
            Policy.Archive(Counter.By, Counter.Now);
        else
            Policy.Restore(Counter.By, Counter.Now);
        new Flash(archived ? $"“{Policy.Name}” was archived." : $"“{Policy.Name}” was restored.").Keep(TempData);
        return LocalRedirect($"/policies/{Slug}");
    }
}
