using Microsoft.AspNetCore.Mvc;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Tickets;

[Needs(Permission.Tickets)]
public sealed class TeamModel(Counter counter, DeskLists lists) : TicketAct(counter)
{
    [BindProperty(SupportsGet = true)]
    public Guid? Team { get; set; }

    public IReadOnlyList<Choice> Teams { get; private set; } = [];

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        Teams = await lists.TeamsAsync(Counter.Staff, cancel);
        return await base.LoadAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();
        if (Team is not null && Teams.All(t => t.Id != Team))
            ModelState.AddModelError(nameof(Team), "Choose one of the teams listed.");
        return await DoAsync(ticket =>
        {
            var undo = $"team={ticket.TeamId}";
            ticket.MoveTo(Team, Counter.By, Counter.Now);
            return Undoable(Team is null ? $"#{Number} belongs to no team." : $"#{Number} belongs to {Teams.First(t => t.Id == Team).Name}.", "team", undo);
        }, cancel);
    }
}
