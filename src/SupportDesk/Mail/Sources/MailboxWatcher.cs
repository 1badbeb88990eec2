using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Jobs;
using SupportDesk.Mail.Incoming;
using SupportDesk.Mail.Sending;

namespace SupportDesk.Mail.Sources;

/// <summary>Keeps a connection to each configured mailbox, one process each at a time, and comes back after whatever broke it.</summary>
public sealed partial class MailboxWatcher(
    IDbContextFactory<DeskDb> databases, IOptions<MailOptions> options, IOptions<JobOptions> jobs, Intake intake, AccessTokens tokens, DeskClock clock, ILogger<MailboxWatcher> log)
    : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>While another reads: how long until the next look whether it still does.</summary>
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var db = await databases.CreateDbContextAsync(stoppingToken);
        var rows = await db.Mailboxes.AsNoTracking().ToListAsync(stoppingToken);
        var watched = rows.Select(row => (Row: row, Settings: options.Value.Named(row.Name))).Where(m => m.Settings?.Source is not null);
        await Task.WhenAll(watched.Select(m => WatchAsync(m.Row, SourceOf(m.Row, m.Settings!), stoppingToken)));
    }

    private Source SourceOf(Mailbox mailbox, MailboxOptions settings)
    {
        if (settings.Maildir is { } maildir)
        {
            return new(
                (lease, survived) => new MaildirSource(lease, maildir, intake, clock, survived).RunAsync(lease.Lost),
                failure => failure is DeskException or IOException or UnauthorizedAccessException ? failure.Message : ImapFailure.OfTheDesk(failure));
        }

        var (imap, recorded, withheld, patience) = (settings.Imap!, new Recorded(databases, mailbox.Id), new Withheld(clock), new Patience());
        return new(
            (lease, survived) => new ImapSource(lease, imap, tokens, intake, recorded, withheld, patience, clock, survived).RunAsync(lease.Lost),
            failure => ImapFailure.InWords(failure, imap, clock.RealNow));
    }

    private async Task WatchAsync(Mailbox mailbox, Source source, CancellationToken cancel)
    {
        var (pause, survived) = (FirstPause, false);
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await using var lease = await MailboxLease.ClaimAsync(databases, clock, jobs.Value.Lease, mailbox.Id, cancel);
                if (lease is null)
                {
                    await Task.Delay(jobs.Value.Lease / 4 < LongestLook ? jobs.Value.Lease / 4 : LongestLook, cancel);
                    continue;
                }

                Log.Reading(log, mailbox.Name);
                var began = clock.RealNow;
                try
                {
                    await source.ReadAsync(lease, survived);
                }
                finally
                {
                    survived = true;
                    pause = clock.RealNow - began > LongestPause ? FirstPause : pause;
                }
            }
            catch (Exception) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is WatchLostException or OperationCanceledException)
            {
                Log.Lost(log, mailbox.Name);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                await SayAsync(mailbox, source.InWords(failure), failure, cancel);
                await PauseAsync(pause, cancel);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private async Task SayAsync(Mailbox mailbox, string words, Exception failure, CancellationToken cancel)
    {
        Log.Broke(log, mailbox.Name, words, failure);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            var now = clock.Now;
            await db.MailboxWatches.Where(w => w.MailboxId == mailbox.Id).ExecuteUpdateAsync(set => set.SetProperty(w => w.LastError, words).SetProperty(w => w.ErrorSince, w => w.ErrorSince ?? now), cancel);
        }
        catch (Exception also) when (also is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
        {
            Log.NotNoted(log, mailbox.Name, also);
        }
    }

    private static async Task PauseAsync(TimeSpan pause, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(pause, cancel);
        }
        catch (OperationCanceledException)
        {
            // The loop sees it.
        }
    }

    /// <param name="ReadAsync">Reads until something breaks; told whether this process has read the mailbox before and lives.</param>
    /// <param name="InWords">Says what broke to whoever can mend it.</param>
    private sealed record Source(Func<MailboxLease, bool, Task> ReadAsync, Func<Exception, string> InWords);

    private static partial class Log
    {
        [LoggerMessage(40, LogLevel.Information, "Reading the mailbox {Mailbox}")]
        public static partial void Reading(ILogger log, string mailbox);

        [LoggerMessage(41, LogLevel.Warning, "The mailbox {Mailbox} is read by another process now")]
        public static partial void Lost(ILogger log, string mailbox);

        [LoggerMessage(42, LogLevel.Warning, "The mailbox {Mailbox} can't be read: {Words}")]
        public static partial void Broke(ILogger log, string mailbox, string words, Exception failure);

        [LoggerMessage(43, LogLevel.Error, "What is wrong with the mailbox {Mailbox} could not be noted")]
        public static partial void NotNoted(ILogger log, string mailbox, Exception failure);
    }
}
