using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SupportDesk.Benchmarks.Figures;

/// <summary>The published, ReadyToRun build on the seeded desk: start to the first answer, memory then and after load; the empty ASP.NET application beside it.</summary>
static class FootprintFigure
{
    const string Empty = "var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/health/live\", () => \"ok\"); app.Run();";
    const string EmptyProject = "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>";

    public static async Task RunAsync(BenchDesk desk, Report report)
    {
        // Published from a copy: restoring for one runtime would change the lock files of the working copy.
        var copy = Path.Combine(desk.Folder, "copy");
        Copy(Root(), copy);
        var empty = Directory.CreateDirectory(Path.Combine(desk.Folder, "empty")).FullName;
        await File.WriteAllTextAsync(Path.Combine(empty, "Program.cs"), Empty);
        await File.WriteAllTextAsync(Path.Combine(empty, "Empty.csproj"), EmptyProject);
        var ours = await PublishAsync(Path.Combine(copy, "src", "SupportDesk.Web", "SupportDesk.Web.csproj"), Path.Combine(desk.Folder, "published"), "SupportDesk.Web.dll");
        var beside = await PublishAsync(Path.Combine(empty, "Empty.csproj"), Path.Combine(desk.Folder, "published-empty"), "Empty.dll");
        var floor = await MeasureAsync(desk, beside);
        var own = await MeasureAsync(desk, ours);
        report.Rate("start to the first answer", "s", own.Start, floor.Start);
        report.Rate("memory after the first answer (PSS)", "MB", own.Idle, floor.Idle);
        report.Rate($"memory after {desk.Size.Seconds.TotalSeconds:0} s of load at 8 clients (PSS)", "MB", own.Loaded, floor.Loaded);
    }

    static async Task<(double Start, double Idle, double Loaded)> MeasureAsync(BenchDesk desk, string program)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [program]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = desk.Folder };
        foreach (var (key, value) in desk.Settings.Append(new("Urls", $"http://localhost:{port}")).Append(new("Demo:Enabled", "false")).Append(new("Serilog:MinimumLevel:Default", "Warning")))
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        try
        {
            using var client = new HttpClient { BaseAddress = new($"http://localhost:{port}") };
            await FirstAnswerAsync(client, process);
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            var idle = Pss(process.Id);
            await Timing.OfAsync(desk.Size, 8, async (_, _) => (await client.GetAsync("/health/live")).Dispose());
            return (seconds, idle, Pss(process.Id));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    static async Task FirstAnswerAsync(HttpClient client, Process process)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var limit = Stopwatch.GetTimestamp();
        while (await timer.WaitForNextTickAsync())
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(limit) > TimeSpan.FromMinutes(1))
                throw new InvalidOperationException($"It did not start: {await process.StandardError.ReadToEndAsync()}");
            try
            {
                if ((await client.GetAsync("/health/live")).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }

    static async Task<string> PublishAsync(string project, string into, string program)
    {
        var start = new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-r", "linux-x64", "--self-contained", "false", "-p:PublishReadyToRun=true", "-o", into, "-nologo", "-v", "q", "-nodeReuse:false"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Path.Combine(into, program) : throw new InvalidOperationException(output);
    }

    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from).Where(f => Path.GetFileName(f) is not ("bin" or "obj" or "tests" or "docs" or "data" or ".git")))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    static double Pss(int process) =>
        double.Parse(File.ReadLines($"/proc/{process}/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SupportDesk.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No SupportDesk.sln above the program.");
    }
}
