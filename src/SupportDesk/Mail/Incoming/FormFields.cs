using SupportDesk.Mail.Parsing;
using SupportDesk.People;

namespace SupportDesk.Mail.Incoming;

/// <summary>The field of a contact form's text in which the person who filled it in gave their address.</summary>
internal static class FormFields
{
    private const int MostLines = 200;

    /// <summary>The address behind the first of these labels that has one: on its line, or on the next one.</summary>
    public static WrittenAddress? Find(string text, IReadOnlyList<string> labels)
    {
        var lines = text.Split('\n', MostLines + 1).Take(MostLines).Select(l => l.Trim(' ', '\t', '*', '|', '\r')).ToList();
        foreach (var label in labels)
        {
            for (var at = 0; at < lines.Count; at++)
            {
                if (ValueOf(lines[at], label) is { } value && (AddressIn(value) ?? (value.Length == 0 && at + 1 < lines.Count ? AddressIn(lines[at + 1]) : null)) is { } address)
                    return address;
            }
        }

        return null;
    }

    private static string? ValueOf(string line, string label)
    {
        if (label.Length == 0 || !line.StartsWith(label, StringComparison.OrdinalIgnoreCase))
            return null;

        // A form that marks what must be filled in: "E-mail *: …".
        var rest = line[label.Length..];
        rest = rest.TrimStart() is ['*', .. var behind] ? behind : rest;
        // The cells of a table stand side by side: "E-mail hanna@customer.test", and nothing else.
        if (rest.StartsWith(' ') && rest.Trim() is var cell && !cell.Contains(' ', StringComparison.Ordinal) && cell.Contains('@', StringComparison.Ordinal))
            return cell;
        return rest.Length == 0 || rest.TrimStart()[..1] is ":" or "=" or "|" || rest[0] == '\t' ? rest.Trim(':', '=', '|', ' ', '\t', '*') : null;
    }

    private static WrittenAddress? AddressIn(string value)
    {
        var sign = value.IndexOf('@', StringComparison.Ordinal);
        if (sign < 1)
            return null;

        var (start, end) = Addresses.Around(value, sign);
        return MailAddress.Fold(value[start..end]) is null ? null : new(value[start..end], null);
    }
}
