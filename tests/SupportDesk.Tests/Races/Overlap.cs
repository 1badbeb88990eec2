using SupportDesk.Data;
using SupportDesk.Tests.Escalations;

namespace SupportDesk.Tests.Races;

/// <summary>Acts that truly overlap: none saves before all have loaded. Whoever clashes tries again as jobs and pages do.</summary>
sealed class Overlap(CaseDesk desk, int acts)
{
    readonly TaskCompletionSource allLoaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int loading = acts;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Runs acts side by side.</summary>
    /// <returns>For each why it was refused; null where it was done.</returns>
    public static async Task<string?[]> RunAsync(CaseDesk desk, params IReadOnlyList<Func<DeskDb, Task>> acts)
    {
        var overlap = new Overlap(desk, acts.Count);
        return await Task.WhenAll(acts.Select(act => Task.Run(() => overlap.DoAsync(act), Stop)));
    }

    async Task<string?> DoAsync(Func<DeskDb, Task> act)
    {
        var first = true;
        try
        {
            await desk.Database.Factory.RunAsync(async db =>
            {
                try
                {
                    await act(db);
                }
                finally
                {
                    if (first && Interlocked.Decrement(ref loading) == 0)
                        allLoaded.SetResult();
                }

                if (first)
                    await allLoaded.Task.WaitAsync(Stop);
                first = false;
                return await db.CommitAsync(Act.Job, Stop);
            }, Stop);
            return null;
        }
        catch (DeskException refusal)
        {
            return refusal.Message;
        }
    }
}
