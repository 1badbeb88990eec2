using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail.Parsing;
using SupportDesk.People;

namespace SupportDesk.Mail;

/// <summary>
/// The desk's own addresses: those of its mailboxes, with anything behind a plus sign, and the reply addresses it gives out. Nothing automatic
/// goes to them, and whoever writes from one is not taken at their word.
/// </summary>
public sealed class OwnAddresses
{
    private readonly HashSet<string> keys;
    private readonly HashSet<string> domains;

    private OwnAddresses(HashSet<string> keys, HashSet<string> domains) => (this.keys, this.domains) = (keys, domains);

    public static OwnAddresses FromMailboxes(IEnumerable<Mailbox> mailboxes)
    {
        var (keys, domains) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var mailbox in mailboxes)
        {
            if (MailAddress.Fold(mailbox.Address) is { } key)
            {
                keys.Add(key);
                domains.Add(DomainOf(key));
            }

            if (MailAddress.Fold(mailbox.ReplyTo.Replace("{token}", "token", StringComparison.Ordinal)) is { } reply)
                domains.Add(DomainOf(reply));
        }

        return new(keys, domains);
    }

    public static async Task<OwnAddresses> LoadAsync(DeskDb db, CancellationToken cancel) => FromMailboxes(await db.Mailboxes.AsNoTracking().ToListAsync(cancel));

    /// <param name="addressKey">Folded (<see cref="MailAddress.Fold"/>); null is nobody's.</param>
    public bool Includes(string? addressKey)
    {
        if (addressKey is null)
            return false;
        if (keys.Contains(addressKey))
            return true;

        var (at, plus) = (addressKey.LastIndexOf('@'), addressKey.IndexOf('+', StringComparison.Ordinal));
        if (plus > 0 && plus < at && keys.Contains(string.Concat(addressKey.AsSpan(0, plus), addressKey.AsSpan(at))))
            return true;

        return domains.Contains(DomainOf(addressKey)) && TokenForm.In(addressKey) is not null;
    }

    /// <summary>Whether a field that names a mailing list (List-ID, List-Post, Mailing-List) names one of our addresses; null where it names no list.</summary>
    public bool? AreNamedBy(string field)
    {
        var words = field.ToLowerInvariant().Split([' ', '\t', '<', '>', ',', ';', '"', '(', ')'], StringSplitOptions.RemoveEmptyEntries)
            .Select(w => w.StartsWith("mailto:", StringComparison.Ordinal) ? w[7..].Split('?')[0] : w).ToList();
        if (words.Exists(w => Includes(MailAddress.Fold(w)) || keys.Any(k => k.Replace('@', '.') == w)))
            return true;

        // An address, or an id in brackets, names a list of others; a web address, "NO" or a plain word names none.
        var id = field.Contains('<', StringComparison.Ordinal) && words.Exists(w => w.Contains('.', StringComparison.Ordinal) && !w.Contains('/', StringComparison.Ordinal));
        return id || words.Exists(w => w.Contains('@', StringComparison.Ordinal)) ? false : null;
    }

    private static string DomainOf(string key) => key[(key.LastIndexOf('@') + 1)..];
}
