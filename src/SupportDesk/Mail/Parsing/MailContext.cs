namespace SupportDesk.Mail.Parsing;

/// <summary>
/// What the header says about the text below it: who wrote it, to whom, and whether it answers a mail or passes one on. Words that look like
/// history are folded only where the mail answers something; in an opening mail they may be the complaint itself.
/// </summary>
sealed class MailContext
{
    const int MostNames = 20;

    readonly HashSet<string> ours = new(StringComparer.OrdinalIgnoreCase);
    readonly HashSet<string> ourDomains = new(StringComparer.OrdinalIgnoreCase);
    readonly HashSet<string> ourNames = new(StringComparer.OrdinalIgnoreCase);
    readonly HashSet<string> writers = new(StringComparer.OrdinalIgnoreCase);

    MailContext(string? senderName) => SenderName = senderName;

    /// <summary>The writer's display name, to know a signature by.</summary>
    public string? SenderName { get; }

    /// <summary>Its subject, or a mail of ours that it names, says that it answers.</summary>
    public bool IsReply { get; private init; }

    /// <summary>Its subject says "Re:" in some language.</summary>
    public bool HasReplySubject { get; private init; }

    /// <summary>Its subject says that it is passed on.</summary>
    public bool IsForward { get; private init; }

    /// <summary>Its subject says in one language that it answers, and in another one that it is passed on.</summary>
    public bool MayAnswer { get; private init; }

    /// <summary>A server has carried it, so its header is whole: had its mail program written an answer, it would say so there.</summary>
    public bool IsCarried { get; private init; }

    /// <summary>A text without a header of its own, such as a post: whatever looks like history is.</summary>
    public static MailContext Unknown(string? senderName) => new(senderName) { IsReply = true };

    public static MailContext Read(ParsedMail head)
    {
        var reply = MarkerLines.IsReplySubject(head.Subject);
        var forward = !reply && MarkerLines.IsForwardSubject(head.Subject);
        var either = MarkerLines.IsEitherSubject(head.Subject);
        // Also to whom it was delivered: those who were in no field that the writer saw.
        var delivered = head.TokenCandidates.Except(head.InReplyTo).Except(head.References).Where(a => a.Contains('@', StringComparison.Ordinal));
        var people = head.To.Concat(head.Cc).Concat(delivered.Select(a => new WrittenAddress(a, null))).ToList();
        var domains = people.Select(p => DomainOf(p.Address)).Where(d => d.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var named = head.Token is not null || head.InReplyTo.Concat(head.References).Any(id => domains.Contains(DomainOf(id)));
        var context = new MailContext(head.From?.Name)
        {
            HasReplySubject = reply,
            IsForward = forward && !(named && either),
            IsReply = reply || (named && (!forward || either)),
            MayAnswer = either,
            IsCarried = head.Trace.Any(t => t.IsReceived),
        };
        foreach (var address in head.Authors.Concat(head.ReplyTo).Append(head.From).OfType<WrittenAddress>()) context.writers.Add(address.Address);
        foreach (var person in people.Where(p => !context.writers.Contains(p.Address))) context.AddOurs(person, DomainOf(head.From?.Address ?? ""));
        return context;
    }

    /// <summary>The text names an address that this mail was sent to, or another one of the same organisation.</summary>
    public bool NamesOurAddress(string text) => AddressesIn(text).Any(a => ours.Contains(Plain(a)) || ourDomains.Contains(DomainOf(a)));

    /// <summary>The text names us by address, or by the name under which the writer knows us.</summary>
    public bool NamesUs(string text) => NamesOurAddress(text) || ourNames.Any(n => text.Contains(n, StringComparison.OrdinalIgnoreCase));

    /// <summary>A line of the text names the writer: by address, or where it has none by name, as Outlook does.</summary>
    public bool NamesWriter(string text) => text.Split('\n').Any(line => AddressesIn(line).Any(writers.Contains) || IsNamed(line));

    /// <summary>The text is nothing but an address of the writer.</summary>
    public bool IsWritersAddress(string text) => writers.Contains(text.Trim('<', '>', ' '));

    bool IsNamed(string line) =>
        SenderName is { Length: >= 3 } name && !line.Contains('@', StringComparison.Ordinal) && line.Contains(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The addresses that stand in a text, at most twenty.</summary>
    public static IEnumerable<string> AddressesIn(string text)
    {
        for (var (sign, n) = (text.IndexOf('@', StringComparison.Ordinal), 0); sign >= 0 && n < 20; sign = text.IndexOf('@', sign + 1), n++)
        {
            var (start, end) = Addresses.Around(text, sign);
            if (start < sign && end > sign + 1) yield return text[start..end];
        }
    }

    // Colleagues at the writer's own domain are no sign: the desk may be one of them, and so may everybody else.
    void AddOurs(WrittenAddress person, string writersDomain)
    {
        ours.Add(Plain(person.Address));
        var domain = DomainOf(person.Address);
        if (domain.Length > 0 && !domain.Equals(writersDomain, StringComparison.OrdinalIgnoreCase)) ourDomains.Add(domain);
        if (ourNames.Count < MostNames && person.Name is { Length: >= 5 } name && name.Contains(' ', StringComparison.Ordinal)) ourNames.Add(name);
    }

    static string Plain(string address)
    {
        var (plus, sign) = (address.IndexOf('+', StringComparison.Ordinal), address.LastIndexOf('@'));
        return plus > 0 && plus < sign ? address[..plus] + address[sign..] : address;
    }

    static string DomainOf(string address)
    {
        var sign = address.LastIndexOf('@');
        return sign < 0 ? "" : address[(sign + 1)..].TrimEnd('>', '.');
    }
}
