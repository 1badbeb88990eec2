using System.Text.RegularExpressions;
using SupportDesk.Mail.Parsing;
using SupportDesk.People;

namespace SupportDesk.Mail.Incoming;

/// <summary>The field of a contact form's text in which the person who filled it in gave their address.</summary>
internal static partial class FormFields
{
    private const int MostLines = 200;

    private static readonly char[] Bullets = [' ', '\t', '\r', '*', '|', '-', '•', '·', '>', '[', '"', '#'];

    /// <summary>The address behind the first of these labels that has one: on its line, or on the next one that says something.</summary>
    public static WrittenAddress? Find(string text, IReadOnlyList<string> labels)
    {
        var lines = text.Split('\n', MostLines + 1).Take(MostLines).Select(l => l.TrimStart(Bullets).TrimEnd(' ', '\t', '\r', '|')).Where(l => l.Length > 0).ToList();
        foreach (var label in labels.Where(l => l.Length > 0))
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
        if (!line.StartsWith(label, StringComparison.OrdinalIgnoreCase))
            return null;

        var rest = line[label.Length..];
        if (Separated().Match(rest) is { Success: true } separated)
            return separated.Groups[1].Value.Trim('*', ' ', '\t');
        // The cells of a table stand side by side: "E-mail hanna@customer.test", and nothing else.
        return rest.StartsWith(' ') && rest.Trim() is var cell && !cell.Contains(' ', StringComparison.Ordinal) && cell.Contains('@', StringComparison.Ordinal) ? cell : null;
    }

    // "*:", "(required):", "] ", " -> ", " - "
    [GeneratedRegex(@"^(?:[*""]|\([^()]{0,40}\)| )*(?:\]?[*"" ]*[:：=|\t]|\]|->|=>|→|[-–—] |$)(.*)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Separated();

    private static WrittenAddress? AddressIn(string value)
    {
        var sign = value.IndexOf('@', StringComparison.Ordinal);
        if (sign < 1)
            return null;

        var (start, end) = Addresses.Around(value, sign);
        return MailAddress.Fold(value[start..end]) is null ? null : new(value[start..end], null);
    }
}
