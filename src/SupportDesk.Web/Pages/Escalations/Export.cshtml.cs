using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>The case as a JSON file, as far as its reader may see it; docs/receipts.md has a program that checks it.</summary>
[Needs(Permission.Escalations)]
public sealed class ExportModel(Counter counter, Dossiers dossiers, CaseExport export) : PageModel
{
    public async Task<IActionResult> OnGetAsync(long number, CancellationToken cancel)
    {
        if (await dossiers.FindAsync(counter.Staff, number, cancel) is not { } seen)
            return NotFound();

        Response.Headers.CacheControl = "no-store";
        return File(await export.WriteAsync(seen, counter.Staff, cancel), "application/json", string.Create(CultureInfo.InvariantCulture, $"E-{number}.json"));
    }
}
