using Microsoft.AspNetCore.Mvc;
using SupportDesk.Drafts;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Adding words that only staff see.</summary>
[Needs(Permission.Tickets), KeepsDraft(DraftKind.Note)]
public sealed class NoteModel(Counter counter, WritingFiles files, TicketViews views) : WritingAct(counter, DraftKind.Note, files, views)
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } ticket)
            return NotFound();

        var post = ticket.Note(await WrittenAsync(PostKind.Note, cancel), Counter.By, Counter.Now);
        await AttachAsync(post, cancel);
        new Flash("The note was added. Only staff see it.").Keep(TempData);
        return GoBack($"#post-{post.Position}");
    }
}
