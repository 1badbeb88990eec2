using MimeKit;

namespace SupportDesk.Mail.Parsing;

/// <param name="IsBounce">A report that a mail could not be delivered, or not yet.</param>
/// <param name="IsDelay">Only "not yet".</param>
sealed record Bounce(bool IsBounce, bool IsDelay, IReadOnlyList<FailedAddress> Addresses)
{
    public static Bounce None { get; } = new(false, false, []);

    /// <summary>It speaks like a report, but has too few signs of one.</summary>
    public bool IsUnclear { get; init; }
}

/// <summary>
/// Delivery reports, by RFC 3464 where they keep to it and by what mail servers of all ages write where not. Whether an address loses its
/// standing by one is not decided here: only a report that carries our own token may (threat T36).
/// </summary>
static class Bounces
{
    public static Bounce Read(ParsedMail mail, MimeMessage message)
    {
        var actions = new HashSet<string>(StringComparer.Ordinal);
        var status = StatusAddresses(mail, message, actions);
        var reported = Reports.HasStatus(message);
        if (status.Count == 0 && Reports.Wrapped(message.Body) is { } wrapped) status = StatusAddresses(mail, wrapped, actions);
        if (reported && actions.Count > 0 && actions.All(a => a is "delivered" or "relayed" or "expanded")) return Bounce.None;
        var prose = status.Count > 0 && reported ? null : BounceProse.Read(mail, message);
        var likely = reported || IsLikely(mail, message, prose!);
        if (!likely && !Speaks(mail, message)) return Bounce.None;
        var delay = IsDelay(mail, actions);
        var addresses = status.Count > 0 ? status : InWords(mail, message, prose!);
        var clear = reported || (likely && ReportSigns.AreEnough(mail, message, prose!));
        return new(clear, delay, delay ? [.. addresses.Select(a => a with { Hard = false })] : addresses) { IsUnclear = !clear };
    }

    static bool IsDelay(ParsedMail mail, HashSet<string> actions) =>
        actions.Count > 0 ? actions.All(a => a is "delayed" or "deferred") : BounceText.SaysDelay(mail);

    static List<FailedAddress> InWords(ParsedMail mail, MimeMessage message, BounceProse prose)
    {
        var named = message.Headers.Where(h => h.Field.Equals("X-Failed-Recipients", StringComparison.OrdinalIgnoreCase)).SelectMany(h => h.Value.Split(',')).Select(v => v.Trim(' ', '<', '>', '\t')).Where(v => v.Contains('@', StringComparison.Ordinal)).ToList();
        var from = mail.From?.Address is { } address && address.LastIndexOf('@') is var at and > 0 ? address[(at + 1)..] : null;
        var failed = named.Count > 0 ? named : prose.Addresses(from);
        var hard = BounceText.Hardness(mail.WholeText);
        return [.. failed.Distinct(StringComparer.OrdinalIgnoreCase).Take(100).Select(a => new FailedAddress(Texts.Line(a, 320), hard))];
    }

    /// <summary>
    /// Without a report part: a mail that came back, or an address that is named as only reports do it, and beside it a second sign: a daemon
    /// wrote it, or subject and text say so. People write of failed deliveries too, with an empty return path and from a postmaster's address.
    /// </summary>
    static bool IsLikely(ParsedMail mail, MimeMessage message, BounceProse prose)
    {
        if (message.Headers.Contains("X-Failed-Recipients")) return true;
        var subject = BounceText.SaysSubject(mail.Subject);
        var text = BounceText.SaysText(mail.WholeText);
        var writer = WriterOf(mail);
        var nobody = IsFromNobody(message);
        if (AutoReplies.Is(mail, message) && !(writer != Writer.Anybody && (subject || text)) && !(subject && text)) return false;
        var returned = prose.Returns || Reports.Returned(message.Body).Any();
        if (writer == Writer.Daemon) return subject || text || nobody || returned;
        var likely = writer == Writer.Postmaster || nobody;
        if (returned || prose.NamesPlainly) return likely ? (subject || text) && (returned || !prose.IsPersonal) : subject && text && (returned || !prose.IsPersonal || BounceText.IsTechnical(mail.WholeText));
        return likely && subject && text && !prose.IsPersonal;
    }

    // The words of a report without its signs: it may be a machine's, or a person's about one.
    static bool Speaks(ParsedMail mail, MimeMessage message)
    {
        var (subject, text) = (BounceText.SaysSubject(mail.Subject), BounceText.SaysText(mail.WholeText));
        if (AutoReplies.Is(mail, message) && !(subject && text)) return false;
        if (WriterOf(mail) != Writer.Anybody || IsFromNobody(message)) return subject || text;
        return subject && text && (BounceText.IsTechnical(mail.WholeText) || Reports.Returned(message.Body).Any());
    }

    enum Writer { Anybody, Postmaster, Daemon }

    // Nobody writes as MAILER-DAEMON; a postmaster may be a person.
    static Writer WriterOf(ParsedMail mail)
    {
        if (mail.From is not { } from) return Writer.Anybody;
        var local = from.Address.Split('@')[0].Trim('"', '\\').ToLowerInvariant();
        var name = Phrases.Folded(from.Name ?? "");
        if (local is "mailerdaemon" or "mail-daemon" or "mmdf" or "mailer_daemon" || local.StartsWith("mailer-daemon", StringComparison.Ordinal) || Array.Exists(Daemons, d => name.Contains(d, StringComparison.Ordinal))) return Writer.Daemon;
        return local is "postmaster" or "post_master" || local.StartsWith("bounce", StringComparison.Ordinal) || Array.Exists(Postmasters, p => name.Contains(p, StringComparison.Ordinal)) ? Writer.Postmaster : Writer.Anybody;
    }

    static readonly string[] Daemons = ["mail delivery", "mailer-daemon", "delivery subsystem", "delivery system"];
    static readonly string[] Postmasters = ["mail administrator", "postmaster", "ndr ", "system administrator", "systemadministrator"];

    static bool IsFromNobody(MimeMessage message) =>
        message.Headers.Where(h => h.Id == HeaderId.ReturnPath).Take(3).Any(h => h.Value.Trim() is "<>" or "" or "< >" || h.Value.Contains("MAILER-DAEMON", StringComparison.OrdinalIgnoreCase));

    static List<FailedAddress> StatusAddresses(ParsedMail mail, MimeMessage message, HashSet<string> actions)
    {
        var found = new List<FailedAddress>();
        // The whole text too: with a lost boundary the report is no part of its own.
        foreach (var text in Reports.Leaves(message.Body).Take(20).Where(IsReadable).Select(Reports.TextOf).Append(mail.WholeText))
        {
            if (!text.Contains("-Recipient:", StringComparison.OrdinalIgnoreCase)) continue;
            foreach (var group in Reports.Groups(text)) Add(group, found, actions);
        }

        return found;
    }

    static bool IsReadable(MimePart part) => part.ContentType.IsMimeType("text", "*") || part.ContentType.IsMimeType("message", "*");

    static void Add(Dictionary<string, string> group, List<FailedAddress> found, HashSet<string> actions)
    {
        var action = group.GetValueOrDefault("Action", "").Split(' ', '(', ';')[0].ToLowerInvariant();
        if (RecipientOf(group) is not { } address) return;
        if (action.Length > 0) actions.Add(action);
        if (action is "delivered" or "relayed" or "expanded" || found.Exists(f => f.Address.Equals(address, StringComparison.OrdinalIgnoreCase))) return;
        var status = group.GetValueOrDefault("Status", "").Split(' ', '(')[0];
        var reason = Texts.Line(group.GetValueOrDefault("Diagnostic-Code"), 300);
        found.Add(new(address, IsHard(status, action, reason), status.Length > 0 ? Texts.Line(status, 20) : null, reason.Length > 0 ? reason : null));
    }

    /// <summary>
    /// One address however many ways the report names it: the one that failed, but where that is only what the recipient's own servers call
    /// it (another name or host of the same domain, or no address of the net at all), the one that was written to.
    /// </summary>
    static string? RecipientOf(Dictionary<string, string> group)
    {
        var (final, original) = (AddressIn(group, "Final-Recipient"), AddressIn(group, "Original-Recipient"));
        if (final is null || original is null) return original ?? final ?? AddressIn(group, "X-Actual-Recipient");
        var (inside, outside) = (DomainOf(final), DomainOf(original));
        var isSame = inside.Equals(outside, StringComparison.OrdinalIgnoreCase) || inside.EndsWith("." + outside, StringComparison.OrdinalIgnoreCase);
        return isSame || !(inside.Contains('.', StringComparison.Ordinal) || final.StartsWith('@')) ? original : final;
    }

    static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];

    static string? AddressIn(Dictionary<string, string> group, string field) => group.TryGetValue(field, out var value) ? AddressOf(value) : null;

    static bool? IsHard(string status, string action, string reason)
    {
        if (action is "delayed" || status.StartsWith('4')) return false;
        // A full mailbox is refused for good by many servers, but it is emptied some day.
        if (status.StartsWith("5.2.2", StringComparison.Ordinal) || reason.Contains("mailbox full", StringComparison.OrdinalIgnoreCase) || reason.Contains("quota", StringComparison.OrdinalIgnoreCase)) return false;
        return status.StartsWith('5') || action == "failed" ? true : null;
    }

    /// <summary>"rfc822; &lt;damion@example.test&gt;" and its broken forms.</summary>
    static string? AddressOf(string value)
    {
        var address = value[(value.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim();
        // An X.400 address that holds one of ours: "/RFC-822=damion(a)customer.test/".
        if (address.IndexOf("RFC-822=", StringComparison.OrdinalIgnoreCase) is var x400 and >= 0) address = address[(x400 + 8)..].Split('/')[0].Replace("(a)", "@", StringComparison.OrdinalIgnoreCase);
        if (address.IndexOf('<', StringComparison.Ordinal) is var open and >= 0 && address.IndexOf('>', open) is var close and > 0) address = address[(open + 1)..close];
        address = address.Trim('<', '>', '"', '\'', ' ');
        if (address.IndexOf(' ', StringComparison.Ordinal) is var space and > 0) address = address[..space];
        return address.Contains('@', StringComparison.Ordinal) && address.Length <= 320 ? Texts.Line(address, 320) : null;
    }
}
