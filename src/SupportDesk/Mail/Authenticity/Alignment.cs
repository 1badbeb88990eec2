namespace SupportDesk.Mail.Authenticity;

/// <summary>
/// Whether a signer may speak for a writer's domain: it is that domain or one above it, with a dot of its own, or staff said to trust it for
/// that domain. Stricter than DMARC's relaxed alignment (RFC 9989 4.10), which allows sisters too and needs a list of public suffixes or a
/// walk of the DNS for it; whoever holds a domain above can speak for it anyway (docs/decisions/0013).
/// </summary>
internal static class Alignment
{
    /// <param name="domain">The writer's, folded; empty agrees with nobody.</param>
    /// <param name="friends">Signers trusted for this domain.</param>
    public static bool Agrees(string signer, string domain, IReadOnlySet<string> friends)
    {
        var folded = signer.TrimEnd('.').ToLowerInvariant();
        if (domain.Length == 0 || !folded.Contains('.', StringComparison.Ordinal))
            return false;

        return folded == domain || domain.EndsWith("." + folded, StringComparison.Ordinal) || friends.Contains(folded);
    }
}
