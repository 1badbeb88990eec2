using System.Diagnostics;

namespace SupportDesk.Tests;

/// <summary>Waits for what another process or thread brings about: asks until it is so, or fails saying what did not come.</summary>
static class Eventually
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>How long to wait where a test names no other limit.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Returns the first answer that is not null. Exceptions of <paramref name="ask"/> count as "not yet" and the last one is shown in the failure.</summary>
    /// <exception cref="TimeoutException">Nothing came within <paramref name="limit"/> (a minute where none is named).</exception>
    public static async Task<T> Get<T>(string what, Func<Task<T?>> ask, TimeSpan? limit = null) where T : class
    {
        var stop = TestContext.Current.CancellationToken;
        var watch = Stopwatch.StartNew();
        Exception? last;
        using var timer = new PeriodicTimer(Pause);
        do
        {
            try
            {
                if (await ask() is { } answer)
                    return answer;
                last = null;
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                last = failure;
            }
        }
        while (watch.Elapsed < (limit ?? Limit) && await timer.WaitForNextTickAsync(stop));
        throw new TimeoutException($"{what}: not within {(limit ?? Limit).TotalSeconds:0.#} s", last);
    }

    /// <inheritdoc cref="Get{T}(string, Func{Task{T}}, TimeSpan?)"/>
    public static Task<T> Get<T>(string what, Func<T?> ask, TimeSpan? limit = null) where T : class =>
        Get(what, () => Task.FromResult(ask()), limit);

    /// <summary>Returns once <paramref name="holds"/> answers true; exceptions count as "not yet".</summary>
    /// <exception cref="TimeoutException">It did not hold within <paramref name="limit"/> (a minute where none is named).</exception>
    public static Task True(string what, Func<Task<bool>> holds, TimeSpan? limit = null) =>
        Get(what, async () => await holds() ? "yes" : null, limit);

    /// <inheritdoc cref="True(string, Func{Task{bool}}, TimeSpan?)"/>
    public static Task True(string what, Func<bool> holds, TimeSpan? limit = null) =>
        Get(what, () => Task.FromResult(holds() ? "yes" : null), limit);
}
