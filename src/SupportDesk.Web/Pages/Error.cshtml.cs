using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Notifications;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;
using SupportDesk.Web.Pages.LinkRenewal;

namespace SupportDesk.Web.Pages;

/// <summary>One page for whatever went wrong: what it means and what to do, never what the program said.</summary>
[Door(DoorKind.Open), NoCommit]
[IgnoreAntiforgeryToken, MayBeMissing]
public sealed class ErrorModel(FreshLinks links) : PageModel
{
    public int Code { get; private set; }

    public string Title { get; private set; } = "";

    public string Sentence { get; private set; } = "";

    public string? Id { get; private set; }

    /// <summary>A fragment was asked for: only the sentence is sent, to where notices are said.</summary>
    public bool IsFragment => Request.Headers.ContainsKey("HX-Request");

    /// <summary>For whoever came by a link from a mail, or is not signed in; null for staff. The start would ask such a reader to sign in.</summary>
    public FreshLinkForm? Outsider { get; private set; }

    /// <summary>Whether a reader without an account came to where nothing is: then they are offered a fresh link.</summary>
    public bool IsDeadLink => Outsider is not null && Code == StatusCodes.Status404NotFound;

    /// <summary>The page on which it went wrong, to be opened again; null where it would only go wrong again.</summary>
    public string? Again { get; private set; }

    public Task<IActionResult> OnGetAsync(int code, CancellationToken cancel) => ShowAsync(code, cancel);

    public Task<IActionResult> OnPostAsync(int code, CancellationToken cancel) => ShowAsync(code, cancel);

    private async Task<IActionResult> ShowAsync(int code, CancellationToken cancel)
    {
        var from = HttpContext.Features.Get<IStatusCodeReExecuteFeature>();
        var path = from?.OriginalPath ?? HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path;
        var link = FollowedLink.Read(path);
        if (link is not null || path == "/fresh-link" || User.Identity?.IsAuthenticated != true)
            Outsider = await FreshLinkForm.ForAsync(link?.Token, Request, links, cancel);
        if (IsMangled(code, path, link, from))
            return Redirect(link!.Whole!);

        Code = code;
        (Title, Sentence) = ErrorWords.Of(code);
        if (HttpContext.Items[PlainRefusal.Sentence] is string refusal)
            Sentence = refusal;
        Id = code >= 500 ? Activity.Current?.Id ?? HttpContext.TraceIdentifier : null;
        Again = Outsider is not null && !IsDeadLink && path is ['/', not '/', ..] ? path : null;
        if (Outsider is not null)
            Response.Headers["Referrer-Policy"] = "no-referrer";
        if (IsFragment)
        {
            Response.Headers["HX-Retarget"] = "#flash";
            Response.Headers["HX-Reswap"] = "innerHTML";
        }
        Response.StatusCode = code is >= 400 and < 600 ? code : StatusCodes.Status404NotFound;
        return Page();
    }

    // The link works, and only what was added to it led nowhere.
    private bool IsMangled(int code, string? path, FollowedLink? link, IStatusCodeReExecuteFeature? from) =>
        code == StatusCodes.Status404NotFound && HttpMethods.IsGet(Request.Method) && Outsider?.Token is not null && link?.Whole is { } whole && path != whole
        && (from?.Endpoint is null || !path!.StartsWith($"{whole}/", StringComparison.OrdinalIgnoreCase));
}
