using Microsoft.EntityFrameworkCore;
using SupportDesk.Events;

namespace SupportDesk.Data;

/// <summary>What a revocation ended, and from when on no running process believes any of it.</summary>
/// <param name="Keys">Keys of reply addresses that were made before.</param>
public sealed record Revocation(int Keys, int Links, int Accounts, DateTimeOffset HoldsFrom);

/// <summary>Makes a new key for reply tokens: once a year, or at once where somebody may have seen the old one.</summary>
public sealed class KeyRotation(IDbContextFactory<DeskDb> databases, KeyRing keys, DeskClock clock)
{
    /// <summary>How long another process may go by what it read: keys for <see cref="KeyRing.Remembered"/>, sessions for a minute.</summary>
    private static readonly TimeSpan Everywhere = TimeSpan.FromMinutes(1);

    /// <summary>A new key; replies to mails that left before are believed for <see cref="KeyRing.Grace"/>.</summary>
    public async Task RenewAsync(CancellationToken cancel)
    {
        await keys.RotateAsync(KeyRing.ReplyTokens, cancel);
        await TellAsync(leaked: false, cancel);
    }

    /// <summary>A new key, and what was handed out ends: reply tokens are believed no longer, mailed links lead nowhere, whoever is signed in signs in again within a minute.</summary>
    public async Task<Revocation> RevokeAsync(CancellationToken cancel)
    {
        var revoked = await keys.RevokeAsync(KeyRing.ReplyTokens, cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var now = clock.RealNow;
        var links = await db.Links.Where(l => l.ExpiresAt > now).ExecuteUpdateAsync(set => set.SetProperty(l => l.ExpiresAt, now), cancel);
        var accounts = await db.Users.ToListAsync(cancel);
        foreach (var account in accounts)
            account.EndSessions();
        await db.CommitAsync(Act.Job, cancel);
        await TellAsync(leaked: true, cancel);
        return new(revoked, links, accounts.Count, clock.RealNow + Everywhere);
    }

    private async Task TellAsync(bool leaked, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        db.Events.Add(DeskEvent.Of(EventKind.KeysRotated, ObjectKind.Desk, Guid.Empty, 0, Actor.System(Via.CommandLine), clock.Now, [("leaked", leaked)]));
        await db.CommitAsync(Act.Job, cancel);
    }
}
