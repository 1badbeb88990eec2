using Microsoft.AspNetCore.Mvc;
using SupportDesk.People;
using SupportDesk.Tickets;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Handing a ticket to somebody, or to nobody.</summary>
[Needs(Permission.Tickets)]
public sealed class AssignmentModel(Counter counter, AgentLoads loads) : TicketAct(counter)
{
    [BindProperty(SupportsGet = true)]
    public Guid? Agent { get; set; }

    public IReadOnlyList<AgentLoad> Agents { get; private set; } = [];

    public AgentLoad? Suggested => AgentLoad.Suggest(Agents, Ticket.TeamId);

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (!await base.LoadAsync(cancel))
            return false;

        var all = await loads.ListAsync(Counter.Staff, cancel);
        Agents = Ticket.TeamIsPrivate ? [.. all.Where(a => a.TeamIds.Contains(Ticket.TeamId!.Value))] : all;
        return true;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();
        if (Agent is not null && Agents.All(a => a.PersonId != Agent))
            ModelState.AddModelError(nameof(Agent), "Choose one of the people listed.");
        return await DoAsync(ticket =>
        {
            var undo = $"agent={ticket.AssigneeId}";
            if (Agent is { } agent)
                ticket.AssignTo(agent, Counter.By, Counter.Now);
            else
                ticket.Unassign(Counter.By, Counter.Now);
            return Undoable(Agent is null ? $"#{Number} is unassigned." : $"#{Number} is assigned to {Agents.First(a => a.PersonId == Agent).Name}.", "assignment", undo);
        }, cancel);
    }
}
