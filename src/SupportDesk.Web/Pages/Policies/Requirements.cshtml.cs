using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Policies;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Policies;

/// <summary>Which step needs which under a policy.</summary>
[Needs(Permission.EditPolicies)]
public sealed class RequirementsModel(Counter counter, RequirementsQuery requirements, Steps steps) : PolicyAct(counter)
{
    [BindProperty, MayBeMissing]
    public string? Step { get; set; }

    [BindProperty, MayBeMissing]
    public string? Needs { get; set; }

    public RequirementsDrawn Drawn { get; private set; } = null!;

    public IReadOnlyList<string> Known { get; private set; } = [];

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (!await base.LoadAsync(cancel))
            return false;

        (Drawn, Known) = (await requirements.OfPolicyAsync(Policy.Id, cancel), await steps.NamesAsync(cancel));
        return true;
    }

    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();

        var (step, needed) = (await steps.NamedAsync(Step, Counter.Now, cancel), await steps.NamedAsync(Needs, Counter.Now, cancel));
        if (await Counter.Db.Requirements.AnyAsync(r => r.PolicyId == Policy.Id && r.StepId == step.Id && r.NeedsStepId == needed.Id, cancel))
            throw new DeskException($"It says already that “{step.Name}” needs “{needed.Name}”.");
        Policy.Require(step, needed, Counter.By, Counter.Now);
        new Flash($"“{step.Name}” needs “{needed.Name}” from now on.").Keep(TempData);
        return LocalRedirect($"/policies/{Slug}/requirements");
    }

    public async Task<IActionResult> OnPostDropAsync(Guid requirement, CancellationToken cancel)
    {
        if (!await LoadAsync(cancel) || await Counter.Db.Requirements.SingleOrDefaultAsync(r => r.Id == requirement, cancel) is not { } dropped)
            return NotFound();

        Policy.Drop(dropped, Counter.By, Counter.Now);
        Counter.Db.Requirements.Remove(dropped);
        new Flash("The requirement is dropped.").Keep(TempData);
        return LocalRedirect($"/policies/{Slug}/requirements");
    }
}
