using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using SupportDesk.People;
using SupportDesk.Tickets;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Removing a tag from a ticket.</summary>
[Needs(Permission.Tickets)]
public sealed class UntaggingModel(Counter counter, Tags tags) : TicketAct(counter)
{
    [BindProperty(SupportsGet = true), Required(ErrorMessage = "Write the tag."), StringLength(60, ErrorMessage = "A tag has at most 60 characters.")]
    public string? Name { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid || await FindAsync(cancel) is not { } ticket)
            return ModelState.IsValid ? NotFound() : Page();

        var tag = await tags.TakeOffAsync(ticket, Name!, Counter.By, Counter.Now, cancel);
        Undoable($"The tag “{tag.Name}” was removed from #{Number}.", "tag", $"name={Uri.EscapeDataString(tag.Name)}").Keep(TempData);
        return GoBack();
    }
}
