using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Chains;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Admin.Chains;

/// <summary>The chains, as configuration has them.</summary>
[Needs(Permission.Administer)]
public sealed class IndexModel(ChainsQuery query, ChainCheck check) : PageModel
{
    /// <summary>Whom the settings name without effect.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    public IReadOnlyList<ChainShown> Chains { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => (Chains, Problems) = (await query.ReadAsync(cancel), await check.FindAsync(cancel));
}
