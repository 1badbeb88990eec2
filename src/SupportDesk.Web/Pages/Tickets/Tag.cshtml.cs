using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Tickets;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Tickets;

[Needs(Permission.Tickets)]
public sealed class TagModel(Counter counter, Tags tags) : TicketAct(counter)
{
    [BindProperty(SupportsGet = true), Required(ErrorMessage = "Write the tag."), StringLength(60, ErrorMessage = "A tag has at most 60 characters.")]
    public string? Name { get; set; }

    public IReadOnlyList<string> Known { get; private set; } = [];

    public override async Task<bool> LoadAsync(CancellationToken cancel)
    {
        Known = await Counter.Db.Tags.OrderBy(t => t.NameKey).Select(t => t.Name).Take(200).ToListAsync(cancel);
        return await base.LoadAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid || await FindAsync(cancel) is not { } ticket)
            return ModelState.IsValid ? NotFound() : Page();

        var tag = await tags.PutOnAsync(ticket, Name!, Counter.By, Counter.Now, cancel);
        Undoable($"#{Number} is tagged “{tag.Name}”.", "untagging", $"name={Uri.EscapeDataString(tag.Name)}").Keep(TempData);
        return GoBack();
    }
}
