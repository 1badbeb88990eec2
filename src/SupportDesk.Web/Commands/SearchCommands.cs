using System.CommandLine;
using System.Globalization;
using SupportDesk.Data;
using SupportDesk.Search;

namespace SupportDesk.Web.Commands;

/// <summary><c>search reindex</c>: stores the words of everything that can be found anew. Beside a desk that runs on PostgreSQL; on SQLite
/// the desk is stopped first.</summary>
internal static class SearchCommands
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromMilliseconds(200);

    public static Command Create()
    {
        var reindex = new Command("reindex",
            "Makes the index of the search anew, and says how far it is. PostgreSQL: the desk may run meanwhile. SQLite: stop it first.");
        reindex.SetAction((parsed, cancel) => CommandHost.RunAsync(parsed, (services, token) =>
            ReindexAsync(services, Console.Out, token), cancel));
        return new Command("search", "The index by which tickets are found.") { reindex };
    }

    internal static async Task<int> ReindexAsync(IServiceProvider services, TextWriter output, CancellationToken cancel)
    {
        var (indexer, real) = (services.GetRequiredService<SearchIndexer>(), services.GetRequiredService<TimeProvider>());
        var all = await indexer.RestartAsync(cancel);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Indexing {all:N0} posts, tickets and people. If this is stopped, the desk goes on with it when it runs."));
        var (done, told) = (0L, real.GetTimestamp());
        while (await SomeAsync(indexer, real, cancel) is var some && some != 0)
        {
            done += Math.Max(some, 0);
            if (real.GetElapsedTime(told) < BetweenLines)
                continue;

            told = real.GetTimestamp();
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{done:N0} of {all:N0} ({Math.Min(done * 100 / Math.Max(all, 1), 100)} %)"));
        }

        await output.WriteLineAsync("The index holds everything.");
        return 0;
    }

    // A desk that runs beside it begins with the newest.
    private static async Task<int> SomeAsync(SearchIndexer indexer, TimeProvider real, CancellationToken cancel)
    {
        try
        {
            return await indexer.IndexSomeAsync(newestFirst: false, cancel);
        }
        catch (ClashException)
        {
            await Task.Delay(BeforeNextTry, real, cancel);
            return -1;
        }
    }
}
