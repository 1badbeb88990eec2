using System.Diagnostics;

namespace SupportDesk.Benchmarks;

/// <summary>How long the same work took, run after run.</summary>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="Cpu">Milliseconds of processor time a run, of all threads: what a shared machine disturbs least.</param>
sealed record Timing(double P50, double P99, int Runs, double PerSecond, double Cpu)
{
    /// <summary>Runs the work one after the other until the time is over, after a warm-up that is not counted.</summary>
    public static Task<Timing> OfAsync(Size size, Func<int, Task> work) => OfAsync(size, 1, (_, run) => work(run));

    /// <summary>The same by several at once; the time of each run counts, and the rate of all together.</summary>
    public static async Task<Timing> OfAsync(Size size, int clients, Func<int, int, Task> work)
    {
        // Half as long again, so that what is measured is compiled and in memory.
        var warm = Stopwatch.GetTimestamp();
        for (var run = 0; run == 0 || Stopwatch.GetElapsedTime(warm) < size.Seconds / 2; run++)
            await work(0, run);

        var before = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => LoopAsync(client))));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var cpu = Environment.CpuUsage.TotalTime - before;
        var all = times.SelectMany(t => t).Order().ToList();
        return new(all[all.Count / 2], all[Math.Min(all.Count - 1, (int)(all.Count * 0.99))], all.Count, all.Count / seconds, cpu.TotalMilliseconds / all.Count);

        async Task<List<double>> LoopAsync(int client)
        {
            var mine = new List<double>();
            do
            {
                var begin = Stopwatch.GetTimestamp();
                await work(client, mine.Count);
                mine.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            }
            while (Stopwatch.GetElapsedTime(start) < size.Seconds);
            return mine;
        }
    }
}
