using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Data;
using SupportDesk.Files;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Files;

/// <summary>A file that was too large for the mail of one person, who fetches it here by the link they got.</summary>
[Door(DoorKind.SignedLink)]
public sealed class HandedModel(DeskDb db, HandedFiles files, FileStore store) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    public HandedFile Handed { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnGetContentAsync(CancellationToken cancel) =>
        await LoadAsync(cancel) ? this.Send(Handed.Name, await store.ReadAsync(db, Handed.BlobHash, cancel)) : NotFound();

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        if (await files.FindAsync(Token, cancel) is not { } found)
            return false;

        Handed = found;
        return true;
    }
}
