using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.People;
using SupportDesk.Tickets;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>The queue: a view, what narrows it, and one page of rows, all of it in the address.</summary>
[Needs(Permission.Tickets)]
public sealed class IndexModel(Counter counter, Queue queue, DeskLists lists) : PageModel
{
    public QueueFilter Filter { get; private set; } = null!;

    public QueuePage Found { get; private set; } = null!;

    public IReadOnlyList<Choice> Teams { get; private set; } = [];

    public IReadOnlyList<Choice> Agents { get; private set; } = [];

    public IReadOnlyList<FilterChip> Chips => FilterChip.Of(Filter, Teams, Agents);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Filter = QueueFilter.Parse(name => Request.Query[name]);
        Teams = await lists.TeamsAsync(counter.Staff, cancel);
        Agents = await lists.AgentsAsync(cancel);
        Found = await queue.PageAsync(counter.Staff, Filter, QueueCursor.Parse(name => Request.Query[name]), cancel);
        return Page();
    }
}
