using System.Diagnostics;

namespace SupportDesk.Web.Tests.Servers;

/// <summary>
/// The desk itself as a process of its own, as it is built beside the tests: settings come by environment, its data lies in a temporary folder.
/// It can be killed at any moment and started again on the same data.
/// </summary>
sealed class DeskProcess : IAsyncDisposable
{
    static readonly string Program = AppContext.BaseDirectory
        .Replace(Path.Combine("tests", "SupportDesk.Web.Tests"), Path.Combine("src", "SupportDesk.Web"), StringComparison.Ordinal) + "SupportDesk.Web.dll";

    static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    readonly TestFolder folder = new();
    readonly Dictionary<string, string> environment;
    ServerProcess? server;

    DeskProcess(IEnumerable<KeyValuePair<string, string?>> settings, string environmentName)
    {
        var port = Loopback.FreePorts(1)[0];
        Client = new HttpClient { BaseAddress = new($"http://localhost:{port}") };
        environment = new() { ["DOTNET_ENVIRONMENT"] = environmentName, ["ASPNETCORE_ENVIRONMENT"] = environmentName, ["Urls"] = $"http://localhost:{port}", ["Site__PublicUrl"] = $"http://localhost:{port}", ["Data__Folder"] = folder["data"] };
        // It lives for seconds: code optimised for hours would cost more than it saves.
        (environment["DOTNET_TieredPGO"], environment["DOTNET_TC_CallCountingDelayMs"]) = ("0", "30000");
        (environment["Mail__Mailboxes__0__Name"], environment["Mail__Mailboxes__0__Address"]) = ("support", "support@marketfield.test");
        // What the demo's mailbox says beside: a test's mailbox is its own.
        (environment["Mail__Mailboxes__0__SenderName"], environment["Mail__Mailboxes__0__Team"]) = ("Support", "");
        foreach (var (key, value) in settings.Where(setting => setting.Value is not null))
            environment[key.Replace(":", "__", StringComparison.Ordinal)] = value!;
    }

    /// <summary>Where the browser finds it; localhost, so that it counts as a secure origin.</summary>
    public string Address => Client.BaseAddress!.AbsoluteUri.TrimEnd('/');

    /// <summary>Speaks to it without cookies.</summary>
    public HttpClient Client { get; }

    public string DataFolder => environment["Data__Folder"];

    /// <summary>Whether it is not running: it was ended, or ended itself.</summary>
    public bool HasEnded => server?.HasEnded ?? true;

    /// <summary>Whether it ended by kill -9, its own at a <see cref="CrashPoint"/> included.</summary>
    public bool WasKilled => server?.WasKilled ?? false;

    /// <summary>Changes a setting or variable of the next start; null takes it out.</summary>
    public void Set(string key, string? value)
    {
        environment.Remove(key.Replace(":", "__", StringComparison.Ordinal));
        if (value is not null)
            environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
    }

    /// <summary>All that it printed, of every start.</summary>
    public string Output => File.Exists(folder["output"]) ? File.ReadAllText(folder["output"]) : "";

    /// <summary>One that is not started yet; parameters as those of <see cref="StartAsync(IEnumerable{KeyValuePair{string, string?}}, string)"/>.</summary>
    public static DeskProcess Prepare(IEnumerable<KeyValuePair<string, string?>> settings, string environmentName = "Production") => new(settings, environmentName);

    /// <summary>Starts the desk and waits until <c>/health/ready</c> answers 200.</summary>
    /// <param name="settings">Keys as in appsettings.json, <c>Database:Provider</c>.</param>
    /// <param name="environmentName">Development loads the demo into an empty database.</param>
    /// <exception cref="InvalidOperationException">It ended or was not ready within two minutes; the message holds its output.</exception>
    public static async Task<DeskProcess> StartAsync(IEnumerable<KeyValuePair<string, string?>> settings, string environmentName = "Production")
    {
        var desk = Prepare(settings, environmentName);
        try
        {
            await desk.StartAsync();
            return desk;
        }
        catch
        {
            await desk.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs the desk's command line (<c>receipts verify</c>, <c>mail inspect FILE</c>) on the same settings.</summary>
    /// <returns>Its exit code and what it printed.</returns>
    public async Task<(int Code, string Output, string Error)> CommandAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder.Path };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }

    /// <summary>Starts it again on the same data and port, after <see cref="KillAsync"/> or <see cref="StopAsync"/>.</summary>
    public async Task StartAsync()
    {
        server = ServerProcess.Start(folder["output"], environment, "dotnet", Program);
        try
        {
            await Eventually.True("the desk is ready", async () => server.HasEnded || (await Client.GetAsync("/health/ready", TestContext.Current.CancellationToken)).IsSuccessStatusCode, StartLimit);
        }
        catch (TimeoutException late)
        {
            throw new InvalidOperationException($"The desk is not ready\n{Output}", late);
        }

        if (server.HasEnded)
            throw new InvalidOperationException($"The desk ended at its start\n{Output}");
    }

    /// <summary>Starts it again after it died by itself, or was stopped.</summary>
    /// <param name="crashAt">A point of <see cref="CrashPoint"/> at which it dies this time; null for none.</param>
    public async Task StartAgainAsync(string? crashAt = null)
    {
        if (server is not null)
            await server.DisposeAsync();
        Set("SUPPORTDESK_CRASH_AT", crashAt);
        await StartAsync();
    }

    /// <summary>kill -9: nothing is flushed, nothing told.</summary>
    public async Task KillAsync()
    {
        await server!.KillAsync();
        await server.DisposeAsync();
        server = null;
    }

    /// <summary>SIGTERM, as a service manager stops it: running work ends first.</summary>
    public async Task StopAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        server = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Client.Dispose();
        folder.Dispose();
    }
}
