using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using SupportDesk.Files;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Files;

/// <summary>
/// A file of a post the person may see. Pictures, recognised by their bytes, may show; everything else is saved. Whatever it is, the browser
/// runs nothing in it: no type is guessed, and it opens in a sandbox (threats T02a, T02b).
/// </summary>
[Needs(Permission.Tickets)]
public sealed class ShowModel(Counter counter, FileStore store) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        var file = await counter.Db.AttachmentsVisibleTo(counter.Staff).AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.State == FileState.Ready, cancel);
        if (file?.BlobHash is not { } hash)
            return NotFound();

        var content = await store.ReadAsync(counter.Db, hash, cancel);
        var type = FileKinds.TypeOf(content);
        Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
        Response.Headers.ContentDisposition = Disposition(FileKinds.IsPicture(type) ? "inline" : "attachment", file.Name);
        return File(content, FileKinds.IsPicture(type) ? type : FileKinds.Unknown);
    }

    private static string Disposition(string kind, string name)
    {
        var header = new ContentDispositionHeaderValue(kind);
        header.SetHttpFileName(name);
        return header.ToString();
    }
}
