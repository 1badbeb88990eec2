using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Handing several tickets to one person.</summary>
[Needs(Permission.Tickets)]
public sealed class BulkModel(Counter counter, DeskLists lists) : PageModel
{
    [BindProperty, MaxLength(50, ErrorMessage = "At most fifty at once.")]
    public List<long> Pick { get; set; } = [];

    [BindProperty]
    public Guid? Agent { get; set; }

    [BindProperty]
    public string? Back { get; set; }

    public IActionResult OnGet() => LocalRedirect("/tickets");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var agent = (await lists.AgentsAsync(cancel)).FirstOrDefault(a => a.Id == Agent) ?? throw new DeskException("Choose who takes them, then send again.");
        var tickets = await counter.Db.TicketsVisibleTo(counter.Staff).Where(t => Pick.Contains(t.Number)).OrderBy(t => t.Number).ToListAsync(cancel);
        foreach (var ticket in tickets)
            ticket.AssignTo(agent.Id, counter.By, counter.Now);
        new Flash(tickets.Count == 1 ? $"One ticket is assigned to {agent.Name}." : $"{tickets.Count} tickets are assigned to {agent.Name}.").Keep(TempData);
        return LocalRedirect(Url.IsLocalUrl(Back) ? Back! : "/tickets");
    }
}
