using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Demo;
using SupportDesk.Escalations;
using SupportDesk.Files;
using SupportDesk.Jobs;
using SupportDesk.Mail;
using SupportDesk.Notifications;
using SupportDesk.Search;
using SupportDesk.Tickets;

namespace SupportDesk;

/// <summary>Everything of the desk that needs no browser.</summary>
public static class SupportDeskServices
{
    public static IServiceCollection AddSupportDesk(this IServiceCollection services, IConfiguration configuration)
    {
        var database = services.AddSection<DatabaseOptions>(configuration, "Database");
        services.TryAddSingleton(SettingsFolder.None);
        var folder = services.Select(s => s.ImplementationInstance).OfType<SettingsFolder>().Last();
        services.AddSection<DataOptions>(configuration, "Data").RelativeTo = folder.FullPath;
        services.AddSection<TicketOptions>(configuration, "Tickets");
        services.AddSection<EscalationOptions>(configuration, "Escalations");
        services.AddSection<ReceiptOptions>(configuration, "Receipts");
        services.AddSection<SiteOptions>(configuration, "Site");
        var mail = services.AddSection<MailOptions>(configuration, "Mail");
        services.AddSection<JobOptions>(configuration, "Jobs");

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DeskClock>();
        services.AddDatabase(database.Provider);
        services.AddSingleton(all => new FileStore(Path.Combine(all.GetRequiredService<IOptions<DataOptions>>().Value.FullFolder, "files")));
        services.AddMailOut(mail);
        services.AddSingleton<ReplyRoutes>();
        services.AddMailIn();
        services.AddSingleton<SupporterMail>();
        services.AddSingleton<Owed>();
        services.AddSingleton<Unfold>();
        services.AddSingleton<DecisionCount>();
        services.AddSingleton<CommitFeed>();
        services.AddSingleton<DemoClock>();
        services.AddMapping(configuration);
        services.AddTickets();
        services.AddScoped<DeskSearch>();
        services.AddSingleton<SearchIndexer>().AddSingleton<SearchBacklog>();
        services.AddSingleton<ChainSetup>();
        services.AddSingleton<ChainCheck>();
        services.AddEscalations();
        return services;
    }
}
