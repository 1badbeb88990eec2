using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Chains;
using SupportDesk.Escalations.Anchors;
using SupportDesk.Policies;

namespace SupportDesk.Escalations;

/// <summary>What the pages about escalations and policies read by.</summary>
internal static class EscalationServices
{
    public static void AddEscalations(this IServiceCollection services)
    {
        services.AddSingleton<EscalationSweep>();
        services.AddScoped<ReceiptAudit>();
        services.AddScoped<ReceiptErasure>();
        services.AddScoped<CaseExport>();
        services.AddSingleton<AnchorFile>();
        services.AddSingleton<AnchorMaking>();
        services.AddScoped<AnchorCheck>();
        services.AddScoped<Tracker>();
        services.AddScoped<Dossiers>();
        services.AddScoped<LevelLinks>();
        services.AddScoped<UnconfirmedQuery>();
        services.AddScoped<TicketClimbs>();
        services.AddScoped<QuotableWords>();
        services.AddScoped<CopiesQuery>();
        services.AddScoped<DossierQuery>();
        services.AddScoped<CaseMailsQuery>();
        services.AddScoped<RequirementsQuery>();
        services.AddScoped<Board>();
        services.AddScoped<PassingUp>();
        services.AddScoped<PassUp>();
        services.AddScoped<Deciding>();
        services.AddScoped<PolicyRegister>();
        services.AddScoped<PolicyPageQuery>();
        services.AddScoped<Steps>();
        services.AddScoped<ChainsQuery>();
        services.AddScoped<LevelNames>();
    }
}
