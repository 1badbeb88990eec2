using SupportDesk.Web.Access;

namespace SupportDesk.Web.Api;

/// <summary>
/// Addresses of links from which a mail program cut or to which it added something. Without these routes they would be staff pages of which
/// nothing is known, and lead to the staff sign-in; so the error page offers a fresh link instead.
/// </summary>
public static class MangledLinks
{
    public static void MapMangledLinks(this IEndpointRouteBuilder routes)
    {
        foreach (var page in new[] { "track", "consent", "file", "acknowledge", "confirm" })
            routes.MapFallback($"/{page}/{{**token}}", () => TypedResults.NotFound()).WithMetadata(new DoorAttribute(DoorKind.SignedLink));
    }
}
