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
        var (kid, key) = await keys.NewestAsync(KeyRing.ReplyTokens, cancel);
        var row = db.ReplyAddresses.Local.FirstOrDefault(a => a.Purpose == purpose && a.ObjectId == objectId && a.PersonId == personId)
            ?? (isNew ? null : await db.ReplyAddresses.SingleOrDefaultAsync(a => a.Purpose == purpose && a.ObjectId == objectId && a.PersonId == personId, cancel));
        if (row is null)
        {
            row = new ReplyAddress(ReplyToken.NewId(), purpose, objectId, personId, kid);
            db.ReplyAddresses.Add(row);
        }

        return new($"{ReplyToken.Write(kid, key, row.Id, row.KeyVersion)}.{Base32.Encode(RandomNumberGenerator.GetBytes(10))}@{domain}", row.Id);
    }

    /// <summary>A Message-ID for mail to which no answer is expected.</summary>
    public static ReplyRoute Unanswered(string domain) => new($"{Base32.Encode(RandomNumberGenerator.GetBytes(20))}@{domain}", null);

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
