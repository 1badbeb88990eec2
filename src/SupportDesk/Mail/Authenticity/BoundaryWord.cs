using SupportDesk.Threads;

namespace SupportDesk.Mail.Authenticity;

/// <summary>
/// What the receiving server's fields on one mail say together. Its filters may write a field each (SPF, DKIM, DMARC): one that is silent on a method neither proves
/// nor contradicts. Where two speak of the same method, the worse counts.
/// </summary>
/// <param name="fields">Those that are believed; at least one.</param>
/// <param name="domain">The writer's, folded.</param>
/// <param name="friends">Signers trusted for that domain: what they signed is proved, though the domain's own policy knows them not.</param>
internal sealed class BoundaryWord(IReadOnlyList<AuthenticationField> fields, string domain, IReadOnlySet<string> friends)
{
    private readonly List<AuthenticationField> signatures = [.. fields.Where(f => f.SpeaksOf("dkim"))];
    private readonly List<AuthenticationField> policies = [.. fields.Where(f => f.SpeaksOf("dmarc"))];

    public Proof Judge()
    {
        var signer = (SignerFor(s => Alignment.Agrees(s, domain, friends)) ?? fields.SelectMany(f => f.Signers).FirstOrDefault())?.ToLowerInvariant();
        if (SignerFor(s => friends.Contains(s.ToLowerInvariant())) is { } friend)
            return new(Verdict.Proved, friend.ToLowerInvariant(), $"{NameOf(signatures)} says that {friend} signed it, which staff trust for {domain}.");
        if (policies.Find(f => f.Says("dmarc", "fail")) is { } failed)
            return new(Verdict.Failed, signer, $"{failed.Name} says that {Named} did not send it (dmarc=fail).");
        if (policies.Count > 0 && policies.TrueForAll(f => f.PassesPolicyOf(domain)))
            return new(Verdict.Proved, signer, $"{NameOf(policies)} says that {domain} sent it (dmarc=pass).");
        if (signer is not null && SignerFor(s => Alignment.Agrees(s, domain, friends)) is not null)
            return new(Verdict.Proved, signer, $"{NameOf(signatures)} says that {signer} signed it (dkim=pass).");

        return new(Verdict.Unproved, signer, Unproved(signer));
    }

    private string Named => domain.Length == 0 ? "its sender" : ProofReasons.Short(domain);

    private static string NameOf(List<AuthenticationField> speaking) => speaking[0].Name!;

    // Each field that speaks of signatures must have one that held.
    private string? SignerFor(Func<string, bool> fits) =>
        signatures.Count > 0 && signatures.TrueForAll(f => f.Signers.Any(fits)) ? signatures[0].Signers.First(fits) : null;

    private string Unproved(string? signer)
    {
        var (name, found) = (fields[0].Name, string.Join(", ", fields.SelectMany(f => f.Methods).Take(6).Select(m => $"{m.Method}={m.Result}")));
        var says = found.Length == 0 ? $"{name} checked nothing on it." : $"{name} found no proof for {Named}: {ProofReasons.Short(found)}.";
        return signer is null ? says : $"{says} {ProofReasons.Short(signer)} signed it, which does not speak for that domain.";
    }
}
