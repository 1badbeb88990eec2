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
[ResponseCache(NoStore = true)]
public sealed class ErrorModel(FreshLinks links) : PageModel
{
    public int Code { get; private set; }

    public string Title { get; private set; } = "";

    public string Sentence { get; private set; } = "";

    public string? Id { get; private set; }

    /// <summary>A fragment was asked for: only the sentence is sent, to where notices are said.</summary>
    public bool IsFragment => Request.Headers.ContainsKey("HX-Request");

    /// <summary>The form for a fresh link, where a link from a mail led nowhere; else null.</summary>
    public FreshLinkForm? DeadLink { get; private set; }

    /// <summary>Whether somebody without an account was on their way here: the start is for staff and would ask them to sign in.</summary>
    public bool IsForOutsider { get; private set; }

    public Task OnGetAsync(int code, CancellationToken cancel) => ShowAsync(code, cancel);

    public Task OnPostAsync(int code, CancellationToken cancel) => ShowAsync(code, cancel);

    private async Task ShowAsync(int code, CancellationToken cancel)
    {
        var from = HttpContext.Features.Get<IStatusCodeReExecuteFeature>();
        IsForOutsider = from?.Endpoint?.Metadata.GetMetadata<DoorAttribute>()?.Kind == DoorKind.SignedLink || from?.OriginalPath == "/fresh-link";
        if (IsForOutsider && code == StatusCodes.Status404NotFound)
        {
            Response.Headers["Referrer-Policy"] = "no-referrer";
            DeadLink = await FreshLinkForm.ForAsync(from?.RouteValues?.GetValueOrDefault("token") as string, Request, links, cancel);
        }

        Code = code;
        (Title, Sentence) = Words(code);
        if (HttpContext.Items[PlainRefusal.Sentence] is string refusal)
            Sentence = refusal;
        Id = code >= 500 ? Activity.Current?.Id ?? HttpContext.TraceIdentifier : null;
        if (IsFragment)
        {
            Response.Headers["HX-Retarget"] = "#flash";
            Response.Headers["HX-Reswap"] = "innerHTML";
        }
        Response.StatusCode = code is >= 400 and < 600 ? code : StatusCodes.Status404NotFound;
    }

    private static (string Title, string Sentence) Words(int code) => code switch
    {
        StatusCodes.Status400BadRequest => ("This form could not be read", "It was open for too long or came from another page. Go back, reload the page and send it again: what you typed is kept on this device."),
        StatusCodes.Status403Forbidden => ("This is not yours to do", "Your role does not include it. An administrator can change that; nothing was changed."),
        StatusCodes.Status404NotFound => ("There is nothing here", "It does not exist, or it is not among what you may see. Check the number or start again."),
        StatusCodes.Status409Conflict => ("Somebody was faster", "It changed while you were working on it, so nothing was saved. Go back, reload and look at it as it stands now."),
        StatusCodes.Status413PayloadTooLarge => ("This is too large", "The files together are larger than the desk takes. Send fewer or smaller ones."),
        StatusCodes.Status429TooManyRequests => ("Too many tries", "Wait a minute and try again."),
        >= 500 => ("Something went wrong here", "It is our fault and was written down. Nothing of what you sent was half done; try again in a minute."),
        StatusCodes.Status422UnprocessableEntity => ("This can't be done", "Something in the form was missing or wrong. Go back and look at it again."),
        _ => ("This did not work", "Go back and try again."),
    };
}
