using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupportDesk.Escalations;
using SupportDesk.Events;

namespace SupportDesk.Data;

/// <summary>
/// Binds a database to the key file of its desk. The first start makes the file and brings the keys of an older desk, which lay in clear, under it.
/// From then on the database names the key's fingerprint, and a node with another key does not start.
/// </summary>
public sealed partial class KeyBinding(IDbContextFactory<DeskDb> databases, KeyFile file, DeskClock clock, ILogger<KeyBinding> log)
{
    private const string Purpose = "key-file";

    /// <exception cref="DeskException">The key is missing, is another one, or was given to a database that nobody bound to it.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await FingerprintAsync(db, cancel) is { } bound)
            Check(bound);
        else
            await BindAsync(db, cancel);

        file.Settle();
        if (file.IsExposed)
            Log.Exposed(log, file.Path);
        await RemoveClearAsync(db, cancel);
    }

    /// <summary>Starts again with a new key where the old one is lost: what it sealed is forgotten, and every case is sealed as it stands.</summary>
    /// <exception cref="DeskException">There is a key.</exception>
    public async Task ReplaceAsync(CancellationToken cancel)
    {
        if (file.Find())
            throw new DeskException($"{file.Source} gives a key. “keys replace” is for a key that is lost: move the file away, or leave Data:Key out, if it is not the right one.");

        await using var db = await databases.CreateDbContextAsync(cancel);
        file.Make();
        using var after = Protection(protection => protection.Services.AddDeskProtection());
        db.DataProtectionKeys.RemoveRange(await db.DataProtectionKeys.ToListAsync(cancel));
        var kids = await db.Keys.ToListAsync(cancel);
        db.Keys.RemoveRange(kids);
        await SealAnewAsync(db, _ => true, kids.Where(k => k.Purpose == KeyRing.HeadSeals).Select(k => k.Kid).DefaultIfEmpty().Max() + 1, after, cancel);
        db.Keys.Add(new KeyRow { Purpose = Purpose, Kid = kids.Where(k => k.Purpose == Purpose).Select(k => k.Kid).DefaultIfEmpty().Max() + 1, Wrapped = file.Fingerprint, CreatedAt = clock.RealNow });
        db.Events.Add(DeskEvent.Of(EventKind.KeysRotated, ObjectKind.Desk, Guid.Empty, 0, Actor.System(Via.CommandLine), clock.Now, [("leaked", true)]));
        await db.CommitAsync(Act.Job, cancel);
        file.Settle();
    }

    private static Task<string?> FingerprintAsync(DeskDb db, CancellationToken cancel) => db.Keys.Where(k => k.Purpose == Purpose).Select(k => k.Wrapped).SingleOrDefaultAsync(cancel);

    private void Check(string bound)
    {
        if (!file.Find())
            throw new DeskException($"The key file {file.Path} is missing, and this database was set up with one. Put it back from another node or from your backup; docs/keys.md says what to do if it is lost.");
        if (file.Fingerprint != bound)
            throw new DeskException($"{file.Source} holds another key than the one this database was set up with. Every node needs the same key: copy the file from a node that runs, or set Data:Key to its line.");
    }

    // A key that is there already was never this database's: whoever emptied the row that says so would have forged seals taken over with it.
    private async Task BindAsync(DeskDb db, CancellationToken cancel)
    {
        var given = file.Find() && !file.IsPending;
        var isNew = !await db.Keys.AnyAsync(cancel) && !await db.DataProtectionKeys.AnyAsync(cancel) && !await db.Escalations.AnyAsync(cancel);
        if (given && !isNew)
            throw new DeskException($"The database holds keys but names no key file, while {file.Source} gives one. After an upgrade, or with a backup from before key files, start once without it: the desk makes a new key. See docs/keys.md.");

        if (!file.Find())
            file.Make();
        if (!isNew)
            await TakeOverAsync(db, cancel);
        db.Keys.Add(new KeyRow { Purpose = Purpose, Kid = 1, Wrapped = file.Fingerprint, CreatedAt = clock.RealNow });
        try
        {
            await db.CommitAsync(Act.Job, cancel);
            Log.Bound(log, file.Source);
        }
        catch (ClashException)
        {
            // Another node was first: ours has to be the same as its key.
            file.Discard();
            Check(await FingerprintAsync(db, cancel) ?? throw new InvalidOperationException("The database named a key file and names none now."));
        }
    }

    // Sessions and forms end with the keys that lay in clear; what the desk must keep is wrapped anew, and heads are sealed with a key nobody saw.
    private async Task TakeOverAsync(DeskDb db, CancellationToken cancel)
    {
        using var before = Protection(protection => protection.PersistKeysToDbContext<DeskDb>().DisableAutomaticKeyGeneration());
        using var after = Protection(protection => protection.Services.AddDeskProtection());
        var seals = new List<SealKey>();
        var newest = 0;
        foreach (var row in await db.Keys.ToListAsync(cancel))
        {
            var secret = Unwrap(before, row);
            if (row.Purpose == KeyRing.HeadSeals)
            {
                newest = Math.Max(newest, row.Kid);
                if (secret is not null)
                    seals.Add(new(row.Kid.ToString(CultureInfo.InvariantCulture), secret));
            }

            if (row.Purpose == KeyRing.HeadSeals || secret is null)
                db.Keys.Remove(row);
            else
                db.Entry(row).Property(k => k.Wrapped).CurrentValue = Wrap(after, row.Purpose, secret);
        }

        await SealAnewAsync(db, e => HeadSeal.Holds(e.HeadSeal, seals, e.Id, e.ReceiptCount, e.HeadHash), newest + 1, after, cancel);
        db.Events.Add(DeskEvent.Of(EventKind.KeysRotated, ObjectKind.Desk, Guid.Empty, 0, Actor.System(Via.Job), clock.Now, [("leaked", true)]));
    }

    // A seal that did not hold before does not hold afterwards.
    private async Task SealAnewAsync(DeskDb db, Func<Escalation, bool> holds, int kid, IServiceProvider after, CancellationToken cancel)
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        db.Keys.Add(new KeyRow { Purpose = KeyRing.HeadSeals, Kid = kid, Wrapped = Wrap(after, KeyRing.HeadSeals, secret), CreatedAt = clock.RealNow });
        foreach (var escalation in await db.Escalations.ToListAsync(cancel))
        {
            if (holds(escalation))
                escalation.Seal(new(kid.ToString(CultureInfo.InvariantCulture), secret));
        }
    }

    private ServiceProvider Protection(Action<IDataProtectionBuilder> store)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(file).AddScoped(_ => databases.CreateDbContext());
        store(services.AddDataProtection().SetApplicationName("SupportDesk"));
        return services.BuildServiceProvider();
    }

    private byte[]? Unwrap(IServiceProvider protection, KeyRow row)
    {
        try
        {
            return Protector(protection, row.Purpose).Unprotect(Convert.FromBase64String(row.Wrapped));
        }
        catch (CryptographicException)
        {
            Log.Unreadable(log, row.Purpose, row.Kid);
            return null;
        }
    }

    private static string Wrap(IServiceProvider protection, string purpose, byte[] secret) => Convert.ToBase64String(Protector(protection, purpose).Protect(secret));

    private static IDataProtector Protector(IServiceProvider protection, string purpose) => protection.GetRequiredService<IDataProtectionProvider>().CreateProtector("SupportDesk.Keys", purpose);

    // Deleted rows stay readable in the file until their pages are used again: the table (on SQLite the file) is written anew.
    private async Task RemoveClearAsync(DeskDb db, CancellationToken cancel)
    {
        var clear = (await db.DataProtectionKeys.AsNoTracking().Select(k => new { k.Id, k.Xml }).ToListAsync(cancel)).Where(k => SealedKeyRows.IsClear(k.Xml)).Select(k => k.Id).ToList();
        if (clear.Count == 0)
            return;

        await db.DataProtectionKeys.Where(k => clear.Contains(k.Id)).ExecuteDeleteAsync(cancel);
        foreach (var statement in db.IsPostgres ? ["""VACUUM FULL "DataProtectionKeys" """] : new[] { "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)" })
            await db.Database.ExecuteSqlRawAsync(statement, cancel);
        Log.Removed(log, clear.Count);
    }

    private static partial class Log
    {
        [LoggerMessage(5, LogLevel.Information, "The database is bound to the key of {Source}; keep a backup of it apart from the database's")]
        public static partial void Bound(ILogger log, string source);

        [LoggerMessage(6, LogLevel.Warning, "Other accounts of this machine may read the key file {Path}: it should belong to the desk alone (chmod 600)")]
        public static partial void Exposed(ILogger log, string path);

        [LoggerMessage(7, LogLevel.Warning, "Removed {Count} keys that lay in the database in clear. Backups made before hold them still: whoever has one can read what they sealed")]
        public static partial void Removed(ILogger log, int count);

        [LoggerMessage(8, LogLevel.Error, "The key {Purpose} {Kid} can’t be read and was removed")]
        public static partial void Unreadable(ILogger log, string purpose, int kid);
    }
}
