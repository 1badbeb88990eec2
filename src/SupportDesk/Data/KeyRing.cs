using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace SupportDesk.Data;

/// <summary>
/// The desk's own secrets by purpose: made when first asked for, wrapped by Data Protection, shared by all nodes through the database. A node goes by what it
/// read for <see cref="Remembered"/>, so that a key which another node revoked is dead here too before a minute is over.
/// </summary>
public sealed class KeyRing(IDbContextFactory<DeskDb> databases, IDataProtectionProvider protection, DeskClock clock)
{
    /// <summary>Reply tokens, in mail addresses and Message-IDs.</summary>
    public const string ReplyTokens = "reply-token";

    /// <summary>The seal of each escalation's newest receipt.</summary>
    public const string HeadSeals = "head-seal";

    /// <summary>How long a retired key is still believed: as long as people keep a mail that they may yet answer.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(400);

    /// <summary>How long a node goes by the keys that it read, in real time.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    // A key's number is one character of base32 in a token.
    private const int HighestKid = 31;

    // One entry for each of the purposes above, with at most 31 keys: it can't grow.
    private readonly ConcurrentDictionary<string, Ring> rings = new();

    /// <summary>The newest key of a purpose: 32 bytes, and its number.</summary>
    public async Task<(int Kid, byte[] Key)> NewestAsync(string purpose, CancellationToken cancel)
    {
        while (true)
        {
            var ring = await ReadAsync(purpose, cancel);
            if (ring.Newest is { } newest)
                return (newest.Kid, newest.Secret.Value);

            await MakeAsync(purpose, cancel);
        }
    }

    /// <summary>A key by its number, or null where there is none or it was retired longer than <see cref="Grace"/> ago.</summary>
    public async Task<byte[]?> FindAsync(string purpose, int kid, CancellationToken cancel)
    {
        var ring = await ReadAsync(purpose, cancel);
        return ring.Keys.GetValueOrDefault(kid) is { } known && !(known.RetiredAt is { } retired && clock.RealNow > retired + Grace) ? known.Secret.Value : null;
    }

    /// <summary>Makes a new key of a purpose and retires the one before; other nodes sign with theirs for half a minute more, within its grace.</summary>
    public Task RotateAsync(string purpose, CancellationToken cancel) => ReplaceAsync(purpose, (row, now) => row.RetiredAt ??= now, cancel);

    /// <summary>Makes a new key of a purpose; none made before it is believed any longer, by any node, a minute later at the latest.</summary>
    /// <returns>How many keys that were.</returns>
    public Task<int> RevokeAsync(string purpose, CancellationToken cancel)
    {
        return ReplaceAsync(purpose, Revoke, cancel);

        // Retired so long ago that its grace is over.
        static void Revoke(KeyRow row, DateTimeOffset now)
        {
            var over = now - Grace - TimeSpan.FromMilliseconds(1);
            row.RetiredAt = row.RetiredAt < over ? row.RetiredAt : over;
        }
    }

    private async Task<int> ReplaceAsync(string purpose, Action<KeyRow, DateTimeOffset> retire, CancellationToken cancel)
    {
        var replaced = await databases.RunAsync(async db =>
        {
            var rows = await db.Keys.Where(k => k.Purpose == purpose).ToListAsync(cancel);
            foreach (var row in rows)
                retire(row, clock.RealNow);
            db.Keys.Add(Next(purpose, rows.Select(r => r.Kid)));
            await db.CommitAsync(Act.Job, cancel);
            return rows.Count;
        }, cancel);
        rings.TryRemove(purpose, out _);
        return replaced;
    }

    // Two nodes may make the first key at once: the loser takes the winner's.
    private async Task MakeAsync(string purpose, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        db.Keys.Add(Next(purpose, await db.Keys.Where(k => k.Purpose == purpose).Select(k => k.Kid).ToListAsync(cancel)));
        try
        {
            await db.CommitAsync(Act.Job, cancel);
        }
        catch (ClashException)
        {
            // Theirs is read in the next round.
        }

        rings.TryRemove(purpose, out _);
    }

    private KeyRow Next(string purpose, IEnumerable<int> known)
    {
        var kid = known.DefaultIfEmpty().Max() + 1;
        if (kid > HighestKid)
            throw new DeskException($"The {HighestKid} keys of {purpose} are used up.");

        return new KeyRow { Purpose = purpose, Kid = kid, Wrapped = Convert.ToBase64String(Protector(purpose).Protect(RandomNumberGenerator.GetBytes(32))), CreatedAt = clock.RealNow };
    }

    private async Task<Ring> ReadAsync(string purpose, CancellationToken cancel)
    {
        // A clock that was set back makes no key live longer.
        if (rings.TryGetValue(purpose, out var known) && clock.RealNow - known.ReadAt is var age && age >= TimeSpan.Zero && age < Remembered)
            return known;

        var readAt = clock.RealNow;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var rows = await db.Keys.AsNoTracking().Where(k => k.Purpose == purpose).ToListAsync(cancel);
        return rings[purpose] = new(readAt, rows.ToDictionary(r => r.Kid, r => new Key(r.Kid, r.RetiredAt, new(() => Protector(purpose).Unprotect(Convert.FromBase64String(r.Wrapped))))));
    }

    private IDataProtector Protector(string purpose) => protection.CreateProtector("SupportDesk.Keys", purpose);

    private sealed record Key(int Kid, DateTimeOffset? RetiredAt, Lazy<byte[]> Secret);

    private sealed record Ring(DateTimeOffset ReadAt, IReadOnlyDictionary<int, Key> Keys)
    {
        public Key? Newest { get; } = Keys.Values.Where(k => k.RetiredAt is null).MaxBy(k => k.Kid);
    }
}
