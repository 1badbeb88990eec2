namespace SupportDesk.Web.Pages.LinkRenewal;

/// <summary>The address of a link from a mail, as somebody followed it. Mail programs cut links, and add to them what stood beside them.</summary>
/// <param name="Token">As far as it looks like one.</param>
/// <param name="Whole">The link as the desk wrote it; null where too little of it is left.</param>
public sealed record FollowedLink(string Token, string? Whole)
{
    private const int TokenLength = 27; // 160 bits in Base64url
    private static readonly string[] Pages = ["track", "consent", "file", "acknowledge", "confirm"];

    /// <summary>Null where the address is not one of a mailed link.</summary>
    public static FollowedLink? Read(string? path)
    {
        if (path?.Split('/', StringSplitOptions.RemoveEmptyEntries) is not [var first, .. var rest] || Array.Find(Pages, p => p.Equals(first, StringComparison.OrdinalIgnoreCase)) is not { } page)
            return null;

        var token = rest.Length == 0 ? "" : new string([.. rest[0].TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_').Take(TokenLength)]);
        return new(token, token.Length == TokenLength ? $"/{page}/{token}" : null);
    }
}
