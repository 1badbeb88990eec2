using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Policies;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Policies;

/// <summary>What the page of an act shows of its policy.</summary>
public sealed record PolicyBrief(string Slug, string Name, int StatementNo, bool IsArchived);

/// <summary>A page that changes one policy.</summary>
public abstract class PolicyAct(Counter counter) : PageModel, ICanShowAgain
{
    [FromRoute]
    public string Slug { get; set; } = "";

    public PolicyBrief Brief { get; private set; } = null!;

    protected Counter Counter => counter;

    protected Policy Policy { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    public virtual async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (await counter.Db.Policies.SingleOrDefaultAsync(p => p.Slug == Slug, cancel) is not { } policy)
            return false;

        (Policy, Brief) = (policy, new(policy.Slug, policy.Name, policy.StatementNo, policy.IsArchived));
        return true;
    }
}

/// <summary>
/// A page that says whose a policy is, or whether it is in use. Whoever owns a policy reads the dossiers that come to its owner: only its owner and
/// administrators hand it on.
/// </summary>
public abstract class PolicyOwnerAct(Counter counter) : PolicyAct(counter)
{
    /// <summary>The case on its way, which an act here does not stop; null where there is none.</summary>
    public long? OpenCase { get; private set; }

    public static bool MayActOn(StaffUser staff, Guid owner) => staff.May(Permission.EditPolicies) && (staff.PersonId == owner || staff.May(Permission.Administer));

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (!await base.LoadAsync(cancel) || !MayActOn(Counter.Staff, Policy.OwnerId))
            return false;

        OpenCase = await Counter.Db.Escalations.Where(e => e.PolicyId == Policy.Id && e.Climb.IsOpen).Select(e => (long?)e.Number).FirstOrDefaultAsync(cancel);
        return true;
    }
}
