using Microsoft.AspNetCore.Mvc;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Tickets;

[Needs(Permission.Moderate)]
public sealed class SpamModel(Counter counter) : TicketAct(counter)
{
    /// <summary>False takes the mark away.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Spam { get; set; }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => DoAsync(ticket =>
    {
        if (Spam)
        {
            ticket.MarkSpam(Counter.By, Counter.Now);
            return UndoableAct(ticket, $"#{Number} was marked as spam.");
        }

        ticket.MarkNotSpam(Counter.By, Counter.Now);
        return UndoableAct(ticket, $"#{Number} is not spam; it is open.");
    }, cancel);
}
