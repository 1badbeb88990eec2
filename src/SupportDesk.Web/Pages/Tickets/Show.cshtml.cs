using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.People;
using SupportDesk.Tickets;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>The page of one ticket.</summary>
[Needs(Permission.Tickets)]
public sealed class ShowModel(Counter counter, TicketViews views, ReplyDrafts drafts) : PageModel
{
    public TicketView View { get; private set; } = null!;

    /// <summary>The words of a reply that was taken back.</summary>
    public string? Draft { get; private set; }

    public async Task<IActionResult> OnGetAsync(long number, int? before, CancellationToken cancel)
    {
        if (await views.FindAsync(counter.Staff, number, before, cancel) is not { } view)
            return NotFound();

        View = view;
        Draft = (await drafts.FindAsync(number, counter.Staff.PersonId, cancel))?.Html;
        return Page();
    }
}
