using MimeKit;

namespace SupportDesk.Mail.Parsing;

/// <summary>The machine-readable parts of reports: delivery status (RFC 3464) and abuse feedback (RFC 5965).</summary>
static class Reports
{
    const int Longest = 64 * 1024;

    public static bool IsFeedback(MimeMessage message) =>
        (message.Body is Multipart { ContentType.MediaSubtype: var subtype } report && subtype.Equals("report", StringComparison.OrdinalIgnoreCase)
            && report.ContentType.Parameters["report-type"]?.Equals("feedback-report", StringComparison.OrdinalIgnoreCase) == true)
        || Leaves(message.Body).Any(p => p.ContentType.IsMimeType("message", "feedback-report"))
        || IsHotmails(message);

    // Outlook.com's own form: the mail that was complained of, with a field that names who did.
    static bool IsHotmails(MimeMessage message) =>
        Returned(message.Body).Any(h => h.Contains(Complainer))
        || (message.Subject?.StartsWith("complaint about message from", StringComparison.OrdinalIgnoreCase) == true && Returned(message.Body).Any());

    const string Complainer = "X-HmXmrOriginalRecipient";

    /// <summary>The addresses whose owners complained, as the report names them; else those that the mail was written to.</summary>
    public static List<string> Complainers(MimeMessage message)
    {
        var reports = Leaves(message.Body).Where(p => p.ContentType.IsMimeType("message", "feedback-report")).Take(5);
        var named = reports.SelectMany(p => TextOf(p).Split('\n')).Where(l => l.StartsWith("Original-Rcpt-To:", StringComparison.OrdinalIgnoreCase)).Select(l => l[17..]).ToList();
        var returned = Returned(message.Body).Take(2).ToList();
        if (named.Count == 0) named = [.. returned.Select(h => h[Complainer]).OfType<string>()];
        if (named.Count == 0) named = [.. returned.SelectMany(h => Addresses.All(h, HeaderId.To, 20)).Select(a => a.Address)];
        return [.. named.Select(a => Texts.Line(a.Trim(' ', '<', '>', '"', '\r', '\t'), 320)).Where(a => a.Contains('@', StringComparison.Ordinal)).Distinct(StringComparer.OrdinalIgnoreCase).Take(100)];
    }

    public static bool HasStatus(MimeMessage message) =>
        Leaves(message.Body).Any(p => p.ContentType.IsMimeType("message", "delivery-status") || p.ContentType.IsMimeType("message", "global-delivery-status"))
        || (message.Body is Multipart report && report.ContentType.Parameters["report-type"]?.Equals("delivery-status", StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>Every part that is no container, those of nested mails not among them.</summary>
    public static IEnumerable<MimePart> Leaves(MimeEntity? entity)
    {
        if (entity is MimePart part) yield return part;
        if (entity is not Multipart multipart) yield break;
        foreach (var leaf in multipart.SelectMany(Leaves)) yield return leaf;
    }

    /// <summary>The decoded beginning of a part.</summary>
    public static string TextOf(MimePart part)
    {
        var bytes = MailFiles.Bytes(part);
        return Texts.Clean(Charsets.Decode(bytes.AsSpan(0, Math.Min(bytes.Length, Longest)), part.ContentType.Charset));
    }

    /// <summary>The report inside, where a gateway wrapped one into its own notice.</summary>
    public static MimeMessage? Wrapped(MimeEntity? entity) => entity switch
    {
        MessagePart { Message: { } nested } when HasStatus(nested) => nested,
        Multipart multipart => multipart.Select(Wrapped).FirstOrDefault(m => m is not null),
        _ => null,
    };

    /// <summary>The mails that were sent back, whole or as their header only.</summary>
    public static IEnumerable<HeaderList> Returned(MimeEntity? entity)
    {
        if (entity is MessagePart { Message: { } nested }) yield return nested.Headers;
        if (entity is not Multipart multipart) yield break;
        foreach (var headers in multipart.SelectMany(Returned)) yield return headers;
    }

    /// <summary>Groups of fields, parted by blank lines; folded values joined. Lines that are no field end nothing.</summary>
    public static IEnumerable<Dictionary<string, string>> Groups(string text)
    {
        var group = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? last = null;
        foreach (var line in text.Split('\n'))
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                if (group.Count > 0) yield return group;
                group = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                last = null;
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (char.IsWhiteSpace(line[0]) && last is not null && group[last].Length < 2000)
            {
                group[last] += " " + line.Trim();
            }
            else if (colon is > 2 and < 40 && !line.AsSpan(0, colon).Contains(' '))
            {
                last = line[..colon];
                if (last.Equals("Final-Recipient", StringComparison.OrdinalIgnoreCase) && group.ContainsKey(last))
                {
                    yield return group;
                    group = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                }

                if (!group.TryAdd(last, line[(colon + 1)..].Trim())) last = null;
            }
        }

        if (group.Count > 0) yield return group;
    }
}
