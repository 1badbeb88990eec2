using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Mail.Authenticity;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Held;

/// <summary>Takes back the word that a signer speaks for a domain.</summary>
[Needs(Permission.Moderate)]
public sealed class EndModel(Counter counter) : PageModel, ICanShowAgain
{
    [FromRoute]
    public Guid Id { get; set; }

    public TrustedSigner Signer { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();

        Signer.End(counter.By, counter.Now);
        new Flash($"What {Signer.SignerDomain} signs for {Signer.WriterDomain} has to prove itself again.").Keep(TempData);
        return LocalRedirect("/held/signers");
    }

    public async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (await counter.Db.TrustedSigners.SingleOrDefaultAsync(s => s.Id == Id, cancel) is not { } signer)
            return false;

        Signer = signer;
        return true;
    }
}
