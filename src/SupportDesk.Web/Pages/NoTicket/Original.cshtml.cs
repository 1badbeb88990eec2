using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Files;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.NoTicket;

/// <summary>A mail that made no ticket, as it was sent.</summary>
[Needs(Permission.Moderate)]
public sealed class OriginalModel(Counter counter, FileStore store) : PageModel
{
    [FromRoute]
    public long Id { get; set; }

    public NoTicketRow Mail { get; private set; } = null!;
    public OriginalView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await RawAsync(cancel) is not { } raw)
            return NotFound();

        View = new(OriginalMail.Read(raw), $"{NoTicketWords.Path}/{Id}");
        return Page();
    }

    public async Task<IActionResult> OnGetPaperAsync(CancellationToken cancel) =>
        await RawAsync(cancel) is { } raw ? OriginalView.Paper(this, OriginalMail.Read(raw)) : NotFound();

    public async Task<IActionResult> OnGetRawAsync(CancellationToken cancel) =>
        await RawAsync(cancel) is { } raw ? OriginalView.Raw(this, raw, $"mail-{Id}") : NotFound();

    private async Task<byte[]?> RawAsync(CancellationToken cancel)
    {
        if (await counter.Db.FindNoTicketAsync(counter.Staff, Id, cancel) is not { MayOpen: true } mail)
            return null;

        Mail = mail;
        var hash = await counter.Db.IncomingMail.Where(m => m.Id == Id).Select(m => m.RawHash).SingleAsync(cancel);
        return await store.ReadAsync(counter.Db, hash, cancel);
    }
}
