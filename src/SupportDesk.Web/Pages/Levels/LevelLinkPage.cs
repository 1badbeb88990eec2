using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Escalations;
using SupportDesk.Mail;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Languages;

namespace SupportDesk.Web.Pages.Levels;

/// <summary>A page behind a one-click link of a level's mail: its GET shows and changes nothing, so that what fetches links ahead does no harm; its POST acts, once.</summary>
public abstract class LevelLinkPage(LevelLinks links, DeskClock clock, LinkPurpose purpose) : PageModel, ICanShowAgain
{
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    public LevelLink Shown { get; private set; } = null!;

    public PageMoments Moments => new(clock.Now, Shown.Zone);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<bool> LoadAsync(CancellationToken cancel)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        if (await links.FindAsync(Token, purpose, cancel) is not { } found)
            return false;

        Shown = found;
        return true;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();
        // What has ended says so on the page, in the reader's language.
        if (Shown.Refusal is not null)
            return Page();

        Shown.Link.Use(clock.Now);
        Do(Shown, clock.Now);
        return RedirectToPage(new { Token });
    }

    protected abstract void Do(LevelLink link, DateTimeOffset at);
}
