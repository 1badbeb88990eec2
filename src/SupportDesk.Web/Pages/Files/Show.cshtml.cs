using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Files;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Files;

/// <summary>A file of a post the person may see.</summary>
[Needs(Permission.Tickets)]
public sealed class ShowModel(Counter counter, FileStore store) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        var file = await counter.Db.AttachmentsVisibleTo(counter.Staff).AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.State == FileState.Ready, cancel);
        if (file?.BlobHash is not { } hash)
            return NotFound();

        return this.Send(file.Name, await store.ReadAsync(counter.Db, hash, cancel));
    }
}
