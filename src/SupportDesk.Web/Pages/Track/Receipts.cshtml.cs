using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Mail;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Track;

/// <summary>The receipts of a case that the link shows, as a file that anybody can check: no words, no names, no counts.</summary>
[Door(DoorKind.SignedLink)]
public sealed class ReceiptsModel(DeskDb db, Tracker tracker, CaseExport export) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string token, long number, CancellationToken cancel)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        if (await tracker.FindLinkAsync(token, LinkPurpose.Track, cancel) is not { } link || await tracker.ShowAsync(link, cancel) is not { } shown)
            return NotFound();
        // The link is good, and only the number is of no case of theirs: the page shows which there are.
        if (shown.Cases.All(c => c.Number != number))
            return RedirectToPage("/Track/Index", new { token });

        Response.Headers.CacheControl = "no-store";
        var id = await db.Escalations.Where(e => e.Number == number).Select(e => e.Id).SingleAsync(cancel);
        return File(await export.WriteReceiptsAsync(id, number, cancel), "application/json", string.Create(CultureInfo.InvariantCulture, $"E-{number}-receipts.json"));
    }
}
