namespace SupportDesk.Mail;

/// <summary>Addresses where nobody reads, or only mail systems do: the desk writes nothing to them of its own accord (RFC 3834 2).</summary>
public static class RobotAddresses
{
    // Whole words of a local part, in order; separators between them do not matter.
    private static readonly string[] Unread =
    [
        "noreply", "donotreply", "dontreply", "noresponse", "noanswer", "unattended", "nichtantworten", "keineantwort", "nepasrepondre", "sansreponse", "noresponder",
        "noresponda", "nocontestar", "naoresponda", "naoresponder", "nonrispondere", "nietantwoorden", "geenantwoord", "ejsvar", "svarainte", "nieodpowiadaj", "neodpovidat",
    ];

    private static readonly string[] MailSystems = ["mailerdaemon", "maildaemon", "postmaster", "nobody", "bounce", "bounces"];

    /// <summary>Whether its name says that nobody reads what is sent there: then not even staff write to it.</summary>
    /// <param name="addressKey">Folded.</param>
    public static bool IsUnread(string addressKey) => Names(addressKey, Unread) || Parts(addressKey).Any(IsNoReply);

    /// <param name="addressKey">Folded.</param>
    public static bool Include(string addressKey) => IsUnread(addressKey) || Names(addressKey, MailSystems);

    private static bool IsNoReply(string part) => part.EndsWith("noreply", StringComparison.Ordinal) || part.StartsWith("noreply", StringComparison.Ordinal);

    private static string[] Parts(string addressKey) =>
        addressKey[..Math.Max(0, addressKey.LastIndexOf('@'))].Split(['.', '-', '_', '+', '='], StringSplitOptions.RemoveEmptyEntries);

    private static bool Names(string addressKey, string[] words)
    {
        var parts = Parts(addressKey);
        for (var from = 0; from < Math.Min(parts.Length, 20); from++)
        {
            var joined = "";
            foreach (var part in parts.Skip(from).Take(4))
            {
                joined += part;
                if (words.Contains(joined))
                    return true;
            }
        }

        return false;
    }
}
