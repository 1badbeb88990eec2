using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.People;
using SupportDesk.Policies;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Policies;

/// <summary>The register of policies.</summary>
[Needs(Permission.Policies)]
public sealed class IndexModel(Counter counter, PolicyRegister register) : PageModel
{
    public IReadOnlyList<PolicyLine> Lines { get; private set; } = [];

    public bool MayEdit => counter.Staff.May(Permission.EditPolicies);

    public async Task OnGetAsync(CancellationToken cancel) => Lines = await register.ReadAsync(cancel);
}
