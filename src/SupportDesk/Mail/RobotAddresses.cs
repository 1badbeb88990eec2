namespace SupportDesk.Mail;

/// <summary>Addresses where nobody reads, or only mail systems do: the desk writes nothing to them of its own accord (RFC 3834 2).</summary>
internal static class RobotAddresses
{
    // Whole words of a local part, in order; separators between them do not matter.
    private static readonly string[] Words =
    [
        "noreply", "donotreply", "dontreply", "noresponse", "noanswer", "unattended", "mailerdaemon", "maildaemon", "postmaster", "nobody", "bounce", "bounces",
        "nichtantworten", "keineantwort", "nepasrepondre", "sansreponse", "noresponder", "noresponda", "nocontestar", "naoresponda", "naoresponder",
        "nonrispondere", "nietantwoorden", "geenantwoord", "ejsvar", "svarainte", "nieodpowiadaj", "neodpovidat",
    ];

    /// <param name="addressKey">Folded.</param>
    public static bool Include(string addressKey)
    {
        var local = addressKey[..Math.Max(0, addressKey.LastIndexOf('@'))];
        var parts = local.Split(['.', '-', '_', '+', '='], StringSplitOptions.RemoveEmptyEntries);
        for (var from = 0; from < Math.Min(parts.Length, 20); from++)
        {
            var joined = "";
            foreach (var part in parts.Skip(from).Take(4))
            {
                joined += part;
                if (Words.Contains(joined))
                    return true;
            }
        }

        return parts.Any(p => p.EndsWith("noreply", StringComparison.Ordinal) || p.StartsWith("noreply", StringComparison.Ordinal));
    }
}
