using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Policies;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Policies;

/// <summary>What the page of an act shows of its policy.</summary>
public sealed record PolicyBrief(string Slug, string Name, int StatementNo);

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

        (Policy, Brief) = (policy, new(policy.Slug, policy.Name, policy.StatementNo));
        return true;
    }
}
