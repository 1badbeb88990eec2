using System.Text;
using MimeKit.Cryptography;
using SupportDesk.Threads;

namespace SupportDesk.Mail.Authenticity;

/// <summary>One Authentication-Results field, as far as it speaks about the writer's domain.</summary>
internal static class AuthenticationField
{
    /// <summary>Null if the field is not of a trusted name or is malformed.</summary>
    /// <param name="value">The field's value (RFC 8601 2.2).</param>
    /// <param name="domain">The writer's domain, folded.</param>
    /// <param name="friends">Signers trusted for that domain: what they signed is proved, though the domain's own policy knows them not.</param>
    public static Proof? Read(string value, IReadOnlyList<string> trusted, string domain, IReadOnlySet<string> friends)
    {
        if (Parse(value) is not { AuthenticationServiceIdentifier: { } name } field || !trusted.Contains(name, StringComparer.OrdinalIgnoreCase))
            return null;

        var methods = field.Results;
        var signers = methods.Where(m => Says(m, "dkim", "pass")).Select(m => Header(m, "d")).OfType<string>().ToList();
        var signer = (signers.Find(s => Alignment.Agrees(s, domain, friends)) ?? signers.FirstOrDefault())?.ToLowerInvariant();
        if (signers.Find(s => friends.Contains(s.ToLowerInvariant())) is { } friend)
            return new(Verdict.Proved, friend.ToLowerInvariant(), $"{name} says that {friend} signed it, which staff trust for {domain}.");
        if (methods.Any(m => Says(m, "dmarc", "fail")))
            return new(Verdict.Failed, signer, $"{name} says that {Named(domain)} did not send it (dmarc=fail).");
        if (methods.Any(m => Says(m, "dmarc", "pass") && IsAbout(m, "from", domain)))
            return new(Verdict.Proved, signer, $"{name} says that {domain} sent it (dmarc=pass).");
        if (signer is not null && Alignment.Agrees(signer, domain, friends))
            return new(Verdict.Proved, signer, $"{name} says that {signer} signed it (dkim=pass).");

        return new(Verdict.Unproved, signer, Unproved(name, methods, domain, signer));
    }

    /// <summary>The name under which a field was written (its authserv-id); null for one that is malformed.</summary>
    public static string? NameOf(string value) => Parse(value)?.AuthenticationServiceIdentifier;

    public static bool IsNamed(string value, IReadOnlyList<string> trusted) => NameOf(value) is { } name && trusted.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static AuthenticationResults? Parse(string value) => AuthenticationResults.TryParse(Encoding.UTF8.GetBytes(value), out var field) ? field : null;

    private static string Unproved(string name, IEnumerable<AuthenticationMethodResult> methods, string domain, string? signer)
    {
        var found = string.Join(", ", methods.Take(6).Select(m => $"{m.Method}={m.Result}"));
        var says = found.Length == 0 ? $"{name} checked nothing on it." : $"{name} found no proof for {Named(domain)}: {ProofReasons.Short(found)}.";
        return signer is null ? says : $"{says} {ProofReasons.Short(signer)} signed it, which does not speak for that domain.";
    }

    private static string Named(string domain) => domain.Length == 0 ? "its sender" : ProofReasons.Short(domain);

    private static bool Says(AuthenticationMethodResult method, string name, string result) =>
        method.Method.Equals(name, StringComparison.OrdinalIgnoreCase) && method.Result.Equals(result, StringComparison.OrdinalIgnoreCase);

    // Where the field names the domain it judged, it must be this writer's: a second From must not borrow the first one's pass.
    private static bool IsAbout(AuthenticationMethodResult method, string property, string domain) =>
        domain.Length > 0 && Header(method, property) is var judged && (judged is null || judged.Equals(domain, StringComparison.OrdinalIgnoreCase));

    private static string? Header(AuthenticationMethodResult method, string property) =>
        method.Properties.FirstOrDefault(p => p.PropertyType.Equals("header", StringComparison.OrdinalIgnoreCase) && p.Property.Equals(property, StringComparison.OrdinalIgnoreCase))?.Value;
}
