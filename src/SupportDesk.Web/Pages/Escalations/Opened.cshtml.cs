using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>Somebody at the level has had the dossier in view for two seconds: its script says so, never a GET.</summary>
[Needs(Permission.Escalations), TriesAgain]
public sealed class OpenedModel(Counter counter, Dossiers dossiers) : PageModel
{
    public IActionResult OnGet(long number) => LocalRedirect($"/escalations/{number}");

    public async Task<IActionResult> OnPostAsync(long number, CancellationToken cancel)
    {
        if (await dossiers.FindAsync(counter.Staff, number, cancel) is not { } seen)
            return NotFound();

        seen.Escalation.Open(seen.Standing, counter.By, counter.Now);
        return new NoContentResult();
    }
}
