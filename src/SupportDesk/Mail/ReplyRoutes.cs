using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Mail;

/// <summary>Makes reply addresses and Message-IDs, and finds the row that a token in an incoming mail names.</summary>
public sealed class ReplyRoutes(KeyRing keys)
{
    /// <summary>The route for one mail: its fixed Message-ID <c>token.random@domain</c>, and the reply address, made if it is the first to that person about that object.</summary>
    /// <param name="domain">The right side of the Message-ID: the sending mailbox's domain.</param>
    /// <param name="isNew">The object is of this very save: nobody has an address about it yet.</param>
    public async Task<ReplyRoute> ToAsync(DeskDb db, ReplyPurpose purpose, Guid objectId, Guid personId, string domain, CancellationToken cancel, bool isNew = false)
    {
        var row = db.ReplyAddresses.Local.FirstOrDefault(a => a.Purpose == purpose && a.ObjectId == objectId && a.PersonId == personId)
            ?? (isNew ? null : await db.ReplyAddresses.SingleOrDefaultAsync(a => a.Purpose == purpose && a.ObjectId == objectId && a.PersonId == personId, cancel))
            ?? await AddAsync(db, purpose, objectId, personId, cancel);
        return await ToAsync(row, domain, cancel);
    }

    /// <summary>The same where the address is at hand.</summary>
    public async Task<ReplyRoute> ToAsync(ReplyAddress row, string domain, CancellationToken cancel) =>
        new($"{await TokenAsync(row, cancel)}.{Base32.Encode(RandomNumberGenerator.GetBytes(10))}@{domain}", row.Id);

    /// <summary>Makes the first address of a person about an object; the caller knows that there is none.</summary>
    public async Task<ReplyAddress> AddAsync(DeskDb db, ReplyPurpose purpose, Guid objectId, Guid personId, CancellationToken cancel)
    {
        var (kid, _) = await keys.NewestAsync(KeyRing.ReplyTokens, cancel);
        return db.ReplyAddresses.Add(new(ReplyToken.NewId(), purpose, objectId, personId, kid)).Entity;
    }

    /// <summary>Whether a Message-ID, in its form to compare, looks like one of ours.</summary>
    public static bool HasOurForm(string messageIdKey) =>
        Parsing.TokenForm.In(messageIdKey) is not null || (messageIdKey.IndexOf('@', StringComparison.Ordinal) == 32 && Base32.IsText(messageIdKey.AsSpan(0, 32)));

    /// <summary>A Message-ID for mail to which no answer is expected.</summary>
    public static ReplyRoute Unanswered(string domain) => new($"{Base32.Encode(RandomNumberGenerator.GetBytes(20))}@{domain}", null);

    /// <summary>The address to which a mail is answered; null where it has none of its own.</summary>
    public async Task<string?> AddressAsync(DeskDb db, OutboxMail mail, Sender sender, CancellationToken cancel)
    {
        if (mail.ReplyAddressId is not { } id || sender.ReplyShape.Length == 0)
            return null;

        var row = await db.ReplyAddresses.AsNoTracking().SingleAsync(a => a.Id == id, cancel);
        return sender.ReplyAddress(await TokenAsync(row, cancel));
    }

    /// <summary>The token of a reply address, to be put into <see cref="Mailbox.ReplyTo"/>.</summary>
    public async Task<string> TokenAsync(ReplyAddress row, CancellationToken cancel)
    {
        var (kid, key) = await keys.NewestAsync(KeyRing.ReplyTokens, cancel);
        return ReplyToken.Write(kid, key, row.Id, row.KeyVersion);
    }

    /// <summary>The reply address a token names, or null: altered, of an unknown key, or revoked.</summary>
    public async Task<ReplyAddress?> FindAsync(DeskDb db, string token, CancellationToken cancel)
    {
        var folded = token.ToLowerInvariant();
        if (ReplyToken.Read(folded) is not { } claim || await keys.FindAsync(KeyRing.ReplyTokens, claim.Kid, cancel) is not { } key)
            return null;

        var row = await db.ReplyAddresses.SingleOrDefaultAsync(a => a.Id == claim.Id, cancel);
        return row is { RevokedAt: null } && ReplyToken.IsSignedBy(folded, key, claim.Kid, row.Id, row.KeyVersion) ? row : null;
    }
}
