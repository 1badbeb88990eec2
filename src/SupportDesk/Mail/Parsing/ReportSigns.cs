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

    // Words of names. "Ismail" holds one too, so whole words count, and most of a name must be such words.
    static readonly string[] SystemWords =
    [
        "postmaster", "daemon", "mailer", "delivery", "mail", "email", "system", "sysadmin", "administrator", "systemadministrator", "server", "mailserver", "gateway",
        "exchange", "mta", "smtp", "ndr", "attendant", "router", "notification", "notifications", "subsystem", "antivirus", "returned", "internet",
        "microsoft", "outlook", "office", "365", "firewall", "filter", "nachrichten", "zustellung", "messagerie", "correo", "posta", "почта",
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
    /// <param name="prose">What its words name.</param>
    public static bool AreEnough(ParsedMail mail, MimeMessage message, BounceProse prose)
    {
        var sender = SenderOf(mail);
        var envelope = IsFromNobody(message.Headers);
        var field = HasMachinesField(message.Headers);
        var words = NamesAddressLikeAServer(mail) || prose is { NamesPlainly: true, IsPersonal: false };
        var returned = Reports.Returned(message.Body).Any() || ReturnsInText(mail.WholeText);
        if (returned && (sender != SystemSender.No || envelope || field || words || !prose.IsPersonal)) return true;
        if (sender == SystemSender.Yes) return envelope || field || words || Speaks(mail);
        if (sender == SystemSender.Maybe) return envelope || field || words;
        return words && (envelope || field); // Robots empty the return path and say that they are robots: that is one sign, not two.
    }

    static SystemSender SenderOf(ParsedMail mail)
    {
        if (mail.From is not { } from) return SystemSender.Maybe;
        var local = from.Address.Split('@')[0].ToLowerInvariant();
        var name = Phrases.Folded(from.Name ?? "");
        if (Daemons.Any(d => local.StartsWith(d, StringComparison.Ordinal)) || local.EndsWith("daemon", StringComparison.Ordinal)) return SystemSender.Yes;
        if (Contains(name, DaemonNames)) return SystemSender.Yes;
        if (name.Length > 0) return IsSystemsName(name) ? SystemSender.Maybe : SystemSender.No;
        return local.Length == 0 || RobotAddresses.Include(from.Address.ToLowerInvariant()) ? SystemSender.Maybe : SystemSender.No;
    }

    static bool IsSystemsName(string name)
    {
        var words = name.Split([' ', '-', '_', '.', ',', '"', '\'', '(', ')', '/'], StringSplitOptions.RemoveEmptyEntries);
        return words.Count(w => SystemWords.Contains(w)) * 2 > words.Length;
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
        return lines.Exists(l => NamesAnother(ServersLine().Match(l))) || (lines.Exists(l => ServersCode().IsMatch(l)) && lines.Exists(l => NamesAnother(ShortLine().Match(l))));

        bool NamesAnother(Match found) => found.Success && !own.Contains(found.Groups["a"].Value);
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
            var traces = name.ToLowerInvariant() is "received" or "message-id" or "return-path" or "mime-version";
            if (!traces && name.ToLowerInvariant() is not ("from" or "to" or "subject" or "date" or "content-type" or "x-mailer")) continue;
            fields.Add(name);
            trace |= traces;
        }

        return trace && fields.Count >= 3;
    }

    static bool Contains(string folded, string[] phrases) => phrases.Any(p => folded.Contains(p, StringComparison.Ordinal));

    const string Bare = @"(?<a>[^\s<>""'(),;:@]+@[^\s<>""'(),;:@]+?)";
    const string InBrackets = @"<(?<a>[^\s<>]+@[^\s<>]+?)>";

    // <a@b>:    a@b: …    RCPT TO:<a@b>    550 5.1.1 … <a@b>    a@b (550 …
    [GeneratedRegex(
        @"^[ \t>*|-]*(?:" + InBrackets + @"[ \t]*(?:[:(.-]|$)|" + Bare + @":(?:[ \t]|$)|.{0,60}rcpt to: ?(?:" + InBrackets + "|" + Bare + @"(?:[ \t.]|$))"
        + "|.{0,40}[45][0-9][0-9][ -].{0,60}" + InBrackets + "|<?" + Bare + @">?[ \t:(-]{1,4}[45](?:[0-9][0-9]|\.[0-9]+\.[0-9]+)[ -])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ServersLine();

    [GeneratedRegex("^[ \t>]*[45][0-9][0-9][ -]", RegexOptions.NonBacktracking)]
    private static partial Regex ServersCode();

    [GeneratedRegex(@"^[ \t>]*(?:[^\s@]+ ){0,2}<?" + Bare + @">?[ \t\r]*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ShortLine();
}
