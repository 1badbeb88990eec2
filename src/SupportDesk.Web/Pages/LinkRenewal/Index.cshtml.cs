using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SupportDesk.Mail;
using SupportDesk.Notifications;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.LinkRenewal;

/// <summary>Takes the wish for a fresh link and answers the same, as quickly, to everybody: nothing is looked up before the answer.</summary>
[Door(DoorKind.Open), NoCommit]
public sealed class IndexModel(FreshLinkQueue wishes, FreshLinkLimit limit) : PageModel
{
    private const int LongestToken = 200;
    private const int LongestAddress = 320;

    /// <summary>What the page shows.</summary>
    public enum Step { Form, Asked, TooOften }

    public Step State { get; private set; }

    public FreshLinkForm Form { get; private set; } = new(null, "en", IsAskedFor: true);

    public void OnGet() => Form = Begin(null);

    public IActionResult OnPost(string? token, string? address, string? language)
    {
        Form = Begin(language);
        State = limit.TryEnterNetwork(SignInLimit.NetworkOf(HttpContext.Connection.RemoteIpAddress)) && wishes.TryAdd(Read(token, address)) ? Step.Asked : Step.TooOften;
        if (State == Step.TooOften)
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = $"{(int)FreshLinkLimit.Window.TotalSeconds}";
        }

        return Page();
    }

    // What can be neither is taken all the same: to refuse it would tell the two apart.
    private static FreshLinkWish Read(string? token, string? address) =>
        token is { Length: > 0 and <= LongestToken } ? new(Link.Hash(token), null)
        : new(null, address is { Length: > 0 and <= LongestAddress } ? address : null);

    private FreshLinkForm Begin(string? language)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        return new(null, language is { Length: > 0 and <= 20 } ? language : FreshLinkForm.LanguageOf(Request), IsAskedFor: true);
    }
}
