using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace SupportDesk.Data;

/// <summary>Secrets that others give the desk in exchange for one of its settings, wrapped by Data Protection and shared by all nodes.</summary>
public sealed class KeptSecrets(IDbContextFactory<DeskDb> databases, IDataProtectionProvider protection, DeskClock clock)
{
    /// <summary>What stands in for a refresh token of the settings: one that is set anew begins anew.</summary>
    public static string RefreshTokenAfter(string configured) => $"refresh-token:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(configured)))[..16]}";

    public async Task<string?> FindAsync(string purpose, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await db.Keys.AsNoTracking().SingleOrDefaultAsync(k => k.Purpose == purpose && k.Kid == 1, cancel);
        return row is null ? null : Encoding.UTF8.GetString(Protector(purpose).Unprotect(Convert.FromBase64String(row.Wrapped)));
    }

    public async Task KeepAsync(string purpose, string secret, CancellationToken cancel)
    {
        var wrapped = Convert.ToBase64String(Protector(purpose).Protect(Encoding.UTF8.GetBytes(secret)));
        await databases.RunAsync(async db =>
        {
            if (await db.Keys.Where(k => k.Purpose == purpose && k.Kid == 1).ExecuteUpdateAsync(set => set.SetProperty(k => k.Wrapped, wrapped), cancel) > 0)
                return true;

            db.Keys.Add(new KeyRow { Purpose = purpose, Kid = 1, Wrapped = wrapped, CreatedAt = clock.RealNow });
            await db.CommitAsync(Act.Job, cancel);
            return true;
        }, cancel);
    }

    private IDataProtector Protector(string purpose) => protection.CreateProtector("SupportDesk.Keys", purpose);
}
