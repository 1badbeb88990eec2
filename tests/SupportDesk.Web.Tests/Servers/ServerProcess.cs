using System.Diagnostics;

namespace SupportDesk.Web.Tests.Servers;

/// <summary>A server as a direct child of the tests, so that it is reaped at once; its output goes to a file, since daemons keep their caller's pipes open.</summary>
sealed class ServerProcess : IAsyncDisposable
{
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    readonly Process process;

    ServerProcess(Process process, string log) => (this.process, Log) = (process, log);

    /// <summary>The path of the file with all that it printed.</summary>
    public string Log { get; }

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    /// <summary>Whether it ended by SIGKILL, as a shell tells it: 128 + 9.</summary>
    public bool WasKilled => process is { HasExited: true, ExitCode: 137 };

    /// <param name="log">Where its output is appended.</param>
    /// <param name="environment">Added to this process's own.</param>
    /// <param name="command">Program and arguments.</param>
    public static ServerProcess Start(string log, IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = Path.GetDirectoryName(log)! };
        foreach (var argument in (string[])["-c", "log=$1; shift; exec \"$@\" </dev/null >>\"$log\" 2>&1", "sh", log, .. command])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new(Process.Start(start)!, log);
    }

    /// <summary>Runs a program to its end and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0; the message holds its output.</exception>
    public static async Task<string> RunAsync(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{string.Join(' ', command)}: {process.ExitCode}\n{output}{await error}");
    }

    /// <summary>Asks it to end (SIGTERM), and ends it (SIGKILL) after ten seconds.</summary>
    public async Task StopAsync()
    {
        if (process.HasExited)
            return;
        await RunAsync("/bin/kill", "-TERM", $"{process.Id}");
        using var patience = new CancellationTokenSource(Grace);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }
    }

    /// <summary>Ends it at once, as the machine's kill -9 would: nothing is flushed.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
    }
}
