using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Mail.Incoming;

/// <summary>
/// The commits of one run of messages. They are looked up in their order, and two are made side by side where they touch nothing in common
/// (docs/decisions/0018); on SQLite they are saved by turns.
/// </summary>
/// <param name="hold">The reader's claim on the mailbox, if its source has a cursor.</param>
internal sealed class Commits(IDbContextFactory<DeskDb> databases, Recorder recorder, WatchHold? hold) : IAsyncDisposable
{
    private const int SideBySide = 2;

    private readonly List<(HashSet<string> Touches, Task<IReadOnlyList<IntakeResult>> Results)> begun = [];

    /// <summary>Looks messages up and begins to record them, once there is room and nothing is under way that touches the same.</summary>
    /// <param name="isLast">They are the run's last: the cursor moves with them, when all before them are recorded.</param>
    public async Task BeginAsync(List<Reading> group, bool isLast, Func<LookedUp, Cursor?, Task<IReadOnlyList<IntakeResult>>> record, CancellationToken cancel)
    {
        var db = await databases.CreateDbContextAsync(cancel);
        try
        {
            await RoomAsync();
            // One connection for all of its questions: each time it came from the pool it would be set up again.
            await db.Database.OpenConnectionAsync(cancel);
            var found = await LookUpAsync(db, group, cancel);
            var cursor = hold is null ? null : new Cursor(hold, isLast ? AllAsync() : null);
            begun.Add((found.Touches, Task.Run(() => FinishAsync(db, () => record(found, cursor)), CancellationToken.None)));
        }
        catch
        {
            await EndAsync(db);
            throw;
        }
    }

    /// <summary>What became of all messages, in their order.</summary>
    public async Task<IReadOnlyList<IntakeResult>> ResultsAsync() => [.. (await AllAsync()).SelectMany(r => r)];

    /// <summary>Waits until nothing is at work any more; what went wrong is said by <see cref="ResultsAsync"/>.</summary>
    public async ValueTask DisposeAsync() => await ((Task)AllAsync()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private Task<IReadOnlyList<IntakeResult>[]> AllAsync() => Task.WhenAll(begun.Select(b => b.Results));

    private async Task RoomAsync()
    {
        while (UnderWay() is { } running && running.Count >= SideBySide)
            await await Task.WhenAny(running.Select(r => r.Results));
    }

    private List<(HashSet<string> Touches, Task<IReadOnlyList<IntakeResult>> Results)> UnderWay() => [.. begun.Where(b => !b.Results.IsCompletedSuccessfully)];

    private async Task<LookedUp> LookUpAsync(DeskDb db, List<Reading> group, CancellationToken cancel)
    {
        // Those under way before the first question: one that ends meanwhile was not seen by all of them.
        var running = UnderWay();
        var found = await recorder.LookUpAsync(db, group, cancel);
        if (!running.Exists(b => b.Touches.Overlaps(found.Touches)))
            return found;

        await AllAsync();
        db.ChangeTracker.Clear();
        return await recorder.LookUpAsync(db, group, cancel);
    }

    private static async Task<IReadOnlyList<IntakeResult>> FinishAsync(DeskDb db, Func<Task<IReadOnlyList<IntakeResult>>> record)
    {
        try
        {
            return await record();
        }
        finally
        {
            await EndAsync(db);
        }
    }

    // A context takes back to its pool how often it was opened.
    private static async Task EndAsync(DeskDb db)
    {
        await db.Database.CloseConnectionAsync();
        await db.DisposeAsync();
    }
}
