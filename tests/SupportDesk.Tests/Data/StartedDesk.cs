using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SupportDesk.Data;
using SupportDesk.Escalations;

namespace SupportDesk.Tests.Data;

/// <summary>A node as the program starts it on a test's database, with its own data folder and a key ring in the database.</summary>
sealed class StartedDesk : IAsyncDisposable
{
    readonly ServiceProvider services;

    StartedDesk(ServiceProvider services) => this.services = services;

    public KeyRing Keys => services.GetRequiredService<KeyRing>();

    public IServiceProvider Services => services;

    public DeskDb Open() => services.GetRequiredService<IDbContextFactory<DeskDb>>().CreateDbContext();

    /// <summary>The services of a node that was not started.</summary>
    public static ServiceProvider Build(TestDatabase database, string folder, TimeProvider? time = null, params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>(database.Settings) { ["Data:Folder"] = folder, ["Data:Key"] = "" };
        foreach (var (key, value) in more)
            settings[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddSingleton(time ?? TimeProvider.System).AddSupportDesk(configuration).AddDeskProtection().BuildServiceProvider();
    }

    /// <summary>Starts a node: the database is brought up, and bound to the key of its folder or settings.</summary>
    public static async Task<StartedDesk> StartAsync(TestDatabase database, string folder, TimeProvider? time = null, params (string Key, string Value)[] more)
    {
        var services = Build(database, folder, time, more);
        try
        {
            await services.GetRequiredService<DatabaseStart>().RunAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }

        return new(services);
    }

    public async Task<Audited> CheckAsync(Guid escalation)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReceiptAudit>().CheckAsync(escalation, TestContext.Current.CancellationToken);
    }

    /// <summary>For a desk of cases: its key ring in the database in clear, as every desk's was before there were key files.</summary>
    public static void InClear(IServiceCollection services)
    {
        services.RemoveAll<IDataProtectionProvider>();
        services.AddDataProtection().SetApplicationName("SupportDesk").PersistKeysToDbContext<DeskDb>();
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
