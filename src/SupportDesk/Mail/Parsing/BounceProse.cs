using System.Text.RegularExpressions;
using MimeKit;

namespace SupportDesk.Mail.Parsing;

/// <summary>
/// Which addresses a report in prose says have failed. An address counts by how it is named: in a field of its own ("Failed recipient:"), alone
/// on a line below words that say so, in the sentence that says so, or only somewhere. The best kind that occurs is taken, and nothing of
/// the mail that came back, which is full of addresses that did not fail.
/// </summary>
sealed partial class BounceProse
{
    const int Lines = 300, Longest = 1000, Most = 100;

    enum Naming { Somewhere, Alone, Said, Plainly }

    readonly List<(string Address, Naming Naming)> named = [];
    readonly List<string> locals = [];
    readonly HashSet<string> own;
    readonly HashSet<string> recipients = new(StringComparer.OrdinalIgnoreCase);
    bool announced;

    BounceProse(ParsedMail mail) => own = mail.To.Concat(mail.Cc).Concat(mail.Authors).Select(a => a.Address).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the mail that failed stands below the words.</summary>
    public bool Returns { get; private set; }

    /// <summary>Whether some address is named as only a report does it: in a field, or by itself below words that say so.</summary>
    public bool NamesPlainly => named.Exists(n => n.Naming == Naming.Plainly);

    /// <summary>Whether a person speaks: of themselves, or with a question.</summary>
    public bool IsPersonal { get; private set; }

    public static BounceProse Read(ParsedMail mail, MimeMessage message)
    {
        var prose = new BounceProse(mail);
        foreach (var headers in Reports.Returned(message.Body).Take(2)) prose.Recipients(headers);
        var lines = Joined(mail.WholeText[..Math.Min(mail.WholeText.Length, 200_000)]).Split('\n');
        var end = prose.Words(lines);
        foreach (var line in lines.Skip(end).Take(Lines)) prose.Below(line);
        return prose;
    }

    /// <summary>The failed addresses, each once.</summary>
    public IEnumerable<string> Addresses(string? domain)
    {
        var best = named.Count == 0 ? Naming.Somewhere : named.Max(n => n.Naming);
        if (best < Naming.Said && locals.Count > 0 && domain is not null) return locals.Select(l => recipients.FirstOrDefault(r => r.StartsWith(l + "@", StringComparison.OrdinalIgnoreCase)) ?? $"{l}@{domain}").Distinct(StringComparer.OrdinalIgnoreCase);
        var found = named.Where(n => n.Naming == best).Select(n => n.Address).Distinct(StringComparer.OrdinalIgnoreCase).Take(Most).ToList();
        if (best >= Naming.Alone && found.Count > 0) return found;
        var known = found.Where(recipients.Contains).ToList();
        return known.Count > 0 ? known : found.Count > 0 ? found : recipients.Where(r => !own.Contains(r)).Take(20);
    }

    // "(expanded from" and the address behind it are one.
    static string Joined(string text) => Wrapped().Replace(text, "$1 ");

    [GeneratedRegex(@"(\((?:ultimately )?(?:expanded|generated|aliased|forwarded|redirected) from:?)\s*\n\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Wrapped();

    // The number of lines that are words of the report.
    int Words(string[] lines)
    {
        var said = "";
        for (var i = 0; i < Math.Min(lines.Length, Lines); i++)
        {
            var bare = lines[i].Trim();
            if (bare.Length == 0) said = "";
            if (bare.Length is 0 or > Longest) continue;
            var folded = Phrases.Folded(bare);
            if (Begins(lines, i, folded)) return i;
            if (IsField(bare) && !announced && IsField(Neighbour(lines, i))) continue;
            // A sentence goes on over the line end.
            var says = BounceText.Announces(folded) || (said.Length > 0 && BounceText.Announces(said + " " + folded));
            announced |= says;
            IsPersonal |= Own().IsMatch(folded) || (!says && Person().IsMatch(folded));
            Line(lines[i], bare, folded, says, said.Length == 0);
            said = bare.EndsWith('.') || bare.EndsWith(':') || (said.Length > 0 && says) ? "" : folded;
        }

        return Math.Min(lines.Length, Lines);
    }

    [GeneratedRegex(@"\b(my|mein|meine|meinen)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Own();

    // Servers too say "I'm afraid that …", but in the sentence that says what failed.
    [GeneratedRegex(@"\b(i am|i'm|i have|i've|ich|je suis)\b|^(hello|hi|hallo|dear|guten tag|bonjour|hola|liebe|lieber|sehr geehrte)\b.{0,30},|\?$", RegexOptions.CultureInvariant)]
    private static partial Regex Person();

    static string Neighbour(string[] lines, int at) => at + 1 < lines.Length && lines[at + 1].Trim().Length > 0 ? lines[at + 1].Trim() : at > 0 ? lines[at - 1].Trim() : "";

    static bool IsField(string bare) => Field().IsMatch(bare);

    [GeneratedRegex(@"^[> ]*(received|return-path|message-id|mime-version|delivered-to|dkim-signature|x-[\w-]+|list-[\w-]+|content-[\w-]+|from|to|cc|subject|sent|date|reply-to|sender|errors-to|precedence|arrival-date)\s*:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Field();

    // The returned mail begins: it is announced, or its header stands there.
    bool Begins(string[] lines, int at, string folded)
    {
        if (!announced && named.Count == 0) return false;
        var bare = lines[at].Trim();
        var begins = (folded.Length < 100 && BounceText.Ends(folded) && !BounceText.Announces(folded)) || (IsField(bare) && IsHeader(lines, at));
        Returns |= begins;
        return begins;
    }

    static bool IsHeader(string[] lines, int at)
    {
        var fields = 0;
        for (var i = at; i < Math.Min(lines.Length, at + 8) && lines[i].Trim().Length > 0; i++) fields += IsField(lines[i].Trim()) ? 1 : 0;
        return fields >= 3 || (fields == 2 && lines[at].Contains("Received:", StringComparison.OrdinalIgnoreCase));
    }

    void Line(string line, string bare, string folded, bool says, bool begins)
    {
        if (Alias().Match(bare) is { Success: true } alias) Replace(alias.Groups["address"].Value);
        if (named.Count >= 10 * Most) return;
        var found = false;
        foreach (var (address, start) in In(bare))
        {
            found = true;
            if (own.Contains(address) || IsOther(bare, start, address)) continue;
            if (Alias().Match(bare) is { Success: true } behind && start > behind.Index) continue;
            named.Add((address, How(bare, folded, address, start, says, begins)));
        }

        if (!found && announced && locals.Count < Most && Local().Match(line) is { Success: true } local) locals.Add(local.Groups[1].Value);
    }

    // The address we wrote to stands behind the one it was handed on to: that one is replaced.
    [GeneratedRegex("""(?:\((?:ultimately )?(?:expanded|generated|aliased|forwarded|redirected) from:?|^original (?:address|recipient):)\s*<?(?<address>[^\s<>()"',;]{1,100}@[^\s<>()"',;]{1,200})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Alias();

    void Replace(string address)
    {
        var at = named.Count - 1;
        if (at >= 0) named[at] = (address, Naming.Plainly);
        else named.Add((address, Naming.Plainly));
    }

    // A name without its domain, by itself or before the reason, in a list below the words.
    [GeneratedRegex(@"^\s+([A-Za-z0-9][\w.+-]{1,63})(?:\s*$|\s{2,}\S)", RegexOptions.CultureInvariant)]
    private static partial Regex Local();

    Naming How(string bare, string folded, string address, int start, bool says, bool begins)
    {
        var alone = bare.Trim('<', '>', '"', '*', '-', ' ', ':', ';', '.').Length <= address.Length + 2 || IsNamed(bare, address);
        if (Label().IsMatch(bare[..start]) || (bare.StartsWith('<') && start <= 1 && announced)) return Naming.Plainly;
        if (alone || (start <= 1 && DayBehind().IsMatch(bare[(start + address.Length)..]))) return announced ? Naming.Plainly : Naming.Alone;
        if (folded.Contains("smtp=", StringComparison.Ordinal) && announced) return Naming.Plainly; // an X.400 address that holds it
        return says || Code().IsMatch(bare) ? Naming.Said : start <= 1 && announced && begins ? Naming.Said : Naming.Somewhere;
    }

    // '"a@b" <a@b>': the address as its own name.
    static bool IsNamed(string bare, string address) => bare.Replace(address, "", StringComparison.OrdinalIgnoreCase).AsSpan().TrimStart("\"'<>() :;").IsEmpty;

    [GeneratedRegex(@"(?:(?:failed|intended|final|invalid|unknown|bad|rejected|undeliverable)\s+(?:recipient|address|rcpt|user)s?|recipient(?:\(s\)|s)?(?: address)?|e-?mail address|address|user|mailbox|account|rcpt to|empfänger|adresse|destinataire|destinatario|indirizzo|получатель|收件人|宛先|받는 사람)\s*[:：]\s*<?[""']?(?:smtp:|rfc822;\s*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(@"^[>;,]?\s+on\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DayBehind();

    [GeneratedRegex(@"(?:^|[\s:#(<])(?:[45][0-9]{2}[ -]|[45]\.[0-9]{1,3}\.[0-9]{1,3}\b)|user unknown|unknown user|no such user", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    // Whom to ask, and who wrote: they did not fail.
    static bool IsOther(string bare, int start, string address)
    {
        var local = address.AsSpan(0, address.IndexOf('@', StringComparison.Ordinal));
        if (local.StartsWith("postmaster", StringComparison.OrdinalIgnoreCase) || local.StartsWith("mailer-daemon", StringComparison.OrdinalIgnoreCase)) return true;
        return Before().IsMatch(bare[..start]);
    }

    [GeneratedRegex(@"(?:\b(?:from|by|contact|via|sender|e-?mail us at|write to|message-id|von|return-path|received)\b[:=]?|<mailto:)\s*<?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Before();

    void Below(string line)
    {
        foreach (Match match in For().Matches(line[..Math.Min(line.Length, Longest)])) Add(match.Groups[1].Value);
        if (line.TrimStart('>', ' ').StartsWith("To:", StringComparison.OrdinalIgnoreCase)) foreach (var (address, _) in In(line.Length > Longest ? line[..Longest] : line)) Add(address);
    }

    [GeneratedRegex(@"\bfor <([^<>\s]{1,100}@[^<>\s]{1,200})>", RegexOptions.CultureInvariant)]
    private static partial Regex For();

    void Recipients(HeaderList headers)
    {
        foreach (var header in headers.Where(h => h.Id == HeaderId.Received || h.Field is "X-Original-To" or "Delivered-To" or "Envelope-To" or "X-Envelope-To").Take(30))
        {
            if (header.Id == HeaderId.Received) Below(header.Value);
            else foreach (var (address, _) in In(Texts.Line(header.Value, Longest))) Add(address);
        }

        foreach (var id in (ReadOnlySpan<HeaderId>)[HeaderId.To, HeaderId.Cc])
        {
            foreach (var to in Parsing.Addresses.All(headers, id, 20).Where(a => a.Address.Contains('@', StringComparison.Ordinal))) Add(to.Address);
        }
    }

    void Add(string address)
    {
        if (recipients.Count < Most) recipients.Add(address);
    }

    static IEnumerable<(string Address, int Start)> In(string line)
    {
        var count = 0;
        for (var at = line.IndexOf('@', StringComparison.Ordinal); at > 0 && count < 50; at = line.IndexOf('@', at + 1), count++)
        {
            var (start, end) = Parsing.Addresses.Around(line, at);
            var written = line[start..end];
            if (written.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) start += 7;
            var address = line[start..end].TrimEnd('.', '!', '?', '\\', '`', '…');
            var question = address.IndexOf('?', StringComparison.Ordinal);
            if (question > 0) address = address[..question];
            if (address.IndexOf('@', StringComparison.Ordinal) > 0 && !address.EndsWith('@') && address.Length <= 320 && address.Count(c => c == '@') == 1) yield return (address, start);
        }
    }
}
