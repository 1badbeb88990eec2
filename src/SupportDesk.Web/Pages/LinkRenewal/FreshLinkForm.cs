using SupportDesk.Notifications;

namespace SupportDesk.Web.Pages.LinkRenewal;

/// <summary>The form that asks for a fresh link: by the link that ended, or, where that is unknown, by an address.</summary>
/// <param name="Token">Of a link that is known; null: the address is asked for.</param>
/// <param name="Language">In which the page speaks, and the answer.</param>
/// <param name="IsAskedFor">No link led here: somebody looks for what they wrote to us.</param>
public sealed record FreshLinkForm(string? Token, string Language, bool IsAskedFor = false)
{
    /// <summary>The form for a link that led nowhere.</summary>
    public static async Task<FreshLinkForm> ForAsync(string? token, HttpRequest request, FreshLinks links, CancellationToken cancel) =>
        token is { Length: > 0 and <= 200 } && await links.LanguageOfAsync(token, cancel) is { } language ? new(token, language) : new(null, LanguageOf(request));

    /// <summary>The language that the browser asks for.</summary>
    public static string LanguageOf(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).FirstOrDefault()?.Value.Value ?? "en";
}
