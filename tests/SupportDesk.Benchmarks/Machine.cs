using System.Diagnostics;

namespace SupportDesk.Benchmarks;

/// <summary>What the figures were taken on: without it they say nothing.</summary>
static class Machine
{
    /// <summary>How many processes wanted to run in the last minute (Linux): more than there are cores spoils every figure.</summary>
    public static double Load() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Median milliseconds of writing 8 KB and having it synced to the disk, over 50 tries.</summary>
    public static double SyncMilliseconds(string folder)
    {
        var path = Path.Combine(folder, "sync");
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            var times = new List<double>();
            for (var i = 0; i < 50; i++)
            {
                var start = Stopwatch.GetTimestamp();
                RandomAccess.Write(file, new byte[8192], i * 8192L);
                RandomAccess.FlushToDisk(file);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            times.Sort();
            return times[25];
        }
    }
}
