using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Jobs;

namespace SupportDesk.Mail;

/// <summary>One row of the outbox that a worker holds.</summary>
/// <param name="Fence">The number its updates must name: another claim raises it.</param>
public sealed record Claim(long Id, long Fence);

/// <summary>Hands due rows of the outbox to workers, each row to one at a time, for a lease of real time.</summary>
public sealed class OutboxClaims(IDbContextFactory<DeskDb> databases, DeskClock clock, TimeProvider real, IOptions<JobOptions> options)
{
    /// <summary>Rows a worker takes at once.</summary>
    public const int Batch = 50;

    private const string Due = """
        SELECT "Id" FROM "Outbox" WHERE "DueAt" <= {0} AND "SentAt" IS NULL AND "FailedAt" IS NULL AND "CancelledAt" IS NULL
        AND ("LeaseUntil" IS NULL OR "LeaseUntil" < {1}) ORDER BY "DueAt" LIMIT {2}
        """;

    private const string Take = """UPDATE "Outbox" SET "LeaseUntil" = {3}, "Fence" = "Fence" + 1 WHERE "Id" IN (""";

    /// <summary>Claims up to <see cref="Batch"/> due rows, the longest due first.</summary>
    public async Task<Held> TakeAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var now = clock.RealNow;
        var sql = string.Concat(Take, Due, db.IsPostgres ? " FOR UPDATE SKIP LOCKED" : "", """) RETURNING "Id", "Fence" """);
        var rows = await db.Database.SqlQueryRaw<Claim>(sql, Moment(db, clock.Now), Moment(db, now), Batch, Moment(db, now + options.Value.Lease)).ToListAsync(cancel);
        return new Held([.. rows.OrderBy(r => r.Id)], this, real, options.Value.Lease);
    }

    /// <summary>Lets go of every row: for a process that knows it is alone, since whoever held them has died.</summary>
    public async Task ReleaseAllAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Outbox.Where(m => m.LeaseUntil != null).ExecuteUpdateAsync(set => set.SetProperty(m => m.LeaseUntil, (DateTimeOffset?)null), cancel);
    }

    private Task RenewAsync(IEnumerable<Claim> held, CancellationToken cancel) => SetLeaseAsync(held, clock.RealNow + options.Value.Lease, cancel);

    private async Task SetLeaseAsync(IEnumerable<Claim> claims, DateTimeOffset? until, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        foreach (var claim in claims)
        {
            await db.Outbox.Where(m => m.Id == claim.Id && m.Fence == claim.Fence && m.SentAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.LeaseUntil, until), cancel);
        }
    }

    // Raw statements know nothing of the model's conversions (data.md 11).
    private static object Moment(DeskDb db, DateTimeOffset at) => db.IsPostgres ? at : at.ToUnixTimeMilliseconds();

    /// <summary>Rows held by one worker; a timer renews their lease, and what is left when it is disposed is let go.</summary>
    public sealed class Held : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<Claim, bool> open;
        private readonly OutboxClaims claims;
        private readonly CancellationTokenSource stop = new();
        private readonly Task renewing;

        internal Held(IReadOnlyList<Claim> rows, OutboxClaims claims, TimeProvider real, TimeSpan lease)
        {
            (Rows, this.claims) = (rows, claims);
            open = new(rows.Select(r => KeyValuePair.Create(r, true)));
            renewing = rows.Count == 0 ? Task.CompletedTask : RenewAsync(real, lease);
        }

        public IReadOnlyList<Claim> Rows { get; }

        /// <summary>This row is dealt with: its lease is no longer renewed.</summary>
        public void Finish(Claim row) => open.TryRemove(row, out _);

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await claims.SetLeaseAsync(open.Keys, null, CancellationToken.None);
            stop.Dispose();
        }

        private async Task RenewAsync(TimeProvider real, TimeSpan lease)
        {
            using var timer = new PeriodicTimer(lease / 4, real);
            while (await timer.WaitForNextTickAsync(stop.Token))
                await claims.RenewAsync(open.Keys, stop.Token);
        }
    }
}
