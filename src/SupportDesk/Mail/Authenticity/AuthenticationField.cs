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
        if (!AuthenticationResults.TryParse(Encoding.UTF8.GetBytes(value), out var field))
            return null;
        if (field.AuthenticationServiceIdentifier is not { } name || !trusted.Contains(name, StringComparer.OrdinalIgnoreCase))
            return null;

        var methods = field.Results;
        var signers = methods.Where(m => Says(m, "dkim", "pass")).Select(m => Header(m, "d")).OfType<string>().ToList();
        var signer = signers.Find(s => Alignment.Agrees(s, domain, friends)) ?? signers.FirstOrDefault();
        if (signers.Exists(s => friends.Contains(s.ToLowerInvariant())))
            return new(Verdict.Proved, signers.Find(s => friends.Contains(s.ToLowerInvariant()))!.ToLowerInvariant());
        if (methods.Any(m => Says(m, "dmarc", "fail")))
            return new(Verdict.Failed, signer?.ToLowerInvariant());

        var proved = methods.Any(m => Says(m, "dmarc", "pass") && IsAbout(m, "from", domain)) || (signer is not null && Alignment.Agrees(signer, domain, friends));
        return new(proved ? Verdict.Proved : Verdict.Unproved, signer?.ToLowerInvariant());
    }

    private static bool Says(AuthenticationMethodResult method, string name, string result) =>
        method.Method.Equals(name, StringComparison.OrdinalIgnoreCase) && method.Result.Equals(result, StringComparison.OrdinalIgnoreCase);

    // Where the field names the domain it judged, it must be this writer's: a second From must not borrow the first one's pass.
    private static bool IsAbout(AuthenticationMethodResult method, string property, string domain) =>
        domain.Length > 0 && Header(method, property) is var judged && (judged is null || judged.Equals(domain, StringComparison.OrdinalIgnoreCase));

    private static string? Header(AuthenticationMethodResult method, string property) =>
        method.Properties.FirstOrDefault(p => p.PropertyType.Equals("header", StringComparison.OrdinalIgnoreCase) && p.Property.Equals(property, StringComparison.OrdinalIgnoreCase))?.Value;
}
