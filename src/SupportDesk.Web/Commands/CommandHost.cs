using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using SupportDesk.Data;
using SupportDesk.Web.Access;
using SupportDesk.Web.Hosting;

namespace SupportDesk.Web.Commands;

/// <summary>The desk's services for one verb of the command line: same settings, the database of a desk that is there, nothing listening and no jobs.</summary>
internal static class CommandHost
{
    /// <param name="mayCreate">Whether a database is made, or migrated, where none of this version is there.</param>
    /// <param name="start">False for a verb that mends what keeps the database from being brought up.</param>
    /// <exception cref="DeskException">A setting is wrong, there is no desk, or it runs and holds its SQLite file.</exception>
    public static async Task<int> RunAsync(
        ParseResult parsed, Func<IServiceProvider, CancellationToken, Task<int>> verb, CancellationToken cancel, bool mayCreate = false,
        bool start = true)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = CommandLine.DataArguments(parsed), ContentRootPath = AppContext.BaseDirectory });
        builder.AddDesk(CommandLine.FolderOf(parsed));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance); // Logs are the running desk's.
        builder.Services.AddAccess();
        await using var app = builder.Build();

        var existing = app.Services.GetRequiredService<ExistingDatabase>();
        if (!mayCreate)
            existing.RequireFile();
        using var deskLock = DeskHost.TakeLock(app.Services);
        if (!mayCreate)
            await existing.RequireDeskAsync(cancel);
        if (start)
            await app.Services.GetRequiredService<DatabaseStart>().RunAsync(cancel);
        await Console.Out.WriteLineAsync($"Database: {existing.Name}");
        await using var scope = app.Services.CreateAsyncScope();
        return await verb(scope.ServiceProvider, cancel);
    }
}
