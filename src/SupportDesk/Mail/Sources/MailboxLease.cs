using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail.Incoming;

namespace SupportDesk.Mail.Sources;

/// <summary>
/// One process's claim to read a mailbox: renewed while it lives, and numbered, so that a reader whose claim ran out can save nothing more.
/// All in real time (docs/decisions/0004).
/// </summary>
internal sealed class MailboxLease : IAsyncDisposable
{
    private readonly IDbContextFactory<DeskDb> databases;
    private readonly DeskClock clock;
    private readonly TimeSpan lasts;
    private readonly CancellationTokenSource ending;
    private readonly Task renewing;

    private MailboxLease(IDbContextFactory<DeskDb> databases, DeskClock clock, TimeSpan lasts, WatchHold hold, CancellationToken cancel)
    {
        (this.databases, this.clock, this.lasts, Hold) = (databases, clock, lasts, hold);
        ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        renewing = RenewAsync();
    }

    public WatchHold Hold { get; }

    /// <summary>Ends when the claim is lost, or the program stops.</summary>
    public CancellationToken Lost => ending.Token;

    /// <summary>Claims the mailbox, or null while another process reads it. On SQLite there is no other: the one that died holds nothing.</summary>
    /// <param name="lasts">How long it lasts unless it is renewed, which it is each quarter of that.</param>
    public static async Task<MailboxLease?> ClaimAsync(IDbContextFactory<DeskDb> databases, DeskClock clock, TimeSpan lasts, Guid mailboxId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var (now, alone) = (clock.RealNow, !db.IsPostgres);
        var before = await db.MailboxWatches.AsNoTracking().SingleAsync(w => w.MailboxId == mailboxId, cancel);
        if (!alone && before.LeaseUntil > now)
            return null;

        var claimed = await db.MailboxWatches.Where(w => w.MailboxId == mailboxId && w.Fence == before.Fence)
            .ExecuteUpdateAsync(set => set.SetProperty(w => w.Fence, before.Fence + 1).SetProperty(w => w.LeaseUntil, now + lasts), cancel);
        return claimed == 0 ? null : new(databases, clock, lasts, new WatchHold(mailboxId, before.Fence + 1), cancel);
    }

    /// <summary>Changes the watch's row, if the claim still stands.</summary>
    /// <exception cref="WatchLostException">It does not.</exception>
    public async Task NoteAsync(Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<MailboxWatch>> set, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.MailboxWatches.Where(w => w.MailboxId == Hold.MailboxId && w.Fence == Hold.Fence).ExecuteUpdateAsync(set, cancel) == 0)
            throw new WatchLostException();
    }

    public async Task<MailboxWatch> ReadAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.MailboxWatches.AsNoTracking().SingleOrDefaultAsync(w => w.MailboxId == Hold.MailboxId && w.Fence == Hold.Fence, cancel) ?? throw new WatchLostException();
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await renewing;
        ending.Dispose();
        await GiveBackAsync();
    }

    // Else the next connection, of this process or another, would wait until the claim runs out.
    private async Task GiveBackAsync()
    {
        try
        {
            await NoteAsync(set => set.SetProperty(w => w.LeaseUntil, (DateTimeOffset?)null), CancellationToken.None);
        }
        catch (Exception lost) when (lost is WatchLostException or System.Data.Common.DbException or InvalidOperationException or TimeoutException)
        {
            // It ends by itself.
        }
    }

    private async Task RenewAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(lasts / 4);
            while (await timer.WaitForNextTickAsync(ending.Token))
            {
                var until = clock.RealNow + lasts;
                await NoteAsync(set => set.SetProperty(w => w.LeaseUntil, until), ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed: given back or the program stops.
        }
        catch (Exception lost) when (lost is WatchLostException or System.Data.Common.DbException or InvalidOperationException or TimeoutException)
        {
            await ending.CancelAsync();
        }
    }
}
