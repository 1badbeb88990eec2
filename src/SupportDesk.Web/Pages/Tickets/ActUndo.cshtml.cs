using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Pages.Shared;
using SupportDesk.Web.TagHelpers;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Undoing one's own last act that moved the status.</summary>
[Needs(Permission.Tickets)]
public sealed class ActUndoModel(Counter counter) : TicketAct(counter)
{
    /// <summary>The ticket's version after the act.</summary>
    [FromRoute]
    public long Version { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } ticket || await Counter.Db.Events.AsNoTracking().FirstOrDefaultAsync(e => e.ObjectId == ticket.Id && e.ObjectVersion == Version, cancel) is not { } act)
            return NotFound();

        ticket.Undo(act, Counter.By, Counter.Now);
        new Flash($"#{Number} is {Markup.Words($"{ticket.Status}").ToLowerInvariant()} again, as it was before.").Keep(TempData);
        return GoBack();
    }
}
