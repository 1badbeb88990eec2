using System.Text;
using MimeKit.Cryptography;
using SupportDesk.Threads;

namespace SupportDesk.Mail.Authenticity;

/// <summary>One Authentication-Results field, as far as it speaks about the writer's domain.</summary>
internal static class AuthenticationField
{
    /// <summary>Null if the field is not of a trusted name, is malformed, or says nothing that proves or disproves.</summary>
    /// <param name="value">The field's value (RFC 8601 2.2).</param>
    /// <param name="domain">The writer's domain, folded.</param>
    public static Verdict? Read(string value, IReadOnlyList<string> trusted, string domain)
    {
        if (!AuthenticationResults.TryParse(Encoding.UTF8.GetBytes(value), out var field))
            return null;
        if (field.AuthenticationServiceIdentifier is not { } name || !trusted.Contains(name, StringComparer.OrdinalIgnoreCase))
            return null;

        var methods = field.Results;
        if (methods.Any(m => Says(m, "dmarc", "fail")))
            return Verdict.Failed;
        if (methods.Any(m => Says(m, "dmarc", "pass") && IsAbout(m, "from", domain)) || methods.Any(m => Says(m, "dkim", "pass") && IsSignedFor(m, domain)))
            return Verdict.Proved;

        return Verdict.Unproved;
    }

    private static bool Says(AuthenticationMethodResult method, string name, string result) =>
        method.Method.Equals(name, StringComparison.OrdinalIgnoreCase) && method.Result.Equals(result, StringComparison.OrdinalIgnoreCase);

    // Where the field names the domain it judged, it must be this writer's: a second From must not borrow the first one's pass.
    private static bool IsAbout(AuthenticationMethodResult method, string property, string domain) =>
        domain.Length > 0 && Header(method, property) is var judged && (judged is null || judged.Equals(domain, StringComparison.OrdinalIgnoreCase));

    // Relaxed alignment without a list of public suffixes: the signer is the writer's domain itself or one above it with a dot of its own.
    private static bool IsSignedFor(AuthenticationMethodResult method, string domain) =>
        domain.Length > 0 && Header(method, "d") is { } signer && signer.Contains('.', StringComparison.Ordinal)
        && (domain.Equals(signer, StringComparison.OrdinalIgnoreCase) || domain.EndsWith("." + signer, StringComparison.OrdinalIgnoreCase));

    private static string? Header(AuthenticationMethodResult method, string property) =>
        method.Properties.FirstOrDefault(p => p.PropertyType.Equals("header", StringComparison.OrdinalIgnoreCase) && p.Property.Equals(property, StringComparison.OrdinalIgnoreCase))?.Value;
}
