using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Pages.Receipts;

/// <summary>What the line at the foot of a mail about a case is for, for whoever gets one.</summary>
[Door(DoorKind.Open)]
public sealed class IndexModel : PageModel
{
    /// <summary>Of the mail that led here; without one, the browser's.</summary>
    [FromRoute(Name = "language")]
    public string? Asked { get; set; }

    public string Language => Asked ?? Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).FirstOrDefault()?.Value.Value ?? "en";
}
