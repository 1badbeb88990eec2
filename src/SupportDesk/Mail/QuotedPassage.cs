using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SupportDesk.Data;
using SupportDesk.Escalations;

namespace SupportDesk.Mail;

/// <summary>One passage or answer of a supporter as a mail quotes it: kept beside the mail's bytes, so that the desk knows whether they may be sent again.</summary>
/// <param name="Named">The display name stands beside the words.</param>
/// <param name="Hash">Of the words as shown, so that a redaction in between is noticed: SHA-256, lower-case hex.</param>
public sealed record QuotedPassage(Guid Id, bool Named, string Hash)
{
    public static QuotedPassage Create(QuotedWords said) => new(said.Id, said.Name is not null, HashOf(said.Words));

    internal static string Write(IReadOnlyList<QuotedPassage> quotes) => JsonSerializer.Serialize(quotes);

    /// <summary>
    /// Whether everything that a mail's kept bytes quote may still be quoted in that form. It compares with what the bytes say and not with moments:
    /// a consent that was narrowed while the mail was being rendered has an earlier moment than the bytes, and is not in them.
    /// </summary>
    internal static async Task<bool> AllAllowedAsync(DeskDb db, OutboxMail mail, CancellationToken cancel)
    {
        if (mail.Quotes is null)
            return mail.Kind is not (MailKind.Delivery or MailKind.Answer); // Written by a version that noted no quotes.

        var quotes = JsonSerializer.Deserialize<List<QuotedPassage>>(mail.Quotes)!;
        if (quotes.Count == 0)
            return true;

        var present = await new QuotableWords(db).ByIdAsync(quotes.ConvertAll(q => q.Id), Viewer.LevelHolder, cancel);
        return quotes.TrueForAll(q => present.TryGetValue(q.Id, out var now) && (q == Create(now) || (now.Name is not null && !q.Named)));
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
