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
        { Origin: Origin.Mail, Automatic: true } => $"by mail, sent by a program{Proof(post)}",
        { Origin: Origin.Mail, RecordedByName: { } agent } => $"by mail, forwarded by {agent}{Proof(post)}",
        { Origin: Origin.Mail } => $"by mail{Proof(post)}",
        { Origin: Origin.Phone } => $"by phone{By(post)}",
        { Origin: Origin.Import } => "imported",
        { Origin: Origin.Api } => "by a program",
        { Origin: Origin.Community } => "in the community",
        { ByStaff: true } => "Staff",
        _ => $"on the web{By(post)}",
    };

    public static string Size(long bytes) => Words.Size(bytes, CultureInfo.InvariantCulture);

    private static string By(PostShown post) => post.RecordedByName is null ? "" : $", written down by {post.RecordedByName}";

    private static string Proof(PostShown post) => post.Verdict switch
    {
        Verdict.Proved => ", verified",
        Verdict.Failed => ", sender contradicted",
        Verdict.Unproved => ", not verified",
        _ => "",
    };
}
