using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>The part of a ticket's page that changes while it is open; the composer is not in it.</summary>
[Needs(Permission.Tickets)]
public sealed class ThreadModel(Counter counter, TicketViews views) : PageModel
{
    public TicketView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(long number, CancellationToken cancel)
    {
        if (await views.FindAsync(counter.Staff, number, null, cancel) is not { } view)
            return NotFound();

        View = view;
        return Page();
    }
}
