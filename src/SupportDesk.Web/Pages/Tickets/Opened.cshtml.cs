using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Leads from a ticket's id to its number, which the database gives only with the save.</summary>
[Needs(Permission.Tickets)]
public sealed class OpenedModel(Counter counter) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        TempData.Keep();
        var number = await counter.Db.TicketsVisibleTo(counter.Staff).Where(t => t.Id == id).Select(t => (long?)t.Number).SingleOrDefaultAsync(cancel);
        return number is null ? NotFound() : LocalRedirect($"/tickets/{number}");
    }
}
