using System.Text.RegularExpressions;
using MimeKit;

namespace SupportDesk.Mail.Parsing;

/// <summary>
/// Whether a mail that speaks like a delivery report is one. People write of mail and parcels that were not delivered too, also as postmaster
/// and through servers that empty the return path; so words alone, or one sign alone, are not enough.
/// </summary>
static partial class ReportSigns
{
    static readonly string[] Daemons = ["mailer-daemon", "mailerdaemon", "mailer_daemon", "mail-daemon", "maildaemon", "mmdf", "bounce"];

    static readonly string[] SystemNames =
    [
        "postmaster", "daemon", "delivery", "mail", "system", "administrator", "server", "gateway", "exchange", "mta", "smtp", "ndr", "attendant", "router", "notification", "zustell", "correo", "courrier",
    ];

    static readonly string[] DaemonNames = ["mailer-daemon", "mail delivery", "delivery subsystem", "delivery system", "internet mail delivery"];

    static readonly string[] Follows =
    [
        "original message follows", "original mail follows", "original mail as follows", "message headers follow", "message text follows", "message contents follow", "undelivered message follows", "headers of the original message",
        "copy of the message", "copy of your message", "unsent message below", "returned message below", "start of message", "ursprüngliche nachricht folgt", "message d'origine ci-dessous", "mensaje original a continuación",
    ];

    enum SystemSender
    {
        /// <summary>Somebody with a name or address of their own.</summary>
        No,

        /// <summary>An address where people and machines write: postmaster, without a person's name.</summary>
        Maybe,

        /// <summary>A machine's own name.</summary>
        Yes,
    }

    /// <param name="mail">One that speaks like a report (<see cref="Bounces"/>).</param>
    /// <param name="message">The same, with its parts and fields.</param>
    public static bool AreEnough(ParsedMail mail, MimeMessage message)
    {
        if (Reports.HasStatus(message)) return true;
        var sender = SenderOf(mail);
        var envelope = IsFromNobody(message.Headers);
        var field = HasMachinesField(message.Headers);
        var words = NamesAddressLikeAServer(mail);
        var returned = Reports.Returned(message.Body).Any() || ReturnsInText(mail.WholeText);
        if (returned && (sender != SystemSender.No || envelope || field || words)) return true;
        if (sender == SystemSender.Yes) return envelope || field || words || Speaks(mail);
        if (sender == SystemSender.Maybe) return envelope || field || words;
        return Count(envelope, field, words) >= 2;
    }

    static int Count(params ReadOnlySpan<bool> signs)
    {
        var count = 0;
        foreach (var sign in signs) count += sign ? 1 : 0;
        return count;
    }

    static SystemSender SenderOf(ParsedMail mail)
    {
        if (mail.From is not { } from) return SystemSender.Maybe;
        var local = from.Address.Split('@')[0].ToLowerInvariant();
        var name = Phrases.Folded(from.Name ?? "");
        if (Daemons.Any(d => local.StartsWith(d, StringComparison.Ordinal)) || local.EndsWith("daemon", StringComparison.Ordinal) || Contains(name, DaemonNames)) return SystemSender.Yes;
        if (name.Length > 0 && !Contains(name, SystemNames)) return SystemSender.No;
        return name.Length > 0 || local is "postmaster" or "post_master" or "" || RobotAddresses.Include(from.Address.ToLowerInvariant()) ? SystemSender.Maybe : SystemSender.No;
    }

    static bool IsFromNobody(HeaderList headers) =>
        headers.Where(h => h.Id == HeaderId.ReturnPath).Take(3).Any(h => h.Value.Trim() is "<>" or "" or "< >" || h.Value.Contains("MAILER-DAEMON", StringComparison.OrdinalIgnoreCase));

    static bool HasMachinesField(HeaderList headers) => AutoReplies.IsAutoSubmitted(headers) || headers.Contains("X-Failed-Recipients");

    static bool Speaks(ParsedMail mail) => BounceText.SaysSubject(mail.Subject) || BounceText.SaysText(mail.WholeText);

    // On a line as servers write it: in brackets at its beginning, before a colon, or beside a server's code. A sentence that holds an address is a person's.
    static bool NamesAddressLikeAServer(ParsedMail mail)
    {
        if (!BounceText.SaysText(mail.WholeText) || !BounceText.IsTechnical(mail.WholeText)) return false;
        var own = mail.To.Concat(mail.Cc).Concat(mail.Authors).Select(a => a.Address).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var lines = mail.WholeText.Split('\n').Take(200).Where(l => l.Length <= 1000).ToList();
        return lines.Exists(l => ServersLine().Match(l) is { Success: true } found && !own.Contains(found.Groups["a"].Value))
            || (lines.Exists(l => ServersCode().IsMatch(l)) && lines.Exists(l => ShortLine().Match(l) is { Success: true } found && !own.Contains(found.Groups["a"].Value)));
    }

    static bool ReturnsInText(string text)
    {
        var (fields, trace) = (new HashSet<string>(StringComparer.OrdinalIgnoreCase), false);
        foreach (var line in text.Split('\n').Take(400))
        {
            if (line.Length < 80 && Contains(Phrases.Folded(line), Follows)) return true;
            var bare = line.AsSpan().TrimStart(" >\t|");
            var colon = bare.IndexOf(':');
            if (colon is < 2 or > 30) continue;
            var name = bare[..colon].ToString();
            if (name.ToLowerInvariant() is not ("received" or "message-id" or "return-path" or "from" or "to" or "subject" or "date" or "mime-version" or "content-type" or "x-mailer")) continue;
            fields.Add(name);
            trace |= name.ToLowerInvariant() is "received" or "message-id" or "return-path" or "mime-version";
        }

        return trace && fields.Count >= 3;
    }

    static bool Contains(string folded, string[] phrases) => phrases.Any(p => folded.Contains(p, StringComparison.Ordinal));

    [GeneratedRegex(@"^[ \t>*|-]*(?:<(?<a>[^\s<>]+@[^\s<>]+)>[ \t]*(?:[:(.-]|$)|(?<a>[^\s<>""'(),;:@]+@[^\s<>""'(),;:@]+):(?:[ \t]|$)|.{0,60}rcpt to: ?<?(?<a>[^\s<>]+@[^\s<>]+?)>?(?:[ \t.,;(]|$)|.{0,40}[45][0-9][0-9][ -].{0,60}<(?<a>[^\s<>]+@[^\s<>]+)>|<?(?<a>[^\s<>""'(),;:@]+@[^\s<>""'(),;:@]+?)>?[ \t:(-]{1,4}[45](?:[0-9][0-9]|\.[0-9]+\.[0-9]+)[ -])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ServersLine();

    [GeneratedRegex("^[ \t>]*[45][0-9][0-9][ -]", RegexOptions.NonBacktracking)]
    private static partial Regex ServersCode();

    [GeneratedRegex(@"^[ \t>]*(?:[^\s@]+ ){0,2}<?(?<a>[^\s<>""'(),;:@]+@[^\s<>""'(),;:@]+?)>?[ \t\r]*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ShortLine();
}
