using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;

namespace SupportDesk.Tests.Data;

public sealed class ContextPoolTests
{
    // A context that a request gives back twice goes to two others at once, who read each other's rows.
    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task No_two_requests_ever_hold_the_same_context(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var held = new ConcurrentDictionary<DeskDb, bool>(ReferenceEqualityComparer.Instance);
        var shared = 0;

        await Parallel.ForAsync(0, 8, TestContext.Current.CancellationToken, async (_, _) =>
        {
            for (var request = 0; request < 20_000; request++)
            {
                await using var scope = database.Services.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<DeskDb>();
                if (!held.TryAdd(db, true))
                    Interlocked.Increment(ref shared);
                await Task.Yield();
                held.TryRemove(db, out var _);
            }
        });

        shared.ShouldBe(0);
    }
}
