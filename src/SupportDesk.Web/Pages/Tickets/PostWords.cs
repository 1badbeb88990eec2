using System.Globalization;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>What stands behind the author of a post.</summary>
internal static class PostWords
{
    public static string Of(PostShown post) => post switch
    {
        { Kind: PostKind.Note } => "Note · only staff see this",
        { Origin: Origin.Mail, Automatic: true } => "by mail, sent by a program",
        { Origin: Origin.Mail, RecordedByName: { } agent } => $"by mail, forwarded by {agent}",
        { Origin: Origin.Mail } => "by mail",
        { Origin: Origin.Phone } => $"by phone{By(post)}",
        { Origin: Origin.Import } => "imported",
        { Origin: Origin.Api } => "by a program",
        { Origin: Origin.Community } => "in the community",
        { ByStaff: true } => "Staff",
        _ => $"on the web{By(post)}",
    };

    public static string Size(long bytes) => Words.Size(bytes, CultureInfo.InvariantCulture);

    private static string By(PostShown post) => post.RecordedByName is null ? "" : $", written down by {post.RecordedByName}";

    /// <summary>What is known of who sent it; null for what did not come by mail.</summary>
    public static string? Proof(Verdict? verdict) => verdict switch
    {
        Verdict.Proved => "verified",
        Verdict.Failed => "sender contradicted",
        Verdict.Unproved => "not verified",
        _ => null,
    };

    /// <summary>The page that says why.</summary>
    public static string ProofPage(long ticket, Guid post) => $"/tickets/{ticket}/posts/{post}/sender";
}
