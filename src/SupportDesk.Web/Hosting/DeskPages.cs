using Microsoft.AspNetCore.Mvc;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Hosting;

/// <summary>Razor Pages as the desk uses them: one commit an act, antiforgery on every POST.</summary>
public static class DeskPages
{
    public static IServiceCollection AddDeskPages(this IServiceCollection services)
    {
        services.AddRazorPages().AddMvcOptions(options =>
        {
            options.Filters.Add<DraftKindFilter>();
            options.Filters.Add<CommitFilter>();
            options.Filters.Add<DraftFilter>(); // within the commit
            options.Filters.Add<AutoValidateAntiforgeryTokenAttribute>();
        });
        services.AddScoped<Pages.Counter>();
        services.AddScoped<Drafts.DraftForms>();
        services.AddScoped<Pages.Tickets.DeskLists>();
        services.AddScoped<Pages.Tickets.TicketViews>();
        services.AddScoped<Pages.Tickets.WritingFiles>();
        services.AddLocalization();
        return services;
    }
}
