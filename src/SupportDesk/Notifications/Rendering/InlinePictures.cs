using SupportDesk.Files;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Notifications.Rendering;

/// <summary>
/// The pictures that stand within a mail's words. Their addresses are the desk's own and mean nothing outside it, so they come along and are
/// named by Content-ID (RFC 2392): each once, two megabytes in all, and only those of the posts that were named.
/// </summary>
internal sealed class InlinePictures
{
    /// <summary>Beyond that they are files like others.</summary>
    private const long MostBytes = 2 * 1024 * 1024;

    private readonly Dictionary<Guid, Attachment> known;
    private readonly string domain;
    private readonly List<Attachment> used = [];

    private InlinePictures(IEnumerable<Attachment> files, string domain) => (known, this.domain) = (files.Where(f => FileKinds.IsPicture(f.Type)).ToDictionary(f => f.Id), domain);

    /// <summary>Those that were placed so far.</summary>
    public IReadOnlyList<Attachment> Used => used;

    public static async Task<InlinePictures> OfAsync(Writing writing, IEnumerable<IPostWords> posts) =>
        new(await writing.Db.FilesAsync(posts.Where(HasAny), writing.Cancel), writing.Sender.Domain);

    /// <summary>The Content-ID of a picture, without angle brackets.</summary>
    public static string IdOf(Attachment picture, string domain) => $"{picture.Id:N}@{domain}";

    /// <summary>A post's words with its pictures; what can't come along is left out.</summary>
    public Html Place(IPostWords post) => new(PostHtml.WithDirections(HasAny(post) ? PostHtml.Clean(post.Html, AddressOf) : post.Html));

    /// <summary>The files that are not in the words already.</summary>
    public List<Attachment> Without(IEnumerable<Attachment> files) => [.. files.ExceptBy(used.Select(p => p.Id), f => f.Id)];

    private static bool HasAny(IPostWords post) => post.Html.Contains("<img", StringComparison.Ordinal);

    private string? AddressOf(string src)
    {
        if (Attachment.IdAt(src) is not { } id || !known.TryGetValue(id, out var picture))
            return null;

        if (!used.Contains(picture))
        {
            if (used.Sum(p => p.Size) + picture.Size > MostBytes)
                return null;
            used.Add(picture);
        }

        return $"cid:{IdOf(picture, domain)}";
    }
}
