using SupportDesk.Data;
using SupportDesk.Web.Access;
using SupportDesk.Web.Hosting;

namespace SupportDesk.Web.Commands;

/// <summary>The desk's services for one verb of the command line: same settings, database brought up, nothing listening and no jobs.</summary>
internal static class CommandHost
{
    /// <exception cref="DeskException">A setting is wrong, or another process holds the SQLite file.</exception>
    /// <param name="start">False for a verb that mends what keeps the database from being brought up.</param>
    public static async Task<int> RunAsync(Func<IServiceProvider, CancellationToken, Task<int>> verb, CancellationToken cancel, bool start = true)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.AddDeskHost();
        builder.Services.AddSupportDesk(builder.Configuration);
        builder.Services.AddAccess();
        await using var app = builder.Build();

        using var deskLock = DeskHost.TakeLock(app.Services);
        if (start)
            await app.Services.GetRequiredService<DatabaseStart>().RunAsync(cancel);
        await using var scope = app.Services.CreateAsyncScope();
        return await verb(scope.ServiceProvider, cancel);
    }
}
