using System.Diagnostics;
using System.Globalization;

namespace SupportDesk.Web.Tests.Servers;

/// <summary>
/// A server as a direct child of the tests, so that it is reaped at once; its output goes to a file, since daemons keep their caller's pipes open.
/// It leads a session of its own, by which what it starts is found again: Postfix and Dovecot end before their children do.
/// </summary>
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
        foreach (var argument in (string[])["-c", "log=$1; shift; exec setsid \"$@\" </dev/null >>\"$log\" 2>&1", "sh", log, .. command])
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

    /// <summary>Asks it to end (SIGTERM), and ends it (SIGKILL) after ten seconds. On return what it started has ended too: a child that lives on would hold its ports and write into its folder.</summary>
    public async Task StopAsync()
    {
        using var patience = new CancellationTokenSource(Grace);
        try
        {
            if (!process.HasExited)
                await RunAsync("/bin/kill", "-TERM", $"{process.Id}");
            await process.WaitForExitAsync(patience.Token);
            while (Session().Any())
                await Task.Delay(20, patience.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }
    }

    /// <summary>The processes of its session that still run: itself, and what it started.</summary>
    internal IEnumerable<int> Session()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && Stat(folder) is [var state, _, _, var session, ..] && session == $"{process.Id}" && state != "Z")
                yield return id;
        }
    }

    // Behind the program's name, which stands in brackets and may hold anything: state, parent, group, session (proc(5)).
    static string[] Stat(string folder)
    {
        try
        {
            var line = File.ReadAllText(Path.Combine(folder, "stat"));
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Ends it and what it started at once, as the machine's kill -9 would: nothing is flushed.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        while (Session().ToList() is { Count: > 0 } left)
        {
            foreach (var id in left)
                await EndAsync(id);
            await Task.Delay(20);
        }
    }

    static async Task EndAsync(int id)
    {
        try
        {
            await RunAsync("/bin/kill", "-KILL", $"{id}");
        }
        catch (InvalidOperationException)
        {
            // It ended by itself meanwhile.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
    }
}
