using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Mail.Incoming;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Held;

/// <summary>Trusts whoever signed a held mail for its sender's domain from now on; says first what that means.</summary>
[Needs(Permission.Moderate)]
public sealed class SignerModel(Counter counter) : PageModel, ICanShowAgain
{
    [FromRoute]
    public Guid Post { get; set; }

    [BindProperty]
    public bool Release { get; set; }

    public HeldRow Row { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Release = true;
        return await LoadAsync(cancel) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();

        await counter.Db.TrustSignerAsync(Row, counter.By, counter.Now, cancel);
        if (Release)
            await ReleaseAsync(cancel);
        new Flash($"What {Row.Signer} signs for {Row.Domain} counts as proved from now on{(Release ? ", and this mail is released" : "")}.").Keep(TempData);
        return LocalRedirect("/held");
    }

    public async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if ((await counter.Db.ListHeldAsync(counter.Staff, Post, cancel)).SingleOrDefault() is not { HasSigner: true } row)
            return false;

        Row = row;
        return true;
    }

    private async Task ReleaseAsync(CancellationToken cancel)
    {
        var post = await counter.Db.HeldVisibleTo(counter.Staff).SingleAsync(p => p.Id == Post, cancel);
        var ticket = await counter.Db.TicketsVisibleTo(counter.Staff).Include(t => t.Thread).SingleAsync(t => t.ThreadId == post.ThreadId, cancel);
        await counter.Db.ReleaseAsync(ticket, post, counter.By, counter.Now, cancel);
    }
}
