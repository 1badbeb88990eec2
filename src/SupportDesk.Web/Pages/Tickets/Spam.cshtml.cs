using Microsoft.AspNetCore.Mvc;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Tickets;

[Needs(Permission.Moderate)]
public sealed class SpamModel(Counter counter) : TicketAct(counter)
{
    /// <summary>False takes the mark away.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Spam { get; set; } = true;

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => DoAsync(ticket =>
    {
        if (Spam)
        {
            ticket.MarkSpam(Counter.By, Counter.Now);
            return Undoable($"#{Number} is spam.", "spam", "spam=false");
        }

        ticket.MarkNotSpam(Counter.By, Counter.Now);
        return new Flash($"#{Number} is not spam; it is open.");
    }, cancel);
}
