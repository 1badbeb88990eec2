using System.Text;
using System.Text.RegularExpressions;
using MimeKit.Cryptography;

namespace SupportDesk.Mail.Authenticity;

/// <summary>One Authentication-Results field (RFC 8601 2.2).</summary>
/// <param name="Name">The server that signed it (its authserv-id); null where it names none, as Microsoft 365 writes it.</param>
/// <param name="Methods">What was found; a result that can't be read counts as no pass.</param>
internal sealed partial record AuthenticationField(string? Name, IReadOnlyList<AuthenticationMethodResult> Methods)
{
    /// <summary>Reads each result by itself, so that one of an odd form does not hide the others.</summary>
    public static AuthenticationField Read(string value)
    {
        var parts = Split(value);
        var head = Head().Match(parts[0].Bare);
        if (!head.Success)
            return new(null, []);

        return new(head.Groups["name"].Value.Trim('"'), [.. parts.Skip(1).Where(p => p.Bare.Length > 0 && p.Bare is not ("none" or "NONE")).Select(Result).OfType<AuthenticationMethodResult>()]);
    }

    public bool IsOf(IReadOnlyList<string> trusted) => Name is { } name && trusted.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The name under which a field was written; null where it names none.</summary>
    public static string? NameOf(string value) => Read(value).Name;

    public static bool IsNamed(string value, IReadOnlyList<string> trusted) => Read(value).IsOf(trusted);

    /// <summary>Whether it says anything about a method.</summary>
    public bool SpeaksOf(string method) => Methods.Any(m => Is(m, method));

    public bool Says(string method, string result) => Methods.Any(m => Says(m, method, result));

    /// <summary>The domains whose signatures held.</summary>
    // The identity (i=) is of the signer's domain or of one below it, so that it may stand for a signer that is not named (RFC 6376 3.5).
    public IEnumerable<string> Signers => Methods.Where(m => Says(m, "dkim", "pass")).Select(m => Header(m, "d") ?? Header(m, "i")?.Split('@')[^1]).OfType<string>();

    /// <summary>Whether the domain's own policy agrees. Where the field names the domain it judged, it must be this one: a second From must not borrow the first one's pass.</summary>
    public bool PassesPolicyOf(string domain) => domain.Length > 0 && SpeaksOf("dmarc") && Methods.Where(m => Is(m, "dmarc")).All(m =>
        Says(m, "dmarc", "pass") && (Header(m, "from") is not { } judged || judged.Split('@')[^1].Equals(domain, StringComparison.OrdinalIgnoreCase)));

    private static bool Is(AuthenticationMethodResult method, string name) => method.Method.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool Says(AuthenticationMethodResult method, string name, string result) =>
        Is(method, name) && method.Result.Equals(result, StringComparison.OrdinalIgnoreCase);

    private static string? Header(AuthenticationMethodResult method, string property) =>
        method.Properties.FirstOrDefault(p => p.PropertyType.Equals("header", StringComparison.OrdinalIgnoreCase) && p.Property.Equals(property, StringComparison.OrdinalIgnoreCase))?.Value;

    // Null where it is no result at all.
    private static AuthenticationMethodResult? Result((string Whole, string Bare) part)
    {
        foreach (var text in new[] { part.Whole, part.Bare })
        {
            if (AuthenticationResults.TryParse(Encoding.UTF8.GetBytes($"x; {text}"), out var field) && field.Results is [var result])
                return result;
        }

        var said = Start().Match(part.Bare);
        if (!said.Success)
            return null;

        var found = said.Groups["result"].Value;
        return new(said.Groups["method"].Value, found.Equals("pass", StringComparison.OrdinalIgnoreCase) ? "unreadable" : found);
    }

    // At semicolons outside of comments and quotation marks; Bare is without comments. Where one does not end, the sender's own words may hide what follows: then nothing is read.
    private static List<(string Whole, string Bare)> Split(string value)
    {
        var parts = new List<(string, string)>();
        var (whole, bare) = (new StringBuilder(), new StringBuilder());
        var (depth, quoted) = (0, false);
        for (var at = 0; at < value.Length; at++)
        {
            var (c, isPair) = (value[at], value[at] == '\\' && (quoted || depth > 0) && at + 1 < value.Length);
            if (c == ';' && !quoted && depth == 0)
            {
                parts.Add((whole.ToString().Trim(), bare.ToString().Trim()));
                (whole, bare) = (new(), new());
                continue;
            }

            quoted ^= c == '"' && depth == 0;
            depth += quoted ? 0 : c == '(' ? 1 : 0;
            if (depth == 0)
                bare.Append(c);
            else if (depth == 1 && c == '(')
                bare.Append(' ');
            whole.Append(c);
            depth -= !quoted && c == ')' && depth > 0 ? 1 : 0;
            if (!isPair)
                continue;

            whole.Append(value[++at]);
            if (depth == 0)
                bare.Append(value[at]);
        }

        parts.Add((whole.ToString().Trim(), bare.ToString().Trim()));
        return depth > 0 || quoted ? [parts[0]] : parts;
    }

    // A name, and perhaps a version; with an equals sign it is a result already.
    [GeneratedRegex("^(?<name>[A-Za-z0-9._:/-]+|\"[A-Za-z0-9._:/-]+\")(?:[ ]+[0-9]+)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Head();

    [GeneratedRegex(@"^(?<method>[A-Za-z0-9-]+)(?:[ ]*/[ ]*[0-9]+)?[ ]*=[ ]*(?<result>[A-Za-z]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Start();
}
