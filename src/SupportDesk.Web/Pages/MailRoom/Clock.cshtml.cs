using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Demo;
using SupportDesk.Events;
using SupportDesk.Web.Access;
using SupportDesk.Web.Demo;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.Shared;

namespace SupportDesk.Web.Pages.MailRoom;

/// <summary>Pushes the demo's clock.</summary>
[Door(DoorKind.Open), DemoOnly, NoCommit]
public sealed class ClockModel(DemoClock demo, DeskClock clock) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/mailroom");

    /// <param name="push">By how much.</param>
    /// <param name="until">Or to which moment, in Unix milliseconds.</param>
    public async Task<IActionResult> OnPostAsync([MayBeMissing] TimeSpan? push, [MayBeMissing] long? until, CancellationToken cancel)
    {
        var by = until is { } moment ? DateTimeOffset.FromUnixTimeMilliseconds(moment) - clock.Now + TimeSpan.FromSeconds(1) : push ?? TimeSpan.Zero;
        if (by > TimeSpan.Zero)
        {
            await demo.PushAsync(by, Actor.System(Via.Web), cancel);
            new Flash("The clock moved. What became due happens within seconds; its mail appears below by itself.").Keep(TempData);
        }

        return LocalRedirect("/mailroom");
    }
}
