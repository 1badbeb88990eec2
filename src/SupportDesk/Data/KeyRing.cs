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

    /// <summary>How long a retired key is still believed: as long as people keep a mail that they may yet answer.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(400);

    // A key's number is one character of base32 in a token.
    private const int HighestKid = 31;

    private readonly ConcurrentDictionary<(string Purpose, int Kid), (byte[] Key, DateTimeOffset? RetiredAt)> unwrapped = new();
    private readonly ConcurrentDictionary<string, int> newest = new();

    /// <summary>The newest key of a purpose: 32 bytes, and its number.</summary>
    public async Task<(int Kid, byte[] Key)> NewestAsync(string purpose, CancellationToken cancel)
    {
        if (newest.TryGetValue(purpose, out var kid))
            return (kid, unwrapped[(purpose, kid)].Key);

        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await db.Keys.AsNoTracking().Where(k => k.Purpose == purpose && k.RetiredAt == null).OrderByDescending(k => k.Kid).FirstOrDefaultAsync(cancel)
            ?? await MakeAsync(db, purpose, 1, cancel);
        newest[purpose] = row.Kid;
        return (row.Kid, Keep(row).Key);
    }

    /// <summary>A key by its number, or null where there is none or it was retired longer than <see cref="Grace"/> ago.</summary>
    public async Task<byte[]?> FindAsync(string purpose, int kid, CancellationToken cancel)
    {
        if (!unwrapped.TryGetValue((purpose, kid), out var known))
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            if (await db.Keys.AsNoTracking().SingleOrDefaultAsync(k => k.Purpose == purpose && k.Kid == kid, cancel) is not { } row)
                return null;

            known = Keep(row);
        }

        return known.RetiredAt is { } retired && clock.RealNow > retired + Grace ? null : known.Key;
    }

    /// <summary>Makes a new key of a purpose and retires the one before; other nodes sign with theirs until they start again, within its grace.</summary>
    public Task RotateAsync(string purpose, CancellationToken cancel) => RotateAsync(purpose, clock.RealNow, cancel);

    /// <summary>Makes a new key of a purpose; none made before it is believed any longer.</summary>
    public async Task RevokeAsync(string purpose, CancellationToken cancel)
    {
        // Retired so long ago that their grace is over.
        var over = clock.RealNow - Grace - TimeSpan.FromMilliseconds(1);
        await RotateAsync(purpose, over, cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Keys.Where(k => k.Purpose == purpose && k.RetiredAt > over).ExecuteUpdateAsync(set => set.SetProperty(k => k.RetiredAt, over), cancel);
        unwrapped.Clear();
        newest.TryRemove(purpose, out _);
    }

    private async Task RotateAsync(string purpose, DateTimeOffset retiredAt, CancellationToken cancel)
    {
        var (kid, _) = await NewestAsync(purpose, cancel);
        if (kid == HighestKid)
            throw new DeskException($"The {HighestKid} keys of {purpose} are used up.");

        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Keys.Where(k => k.Purpose == purpose && k.RetiredAt == null && k.Kid <= kid).ExecuteUpdateAsync(set => set.SetProperty(k => k.RetiredAt, retiredAt), cancel);
        unwrapped.Clear();
        newest.TryRemove(purpose, out _);
        await MakeAsync(db, purpose, kid + 1, cancel);
    }

    // Two nodes may make the first key at once: the loser takes the winner's.
    private async Task<KeyRow> MakeAsync(DeskDb db, string purpose, int kid, CancellationToken cancel)
    {
        var row = new KeyRow
        {
            Purpose = purpose,
            Kid = kid,
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
            return await db.Keys.AsNoTracking().SingleAsync(k => k.Purpose == purpose && k.Kid == kid, cancel);
        }
    }

    private (byte[] Key, DateTimeOffset? RetiredAt) Keep(KeyRow row) => unwrapped[(row.Purpose, row.Kid)] = (Unwrap(row), row.RetiredAt);

    private byte[] Unwrap(KeyRow row) => Protector(row.Purpose).Unprotect(Convert.FromBase64String(row.Wrapped));

    private IDataProtector Protector(string purpose) => protection.CreateProtector("SupportDesk.Keys", purpose);
}
