using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using SupportDesk.Mail.Parsing;
using SupportDesk.People;

namespace SupportDesk.Mail.Authenticity;

/// <summary>
/// Whether a mail names its writer in a way that readers and servers understand alike: one From field, one address, no group, nothing in the
/// name that poses as another address or turns the line around (threat T04d). What does not, proves nobody, whoever signed it.
/// </summary>
internal static partial class Writer
{
    /// <summary>The writer's domain, folded; empty without a usable address.</summary>
    public static string DomainOf(ParsedMail mail) => MailAddress.Fold(mail.From?.Address)?.Split('@')[^1] ?? "";

    public static bool IsPlain(ParsedMail mail, HeaderList headers)
    {
        var fields = headers.Where(h => h.Id == HeaderId.From).ToList();
        if (mail.Authors.Count != 1 || fields.Count != 1 || !InternetAddressList.TryParse(fields[0].RawValue, out var written) || written.Count != 1)
            return false;
        if (written[0] is not MailboxAddress only || MailAddress.Fold(only.Address) is not { } key || key != MailAddress.Fold(mail.From?.Address))
            return false;

        return !key.Contains("=?", StringComparison.Ordinal) && !fields[0].Value.AsSpan().ContainsAny(Turns) && !PosesAsAnother(only.Name, key);
    }

    private static bool PosesAsAnother(string? name, string key) =>
        name is not null && Address().Matches(name.Normalize(NormalizationForm.FormKC)).Any(m => MailAddress.Fold(m.Value.Trim('.')) != key);

    // Marks of direction, which show a line in another order than it is compared in.
    private static readonly System.Buffers.SearchValues<char> Turns = System.Buffers.SearchValues.Create("\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    [GeneratedRegex(@"[^\s<>""'(),;:\[\]@]+@[^\s<>""'(),;:\[\]@]+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
