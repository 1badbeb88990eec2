using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.Account;

/// <summary>What members of staff choose for themselves: the time zone of the times in their mails.</summary>
[Needs(Permission.Desk)]
public sealed class MySettingsModel(Counter counter) : PageModel, ICanShowAgain
{
    /// <summary>The names of all zones, to choose from.</summary>
    public static IReadOnlyList<string> Zones { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(z => TimeZones.Find(z) is not null).Order(StringComparer.Ordinal)];

    [BindProperty]
    public string Zone { get; set; } = "";

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var person = await counter.Db.People.SingleAsync(p => p.Id == counter.By.PersonId, cancel);
        person.SetTimeZone(Zone, counter.By, counter.Now);
        new Flash($"Times in your mails are in {Zone} from now on.").Keep(TempData);
        return LocalRedirect("/my-settings");
    }

    public async Task<bool> LoadAsync(CancellationToken cancel)
    {
        Zone = await counter.Db.People.Where(p => p.Id == counter.By.PersonId).Select(p => p.TimeZone).SingleAsync(cancel) ?? "";
        return true;
    }
}
