using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.People;
using SupportDesk.Tickets;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Moderation;

/// <summary>Unassigned work beside those who could take it: all of it for moderators, that of their own teams for team leads.</summary>
[Needs(Permission.DealOut)]
public sealed class IndexModel(Counter counter, Queue queue, AgentLoads loads, Dealing dealing) : PageModel, ICanShowAgain
{
    /// <summary>Open tickets at which a load's bar is full.</summary>
    public const int Full = 20;

    public IReadOnlyList<QueueRow> Work { get; private set; } = [];

    /// <summary>Mails that wait to be released or rejected.</summary>
    public int Held { get; private set; }

    public IReadOnlyList<AgentLoad> Agents { get; private set; } = [];

    /// <summary>Whether the page shows the person's own teams alone.</summary>
    public bool OwnTeamsOnly => counter.Staff.DealtTeamIds is not null;

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    /// <summary>Gives each ticket of the list to whoever of its team has the least.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var dealt = await dealing.DealOutAsync(counter.Staff, counter.By, counter.Now, cancel);
        new Flash(dealt == 1 ? "One ticket was dealt out." : $"{dealt} tickets were dealt out.").Keep(TempData);
        return LocalRedirect("/moderation");
    }

    public async Task<bool> LoadAsync(CancellationToken cancel)
    {
        Work = await queue.ToDealOutAsync(counter.Staff, cancel);
        Held = counter.Staff.May(Permission.Moderate) ? (await queue.CountsAsync(counter.Staff, cancel)).Held : 0;
        Agents = await loads.ListDealtAsync(counter.Staff, cancel);
        return true;
    }
}
