using SupportDesk.Mail.Authenticity;
using SupportDesk.Mail.Incoming;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Mail.Checking;

/// <summary>
/// What the mail of a test tells of proof: whether the desk believes what the receiving server wrote on it, which line stops it else and which setting
/// mends that; and whether it would believe the proof that was forged on it.
/// </summary>
internal sealed class ProofCheck(MailboxOptions mailbox, Guid mailboxId, string mark, SenderCheck senders)
{
    private const int LineLength = 240;

    private static readonly HashSet<string> NoFriends = [];

    private TrustOptions Trust => mailbox.Trust;

    /// <summary>Whether the proof of its sender is believed. The forged one is left out, so that it speaks neither for nor against.</summary>
    public async Task<CheckStep> JudgeAsync(byte[] came, CancellationToken cancel)
    {
        var parsed = MailParser.Parse(came);
        var mail = parsed with { Trace = [.. parsed.Trace.Where(h => h.IsReceived || !IsForged(h))] };
        if (Trust.AuthServIds.Length == 0)
            return await BySignatureAsync(came, mail, cancel);
        if (Boundary.Judge(mail, Trust, NoFriends) is { } said)
            return Believed(said);

        var own = mail.Trace.Index().Where(h => !h.Item.IsReceived && AuthenticationField.IsNamed(h.Item.Value, Trust.AuthServIds)).Select(h => (int?)h.Index).FirstOrDefault();
        if (own is { } at)
            return Stopped("The receiving server wrote a result, but the desk does not believe it", ForeignAbove(mail.Trace, at));

        var others = mail.Trace.Where(h => !h.IsReceived).Select(h => AuthenticationField.NameOf(h.Value)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return others.Count > 0 ? OtherNames(others)
            : mail.Trace.Any(h => !h.IsReceived) ? CheckStep.Look($"{ProofReasons.Unnamed} It checks DKIM signatures itself instead.")
            : NothingSaid(mail.Trace);
    }

    /// <summary>Whether the desk would believe the proof that the test forged.</summary>
    public CheckStep JudgeForgery(byte[] came)
    {
        if (Trust.AuthServIds.Length == 0)
            return CheckStep.Works("No server’s word is taken for a sender (Trust:AuthServIds is empty), so none can be forged; DKIM signatures are checked by the desk itself.");

        var trace = MailParser.Parse(came).Trace;
        if (Boundary.Believed(trace, Trust).Any(field => field.Contains(mark, StringComparison.Ordinal)))
        {
            return CheckStep.Failed($"The receiving server let a forged “Authentication-Results: {Trust.AuthServIds[0]}” through, and the desk would believe it: anybody could write in the name of your customers. "
                + "Make the server remove such fields from what comes in (RFC 8601, section 5), or take its name out of Trust:AuthServIds; then the desk checks DKIM itself.");
        }

        return trace.Any(IsForged)
            ? CheckStep.Works("A forged Authentication-Results came through, but the desk does not believe it: it stands below the fields of the receiving server.")
            : CheckStep.Works("A forged Authentication-Results was removed by the receiving server.");
    }

    private bool IsForged(TraceHeader header) => !header.IsReceived && header.Value.Contains(mark, StringComparison.Ordinal);

    private async Task<CheckStep> BySignatureAsync(byte[] came, ParsedMail mail, CancellationToken cancel)
    {
        var proof = await senders.JudgeAsync(new RawMail(mailboxId, came), mail, Trust, TrustedSigners.None, cancel);
        if (proof.Verdict == Verdict.Proved)
            return CheckStep.Works($"{proof.Reason} The sender of this mail is proved.");

        var signs = mail.Trace.Where(h => !h.IsReceived).Select(h => AuthenticationField.NameOf(h.Value)).OfType<string>().FirstOrDefault();
        return CheckStep.Look($"The sender of this mail is not proved. {proof.Reason}"
            + (signs is null ? "" : $" A server signs its results on it as {ProofReasons.Short(signs)}: if that is your receiving server, name it in Trust:AuthServIds."));
    }

    private static CheckStep Believed(Proof said) => said.Verdict switch
    {
        Verdict.Proved => CheckStep.Works($"{said.Reason} The desk believes it."),
        Verdict.Failed => CheckStep.Look($"The desk believes its server, and the server rejects your own mail: {said.Reason} Mend SPF, DKIM or DMARC of your domain."),
        _ => CheckStep.Works($"The desk believes its server. {said.Reason} Many servers check little on mail that they sent themselves."),
    };

    private CheckStep OtherNames(List<string> others) => CheckStep.Look(
        $"The desk does not believe the results on this mail: they are signed by {string.Join(", ", others.Select(ProofReasons.Short))}, and Trust:AuthServIds names {string.Join(", ", Trust.AuthServIds)}. "
        + "Put the name there under which your receiving server signs.");

    // Nothing to believe: what can be said is whether a result would have been, written where the receiving server wrote its own line.
    private CheckStep NothingSaid(IReadOnlyList<TraceHeader> trace)
    {
        var own = trace.Index().Where(h => h.Item.IsReceived && BelievedTrace.HostOf(h.Item) is { } host && Trust.AuthServIds.Contains(host, StringComparer.OrdinalIgnoreCase))
            .Select(h => (int?)h.Index).FirstOrDefault();
        const string Unsaid = "The receiving server wrote no Authentication-Results on this mail; many write none on mail of their own users.";
        if (own is { } at)
        {
            return ForeignAbove(trace, at) is { Count: > 0 } foreign
                ? Stopped($"{Unsaid} The desk would not believe one", foreign)
                : CheckStep.Look($"{Unsaid} No line stands in the way of one. Write to this mailbox from elsewhere, and look at “verified” on the ticket.");
        }

        var top = trace.FirstOrDefault(h => h.IsReceived);
        return CheckStep.Look($"{Unsaid} None of its Received lines is by {string.Join(" or ", Trust.AuthServIds)}"
            + (top is null ? "." : $"; the topmost is “{Line(top)}”. If a server of yours wrote it, name it in Trust:Hosts."));
    }

    private List<TraceHeader> ForeignAbove(IReadOnlyList<TraceHeader> trace, int index)
    {
        var first = trace.FirstOrDefault(h => h.IsReceived);
        return [.. trace.Take(index).Where(h => h.IsReceived && !BelievedTrace.IsOurs(h, Trust, isFirst: ReferenceEquals(h, first)))];
    }

    // The mail is the desk's own, so that every line above the server's result was written behind that server.
    private CheckStep Stopped(string beginning, List<TraceHeader> foreign)
    {
        var lines = string.Join(" and ", foreign.Select(h => $"“{Line(h)}”"));
        var hosts = foreign.Select(BelievedTrace.HostOf).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var mend = hosts.Count == 0
            ? "That line names no host without doubt, so no setting mends it; change how that server writes it."
            : $"If {string.Join(" and ", hosts)} {(hosts.Count == 1 ? "is a server" : "are servers")} of yours, set \"Trust\": {{ \"Hosts\": [ {string.Join(", ", Trust.Hosts.Concat(hosts).Select(h => $"\"{h}\""))} ] }} for this mailbox.";
        return CheckStep.Failed($"{beginning}, since {(foreign.Count == 1 ? "this line stands" : "these lines stand")} above it: {lines}. {mend}");
    }

    private static string Line(TraceHeader received) => Words.Cut($"Received: {received.Value}", LineLength);
}
