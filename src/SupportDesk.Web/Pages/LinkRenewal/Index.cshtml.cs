using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Notifications;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.LinkRenewal;

/// <summary>Takes the wish for a fresh link and answers the same to everybody, whatever is known of the link or the address.</summary>
[Door(DoorKind.Open), NoCommit]
public sealed class IndexModel(FreshLinks links, FreshLinkLimit limit) : PageModel
{
    /// <summary>What the page shows.</summary>
    public enum Step { Form, Asked, TooOften }

    public Step State { get; private set; }

    public FreshLinkForm Form { get; private set; } = new(null, "en");

    public void OnGet() => Form = Begin(null);

    public async Task<IActionResult> OnPostAsync(string? token, string? address, string? language, CancellationToken cancel)
    {
        Form = Begin(language);
        if (!limit.TryEnterNetwork(SignInLimit.NetworkOf(HttpContext.Connection.RemoteIpAddress)))
        {
            State = Step.TooOften;
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = $"{(int)FreshLinkLimit.Window.TotalSeconds}";
            return Page();
        }

        State = Step.Asked;
        if (token is { Length: > 0 and <= 200 })
            await links.AskAsync(token, cancel);
        else if (address is { Length: > 0 and <= 320 })
            await links.AskByAddressAsync(address, cancel);
        return Page();
    }

    private FreshLinkForm Begin(string? language)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        return new(null, language is { Length: > 0 and <= 20 } ? language : FreshLinkForm.LanguageOf(Request));
    }
}
