using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>A post as its page shows it: each part in the same form, each run of text once.</summary>
/// <param name="Words">Markup that may be shown as it is.</param>
/// <param name="Folded">Signature and history as such markup; empty where there is neither.</param>
/// <param name="FoldedName">What stands on the fold.</param>
/// <param name="Files">Those that stand in none of the parts.</param>
internal sealed record PostParts(string Words, string Folded, string FoldedName, IReadOnlyList<Invitation> Invitations, IReadOnlyList<FileShown> Files)
{
    private string Said { get; init; } = "";

    public static PostParts Of(PostShown post)
    {
        var (signature, quoted) = (Part(post.SignatureHtml, post.Signature), Part(post.QuotedHtml, post.QuotedText));
        var name = signature.Length > 0 && quoted.Length > 0 ? "Signature and quoted history" : signature.Length > 0 ? "Signature" : "Quoted history";
        var shown = post.Html + signature + quoted;
        var files = post.State is PostState.Shown or PostState.Held
            ? post.Files.Where(f => !shown.Contains(Attachment.AddressOf(f.Id), StringComparison.Ordinal)) : [];
        return new(Show(post.Html), Show(signature + quoted), name, Invitation.FromJson(post.Invitations), [.. files])
        {
            Said = SupportDesk.Words.OneLine(post.Text),
        };
    }

    /// <summary>Whether the words hold a text already.</summary>
    public bool Says(string text) => Said.Contains(SupportDesk.Words.OneLine(text), StringComparison.Ordinal);

    // Posts of earlier versions have their folded parts as text alone.
    private static string Part(string? html, string? text) => html ?? (string.IsNullOrWhiteSpace(text) ? "" : PostHtml.FromText(text));

    // A wide table scrolls by itself, also for who has only a keyboard.
    public static string Show(string html) => PostHtml.WithDirections(html)
        .Replace("<table", "<div class=\"wide\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table", StringComparison.Ordinal)
        .Replace("</table>", "</table></div>", StringComparison.Ordinal);
}
