using System.Text.Json;

namespace SupportDesk.Benchmarks;

/// <summary>Writes each figure as a line of JSON.</summary>
sealed class Report(Size size, double syncMs, string figure = "")
{
    public Report For(string name) => new(size, syncMs, name);

    public void Seeded(TimeSpan took) => Write("seed", new("the whole seed", "s", took.TotalSeconds));

    /// <summary>Milliseconds, beside those of the floor: the ratios are of the medians and of the processor time.</summary>
    public void Times(string name, Timing ours, Timing? floor = null) => Write(figure, new(name, "ms", ours.P50)
    {
        P99 = Math.Round(ours.P99, 3),
        Runs = ours.Runs,
        Floor = floor is null ? null : Math.Round(floor.P50, 3),
        FloorP99 = floor is null ? null : Math.Round(floor.P99, 3),
        Ratio = floor is null ? null : Math.Round(ours.P50 / floor.P50, 2),
        Cpu = Math.Round(ours.Cpu, 3),
        FloorCpu = floor is null ? null : Math.Round(floor.Cpu, 3),
        CpuRatio = floor is null ? null : Math.Round(ours.Cpu / floor.Cpu, 2),
    });

    /// <summary>A rate, beside the floor's: the ratio says which part of the floor's rate is reached.</summary>
    /// <param name="cpu">Milliseconds of processor time for each.</param>
    public void Rate(string name, string unit, double value, double? floor = null, double? p99 = null, double? cpu = null) => Write(figure, new(name, unit, value)
    {
        P99 = p99 is { } known ? Math.Round(known, 3) : null,
        Floor = floor is { } rate ? Math.Round(rate, 1) : null,
        Ratio = floor is { } other ? Math.Round(value / other, 2) : null,
        Cpu = cpu is { } each ? Math.Round(each, 3) : null,
    });

    private void Write(string name, Line line) => Console.WriteLine(JsonSerializer.Serialize(
        line with { Figure = name, Value = Math.Round(line.Value, 3), Tickets = size.Tickets, Cores = Environment.ProcessorCount, SyncMs = Math.Round(syncMs, 2), Load = Machine.Load() }, Options));

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    private sealed record Line(string Name, string Unit, double Value)
    {
        public string Figure { get; init; } = "";
        public double? P99 { get; init; }
        public int? Runs { get; init; }
        public double? Floor { get; init; }
        public double? FloorP99 { get; init; }
        public double? Ratio { get; init; }
        public double? Cpu { get; init; }
        public double? FloorCpu { get; init; }
        public double? CpuRatio { get; init; }
        public int Tickets { get; init; }
        public int Cores { get; init; }
        public double SyncMs { get; init; }
        public double Load { get; init; }
    }
}
