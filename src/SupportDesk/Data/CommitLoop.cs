using Microsoft.EntityFrameworkCore;

namespace SupportDesk.Data;

/// <summary>How jobs, the gateway and other acts nobody waits for at a form save: on a clash they load again and try again.</summary>
public static class CommitLoop
{
    /// <summary>Runs load–verb–commit with a fresh context each time, at most five times.</summary>
    /// <param name="work">Loads, calls verbs and commits; called again from the start after a clash.</param>
    /// <exception cref="ClashException">It clashed five times.</exception>
    public static async Task<T> RunAsync<T>(this IDbContextFactory<DeskDb> databases, Func<DeskDb, Task<T>> work, CancellationToken cancel = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            try
            {
                return await work(db);
            }
            catch (ClashException) when (attempt < 5)
            {
                // Somebody else was first: what they saved is loaded in the next round.
            }
        }
    }
}
