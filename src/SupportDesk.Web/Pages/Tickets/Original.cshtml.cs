using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Files;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Web.Access;
using SupportDesk.Web.Pages.NoTicket;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>The mail behind a post, as it was sent. What was rejected or erased shows no more than its post does.</summary>
[Needs(Permission.Tickets)]
public sealed class OriginalModel(Counter counter, FileStore store) : PageModel
{
    [FromRoute]
    public long Number { get; set; }

    [FromRoute]
    public Guid Post { get; set; }

    public int Position { get; private set; }
    public OriginalView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await RawAsync(cancel) is not { } raw)
            return NotFound();

        View = new(OriginalMail.Read(raw), $"/tickets/{Number}/mail/{Post}");
        return Page();
    }

    public async Task<IActionResult> OnGetPaperAsync(CancellationToken cancel) =>
        await RawAsync(cancel) is { } raw ? OriginalView.Paper(this, OriginalMail.Read(raw)) : NotFound();

    public async Task<IActionResult> OnGetRawAsync(CancellationToken cancel) =>
        await RawAsync(cancel) is { } raw ? OriginalView.Raw(this, raw, $"{Number}-{Position}") : NotFound();

    private async Task<byte[]?> RawAsync(CancellationToken cancel)
    {
        var found = await counter.Db.TicketsVisibleTo(counter.Staff).Where(t => t.Number == Number)
            .Join(counter.Db.PostsVisibleTo(counter.Staff), t => t.ThreadId, p => p.ThreadId, (_, p) => p)
            .Where(p => p.Id == Post && (p.State == PostState.Shown || p.State == PostState.Held))
            .Select(p => new { p.Position, Hash = counter.Db.IncomingMail.Where(m => m.PostId == p.Id).Select(m => m.RawHash).FirstOrDefault() })
            .SingleOrDefaultAsync(cancel);
        if (found?.Hash is not { } hash)
            return null;

        Position = found.Position;
        return await store.ReadAsync(counter.Db, hash, cancel);
    }
}
