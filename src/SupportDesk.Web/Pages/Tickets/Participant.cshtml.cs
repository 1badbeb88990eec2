using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using SupportDesk.People;
using SupportDesk.Tickets;
using SupportDesk.Web.Access;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Letting somebody take part as copied: whom a mail was sent to as well, or anybody with an address.</summary>
[Needs(Permission.Tickets)]
public sealed class ParticipantModel(Counter counter, CopiedHelp copied) : TicketAct(counter)
{
    [BindProperty(SupportsGet = true), Required(ErrorMessage = "Enter a mail address."), StringLength(320)]
    public string? Address { get; set; }

    [BindProperty(SupportsGet = true), StringLength(120)]
    public string? Name { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } ticket || !await LoadAsync(cancel))
            return NotFound();
        if (!ModelState.IsValid)
            return Page();

        var person = await copied.IncludeAsync(ticket, Address!, Name, Counter.By, Counter.Now, cancel);
        new Flash($"{person.DisplayName} takes part in #{Number} and gets every reply from now on.", $"/tickets/{Number}/participants/{person.Id}/end", Counter.UndoUntil).Keep(TempData);
        return GoBack();
    }
}
