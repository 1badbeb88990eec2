using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace SupportDesk.Data;

/// <summary>The desk's own secrets by purpose: made when first asked for, wrapped by Data Protection, shared by all nodes through the database.</summary>
public sealed class KeyRing(IDbContextFactory<DeskDb> databases, IDataProtectionProvider protection, DeskClock clock)
{
    /// <summary>Reply tokens, in mail addresses and Message-IDs.</summary>
    public const string ReplyTokens = "reply-token";

    /// <summary>The seal of each escalation's newest receipt.</summary>
    public const string HeadSeals = "head-seal";

    private readonly ConcurrentDictionary<(string Purpose, int Kid), byte[]> unwrapped = new();
    private readonly ConcurrentDictionary<string, int> newest = new();

    /// <summary>The newest key of a purpose: 32 bytes, and its number.</summary>
    public async Task<(int Kid, byte[] Key)> NewestAsync(string purpose, CancellationToken cancel)
    {
        if (newest.TryGetValue(purpose, out var kid))
            return (kid, unwrapped[(purpose, kid)]);

        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await db.Keys.AsNoTracking().Where(k => k.Purpose == purpose && k.RetiredAt == null).OrderByDescending(k => k.Kid).FirstOrDefaultAsync(cancel)
            ?? await MakeAsync(db, purpose, cancel);
        unwrapped[(purpose, row.Kid)] = Unwrap(row);
        newest[purpose] = row.Kid;
        return (row.Kid, unwrapped[(purpose, row.Kid)]);
    }

    /// <summary>A key by its number, or null where there is none.</summary>
    public async Task<byte[]?> FindAsync(string purpose, int kid, CancellationToken cancel)
    {
        if (unwrapped.TryGetValue((purpose, kid), out var known))
            return known;

        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await db.Keys.AsNoTracking().SingleOrDefaultAsync(k => k.Purpose == purpose && k.Kid == kid, cancel);
        return row is null ? null : unwrapped[(purpose, kid)] = Unwrap(row);
    }

    // Two nodes may make the first key at once: the loser takes the winner's.
    private async Task<KeyRow> MakeAsync(DeskDb db, string purpose, CancellationToken cancel)
    {
        var row = new KeyRow
        {
            Purpose = purpose,
            Kid = 1,
            Wrapped = Convert.ToBase64String(Protector(purpose).Protect(RandomNumberGenerator.GetBytes(32))),
            CreatedAt = clock.RealNow,
        };
        db.Keys.Add(row);
        try
        {
            await db.CommitAsync(Act.Job, cancel);
            return row;
        }
        catch (ClashException)
        {
            return await db.Keys.AsNoTracking().SingleAsync(k => k.Purpose == purpose && k.Kid == 1, cancel);
        }
    }

    private byte[] Unwrap(KeyRow row) => Protector(row.Purpose).Unprotect(Convert.FromBase64String(row.Wrapped));

    private IDataProtector Protector(string purpose) => protection.CreateProtector("SupportDesk.Keys", purpose);
}
