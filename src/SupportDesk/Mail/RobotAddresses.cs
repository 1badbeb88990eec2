namespace SupportDesk.Mail;

/// <summary>Addresses where nobody reads, or only mail systems do: the desk writes nothing to them of its own accord (RFC 3834 2).</summary>
internal static class RobotAddresses
{
    // Whole words of a local part, in order; separators between them do not matter.
    private static readonly string[] Words =
    [
        "noreply", "donotreply", "dontreply", "noresponse", "noanswer", "unattended", "mailerdaemon", "maildaemon", "postmaster", "nobody", "bounce", "bounces",
        "nichtantworten", "bittenichtantworten", "keineantwort", "nepasrepondre", "sansreponse", "noresponder", "noresponda", "nocontestar", "naoresponda", "naoresponder", "nonrispondere", "nietantwoorden", "geenantwoord", "ejsvar", "svarainte", "nieodpowiadaj", "neodpovidat",
    ];

    /// <param name="addressKey">Folded.</param>
    public static bool Include(string addressKey)
    {
        var parts = addressKey[..Math.Max(0, addressKey.LastIndexOf('@'))].Split(['.', '-', '_', '+', '='], StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(0, parts.Length).Any(from => Enumerable.Range(1, parts.Length - from).Any(count => Words.Contains(string.Concat(parts.Skip(from).Take(count))))) || parts.Any(p => p.EndsWith("noreply", StringComparison.Ordinal) || p.StartsWith("noreply", StringComparison.Ordinal));
    }
}
