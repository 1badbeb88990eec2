using System.Globalization;
using MimeKit;

namespace SupportDesk.Mail.Authenticity;

/// <summary>
/// The tags of one DKIM-Signature field (RFC 6376 3.5), and whether it says enough to be checked at all. A signature that leaves part of the
/// mail open (<c>l=</c>, From or Subject unsigned, fields that may be appended) holds for anybody's words and counts as none (threat T04e).
/// </summary>
internal sealed class SignatureTags
{
    private static readonly HeaderId[] Once =
    [
        HeaderId.From, HeaderId.Sender, HeaderId.ReplyTo, HeaderId.To, HeaderId.Cc, HeaderId.Subject, HeaderId.Date, HeaderId.MessageId,
        HeaderId.InReplyTo, HeaderId.References, HeaderId.MimeVersion, HeaderId.ContentType, HeaderId.ContentTransferEncoding,
    ];

    private readonly Dictionary<string, string> tags;

    private SignatureTags(Dictionary<string, string> tags) => this.tags = tags;

    /// <summary>The signer, folded (d=).</summary>
    public string Signer => tags["d"].TrimEnd('.').ToLowerInvariant();

    public string Selector => tags["s"];

    /// <summary>The domain of the identity it signs for (i=), the signer's own where it names none.</summary>
    public string Identity => tags.TryGetValue("i", out var identity) ? identity[(identity.LastIndexOf('@') + 1)..].ToLowerInvariant() : Signer;

    /// <summary>A field that a mail may have once (RFC 5322 3.6) stands there twice: which one was signed is anybody's guess.</summary>
    public static bool StandsTwice(HeaderList headers) => headers.Where(h => Once.Contains(h.Id)).CountBy(h => h.Id).Any(n => n.Value > 1);

    /// <summary>Null for a field that is malformed or counts as no signature.</summary>
    /// <param name="now">Real time, for its expiry (x=).</param>
    public static SignatureTags? Read(string field, HeaderList headers, DateTimeOffset now)
    {
        if (Split(field) is not { } tags || !new[] { "d", "s", "h", "b", "bh" }.All(tags.ContainsKey) || tags.GetValueOrDefault("v") != "1")
            return null;

        var signed = tags["h"].Split(':').ToHashSet(StringComparer.OrdinalIgnoreCase);
        var whole = !tags.ContainsKey("l") && signed.Contains("From") && (signed.Contains("Subject") || !headers.Contains(HeaderId.Subject));
        var strong = tags.GetValueOrDefault("a") is "rsa-sha256" or "ed25519-sha256";
        var read = new SignatureTags(tags);
        return whole && strong && !HasRunOut(tags, now) && IsWithin(read.Identity, read.Signer) ? read : null;
    }

    /// <summary>The tags of a field or a key record; null where one stands twice.</summary>
    public static Dictionary<string, string>? Split(string list)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in list.Split(';'))
        {
            var parts = tag.Split('=', 2);
            if (parts.Length == 2 && !tags.TryAdd(Bare(parts[0]), Bare(parts[1])))
                return null;
        }

        return tags;
    }

    private static bool HasRunOut(Dictionary<string, string> tags, DateTimeOffset now) =>
        tags.TryGetValue("x", out var text) && (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var expiry) || expiry <= now.ToUnixTimeSeconds());

    private static bool IsWithin(string identity, string signer) => identity == signer || identity.EndsWith("." + signer, StringComparison.Ordinal);

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
