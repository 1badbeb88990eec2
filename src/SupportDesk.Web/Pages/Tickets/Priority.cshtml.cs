using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Tickets;

[Needs(Permission.Tickets)]
public sealed class PriorityModel(Counter counter) : TicketAct(counter)
{
    [BindProperty(SupportsGet = true), Required(ErrorMessage = "Choose a priority."), EnumDataType(typeof(SupportDesk.Tickets.Priority))]
    public SupportDesk.Tickets.Priority? Priority { get; set; }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => DoAsync(ticket =>
    {
        var undo = $"priority={ticket.Priority}";
        ticket.Prioritise(Priority!.Value, Counter.By, Counter.Now);
        return Undoable($"#{Number} has priority {Priority}.", "priority", undo);
    }, cancel);
}
