using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Notifications;
using SupportDesk.Search;

namespace SupportDesk.Jobs;

/// <summary>Stores the words of what the index does not hold, the newest first: within a moment of a change, and behind an upgrade until
/// all is stored.</summary>
internal sealed partial class SearchIndexWorker(SearchIndexer indexer, CommitFeed feed, TimeProvider real, IOptions<JobOptions> options,
    ILogger<SearchIndexWorker> log) : BackgroundService
{
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = feed.Listen(capacity: 256);
        while (true)
        {
            try
            {
                await IndexAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.Failed(log, failure); // The next beat tries again.
            }

            await ChangeAsync(listening, stoppingToken);
        }
    }

    private async Task IndexAsync(CancellationToken cancel)
    {
        var indexed = 0L;
        var told = real.GetTimestamp();
        while (true)
        {
            try
            {
                if (await indexer.IndexSomeAsync(newestFirst: true, cancel) is var some && some == 0)
                    break;

                indexed += some;
            }
            catch (ClashException)
            {
                await Task.Delay(Together, real, cancel); // Changed meanwhile, or another node stores them.
            }

            if (real.GetElapsedTime(told) > TimeSpan.FromMinutes(1))
            {
                told = real.GetTimestamp();
                Log.Indexing(log, indexed);
            }
        }
    }

    // What changes of a document is told by few events; a heartbeat makes up for lost ones.
    private async Task ChangeAsync(CommitFeed.Listening listening, CancellationToken cancel)
    {
        using var beat = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        beat.CancelAfter(TimeSpan.FromSeconds(options.Value.HeartbeatSeconds));
        try
        {
            while (true)
            {
                if (Changes((await listening.Reader.ReadAsync(beat.Token)).Kind))
                    break;
            }

            await Task.Delay(Together, real, cancel);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The beat.
        }
    }

    private static bool Changes(EventKind kind) =>
        kind is EventKind.SubjectChanged or EventKind.Tagged or EventKind.Untagged or EventKind.PersonRenamed or EventKind.AddressAdded
            or EventKind.ReplyUndone or EventKind.ActUndone or EventKind.DetailsErased;

    private static partial class Log
    {
        [LoggerMessage(63, LogLevel.Error, "Words could not be stored for the search")]
        public static partial void Failed(ILogger log, Exception failure);

        [LoggerMessage(64, LogLevel.Information, "Stored the words of {Count} posts, tickets and people for the search so far")]
        public static partial void Indexing(ILogger log, long count);
    }
}
