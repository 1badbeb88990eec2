using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Handing several tickets to one person.</summary>
[Needs(Permission.Tickets)]
public sealed class BulkModel(Counter counter, DeskLists lists) : PageModel
{
    [BindProperty, MinLength(1, ErrorMessage = "Select at least one ticket, then send again."), MaxLength(50, ErrorMessage = "At most fifty at once.")]
    public List<long> Pick { get; set; } = [];

    [BindProperty]
    public Guid? Agent { get; set; }

    [BindProperty, MayBeMissing]
    public string? Back { get; set; }

    public IActionResult OnGet() => LocalRedirect("/tickets");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (ModelState.TryGetValue(nameof(Pick), out var pick) && pick.Errors is [var wrong, ..])
            throw new DeskException(wrong.ErrorMessage);

        var agent = (await lists.AgentsAsync(cancel)).FirstOrDefault(a => a.Id == Agent) ?? throw new DeskException("Choose who takes them, then send again.");
        var tickets = await counter.Db.TicketsVisibleTo(counter.Staff).Where(t => Pick.Contains(t.Number)).OrderBy(t => t.Number).ToListAsync(cancel);
        if (tickets.Count == 0)
            throw new DeskException("None of these tickets can be found. Go back to the list and select them again.");

        foreach (var ticket in tickets)
            ticket.AssignTo(agent.Id, counter.By, counter.Now);
        new Flash(tickets.Count == 1 ? $"One ticket is assigned to {agent.Name}." : $"{tickets.Count} tickets are assigned to {agent.Name}.").Keep(TempData);
        return LocalRedirect(Url.IsLocalUrl(Back) ? Back! : "/tickets");
    }
}
