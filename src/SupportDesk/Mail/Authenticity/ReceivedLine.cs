using System.Text.RegularExpressions;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Mail.Authenticity;

/// <summary>
/// What one Received field says of the host that wrote it (RFC 5321 4.4). The host writes its own name behind "by", but the sender chose the name behind
/// "from" (HELO) and may have put words there that look like a host's: a line that names more than one host, or is longer than what was kept of it, names none.
/// </summary>
/// <param name="By">The host that wrote it; null where the line does not say so without doubt.</param>
/// <param name="HandedOverBy">The host that handed the mail over by LMTP on this machine; null for every other line.</param>
/// <param name="IsWithinGoogle">A machine inside Google wrote it, as it does on each mail that it lays into a mailbox: it names nobody who handed the mail over, and
/// itself by an address that is another on each mail and that nobody outside can have (2002:a05::, which stands for the private 10.5.0.0).</param>
internal sealed partial record ReceivedLine(string? By, string? HandedOverBy, bool IsWithinGoogle = false)
{
    private static readonly char[] Around = [' ', '\t', ';', '(', ')', '<', '>', '"', ','];

    public static ReceivedLine Read(string value)
    {
        if (value.Length >= TraceHeader.Longest - 1)
            return new(null, null);

        var words = value.Split(Around, StringSplitOptions.RemoveEmptyEntries);
        var by = words.Index().Where(word => word.Item.Equals("by", StringComparison.OrdinalIgnoreCase)).Select(word => word.Index).ToList();
        if (by is not [var only] || only + 1 >= words.Length)
            return new(null, null);

        return new(words[only + 1], Local().Match(value) is { Success: true } local ? local.Groups["from"].Value : null, Google().IsMatch(value));
    }

    [GeneratedRegex("^by[ ]2002:a05:[0-9a-f:]+[ ]with[ ]SMTP[ ]id[ ]", RegexOptions.NonBacktracking)]
    private static partial Regex Google();

    // As Dovecot, Cyrus and Postfix's LMTP write it; no address, or one of this machine, so that nobody from outside can have connected.
    [GeneratedRegex(
        """
        ^from[ ](?<from>[A-Za-z0-9._-]+)
        (?:[ ]\((?:localhost[ ])?\[(?:127\.[0-9.]+|(?:IPv6:)?::1|unix[ ]socket)\]\))?
        [ ]by[ ][A-Za-z0-9._-]+
        (?:[ ]\([^()]*\))?
        [ ]with[ ](?:UTF8)?LMTPS?A?(?:[ ;]|$)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.NonBacktracking)]
    private static partial Regex Local();
}
