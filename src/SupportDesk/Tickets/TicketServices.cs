using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Drafts;
using SupportDesk.Files;
using SupportDesk.Policies;

namespace SupportDesk.Tickets;

internal static class TicketServices
{
    public static IServiceCollection AddTickets(this IServiceCollection services)
    {
        services.AddSingleton<KeptCounts>();
        services.AddScoped<Queue>();
        services.AddScoped<TicketPageQuery>();
        services.AddScoped<AgentLoads>();
        services.AddScoped<CatchHints>();
        services.AddScoped<Dealing>();
        services.AddScoped<DraftFiles>();
        services.AddScoped<DraftStore>();
        services.AddScoped<NewTickets>();
        services.AddScoped<OutsideHelp>();
        services.AddScoped<CopiedHelp>();
        services.AddScoped<ReplyUndo>();
        services.AddScoped<Tags>();
        services.AddScoped<Uploads>();
        return services;
    }
}
