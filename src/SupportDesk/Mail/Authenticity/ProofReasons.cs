using SupportDesk.Mail.Parsing;

namespace SupportDesk.Mail.Authenticity;

/// <summary>The sentences that say to staff why a sender is proved or not. Names that come from the mail are cut, since anybody chooses them.</summary>
internal static class ProofReasons
{
    public const string ManyWriters = "It names more than one sender, so none is proved.";
    public const string NotPlain = "Its From field can be read in more than one way, so it proves nobody.";
    public const string Unreadable = "The message could not be read, so nothing in it proves its sender.";
    public const string OwnAddress = "From is one of the desk’s own addresses, so nothing proves whom the mail names beside it.";
    public const string Form = "A form or group sent it (Trust:FormSenders), so nothing proves whom the mail names beside it.";
    public const string Past = "It is older than this desk’s reading of the mailbox, so its signatures were not checked.";
    public const string Unnamed = "Its Authentication-Results name no server that wrote them (Microsoft 365 writes them so), so the desk can’t take its word.";
    public const string ByHand = "It did not come by mail: it was written in the mail room.";

    /// <summary>Why the receiving server's word did not count: none was written, its name is not trusted, or a foreign line stands above it.</summary>
    public static string Silence(IReadOnlyList<TraceHeader> trace, TrustOptions trust)
    {
        if (trust.AuthServIds.Length == 0)
            return "This mailbox trusts no receiving server’s word (Trust:AuthServIds is empty).";

        var read = BelievedTrace.Read(trace, trust);
        if (read.Below.FirstOrDefault(h => !h.IsReceived && AuthenticationField.IsNamed(h.Value, trust.AuthServIds)) is { } below)
            return Stopped(read, AuthenticationField.NameOf(below.Value)!);

        var others = read.Results.Select(AuthenticationField.NameOf).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Select(Short).Take(3).ToList();
        return others.Count > 0 ? $"Its Authentication-Results are signed by {string.Join(", ", others)}, which Trust:AuthServIds does not name."
            : read.Results.Any() ? Unnamed
            : $"The receiving server ({string.Join(", ", trust.AuthServIds)}) wrote no Authentication-Results on it.";
    }

    // Only the topmost line is the last server's own for certain: to name the host of a lower one as ours would be an invitation.
    private static string Stopped(BelievedTrace read, string name)
    {
        var host = BelievedTrace.HostOf(read.Below[0]) is { } by ? Short(by) : null;
        var line = host is null ? "a Received line that names no host without doubt" : $"the Received line of {host}, which is not one of this mailbox’s servers";
        return $"The Authentication-Results of {Short(name)} are not believed: above them stands {line}."
            + (host is not null && read.StopsAtTheTop ? $" If {host} is a server of yours, an administrator names it in Trust:Hosts." : "");
    }

    public static string Short(string name) => SupportDesk.Words.Cut(SupportDesk.Words.OneLine(name), 80);
}
