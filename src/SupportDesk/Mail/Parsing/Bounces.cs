using MimeKit;

namespace SupportDesk.Mail.Parsing;

/// <param name="IsBounce">A report that a mail could not be delivered, or not yet.</param>
/// <param name="IsDelay">Only "not yet".</param>
sealed record Bounce(bool IsBounce, bool IsDelay, IReadOnlyList<FailedAddress> Addresses)
{
    public static Bounce None { get; } = new(false, false, []);
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
        if (!reported && !IsLikely(mail, message)) return Bounce.None;
        var delay = IsDelay(mail, actions);
        var addresses = status.Count > 0 ? status : BounceText.Addresses(mail, message, delay);
        return new(true, delay, delay ? [.. addresses.Select(a => a with { Hard = false })] : addresses);
    }

    static bool IsDelay(ParsedMail mail, HashSet<string> actions) =>
        actions.Count > 0 ? actions.All(a => a is "delayed" or "deferred") : BounceText.SaysDelay(mail);

    /// <summary>
    /// Written by a mail system (a daemon's address, an empty return path) and saying so. From anybody else the subject and the words are not
    /// enough: parcels are not delivered either. Then the text must speak as only mail servers do, or the mail be sent back with it.
    /// </summary>
    static bool IsLikely(ParsedMail mail, MimeMessage message)
    {
        if (message.Headers.Contains("X-Failed-Recipients")) return true;
        var subject = BounceText.SaysSubject(mail.Subject);
        var text = BounceText.SaysText(mail.WholeText);
        var daemon = IsDaemon(mail);
        var nobody = IsFromNobody(message);
        if (AutoReplies.Is(mail, message) && !(daemon && (subject || text)) && !(subject && text)) return false;
        return daemon || nobody ? subject || text || (daemon && nobody) : subject && text && (BounceText.IsTechnical(mail.WholeText) || Reports.Returned(message.Body).Any());
    }

    static bool IsDaemon(ParsedMail mail)
    {
        var from = mail.From;
        if (from is null) return false;
        var local = from.Address.Split('@')[0].ToLowerInvariant();
        if (local is "mailer-daemon" or "postmaster" or "mailerdaemon" or "mail-daemon" or "mmdf" or "mailer_daemon" or "post_master" || local.StartsWith("mailer-daemon", StringComparison.Ordinal) || local.StartsWith("bounce", StringComparison.Ordinal)) return true;
        var name = Phrases.Folded(from.Name ?? "");
        return name.Contains("mail delivery", StringComparison.Ordinal) || name.Contains("mailer-daemon", StringComparison.Ordinal) || name.Contains("mail administrator", StringComparison.Ordinal) || name.Contains("postmaster", StringComparison.Ordinal)
            || name.Contains("delivery subsystem", StringComparison.Ordinal) || name.Contains("delivery system", StringComparison.Ordinal) || name.Contains("ndr ", StringComparison.Ordinal) || name.Contains("system administrator", StringComparison.Ordinal) || name.Contains("systemadministrator", StringComparison.Ordinal);
    }

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
        var named = false;
        foreach (var field in (ReadOnlySpan<string>)["Final-Recipient", "X-Actual-Recipient", "Original-Recipient"])
        {
            if (!group.TryGetValue(field, out var value) || AddressOf(value) is not { } address) continue;
            named = true;
            if (action is "delivered" or "relayed" or "expanded" || found.Exists(f => f.Address.Equals(address, StringComparison.OrdinalIgnoreCase))) continue;
            var status = group.GetValueOrDefault("Status", "").Split(' ', '(')[0];
            var reason = Texts.Line(group.GetValueOrDefault("Diagnostic-Code"), 300);
            found.Add(new(address, IsHard(status, action, reason), status.Length > 0 ? Texts.Line(status, 20) : null, reason.Length > 0 ? reason : null));
        }

        if (named && action.Length > 0) actions.Add(action);
    }

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
        if (address.IndexOf('<', StringComparison.Ordinal) is var open and >= 0 && address.IndexOf('>', open) is var close and > 0) address = address[(open + 1)..close];
        address = address.Trim('<', '>', '"', '\'', ' ');
        if (address.IndexOf(' ', StringComparison.Ordinal) is var space and > 0) address = address[..space];
        return address.Contains('@', StringComparison.Ordinal) && address.Length <= 320 ? Texts.Line(address, 320) : null;
    }
}
