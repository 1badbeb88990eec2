using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Tickets;
using SupportDesk.Web.Access;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Taking a reply back before its mail leaves.</summary>
[Needs(Permission.Tickets)]
public sealed class UndoModel(Counter counter, ReplyUndo undo) : TicketAct(counter)
{
    [FromRoute]
    public Guid Post { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } ticket || await Counter.Db.PostsVisibleTo(Counter.Staff).SingleOrDefaultAsync(p => p.Id == Post && p.ThreadId == ticket.ThreadId, cancel) is not { } post)
            return NotFound();

        await undo.TakeBackAsync(ticket, post, Counter.By, Counter.Now, cancel);
        new Flash("The reply was taken back before it left. Its words are in the composer again.").Keep(TempData);
        return GoBack("#composer");
    }
}
