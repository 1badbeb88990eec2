using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;
using SupportDesk.Files;
using SupportDesk.Mail.Sending;
using SupportDesk.Notifications;
using SupportDesk.Notifications.Rendering;

namespace SupportDesk.Mail;

/// <summary>What it takes to write and send mail.</summary>
internal static class MailOutServices
{
    public static IServiceCollection AddMailOut(this IServiceCollection services, MailOptions options)
    {
        services.AddSingleton<MailboxSetup>();
        services.AddSingleton<SendingMailboxes>();
        services.AddSingleton<ReaderZones>();
        services.AddSingleton<FreshLinkLimit>();
        services.AddSingleton<UnprovedAcknowledgements>();
        services.AddSingleton<FreshLinkQueue>();
        services.AddScoped<FreshLinks>();
        services.AddSingleton(all => Templates.Load(Path.Combine(AppContext.BaseDirectory, "templates", "mail"), all.GetRequiredService<SettingsFolder>().MailTemplates));
        services.AddSingleton<MailLinks>();
        services.AddScoped<HandedFiles>();
        services.AddSingleton<TemplatePreview>();
        services.AddSingleton<Contents>();
        services.AddSingleton<Conversation>();
        services.AddSingleton<MailWriter>();
        services.AddSingleton<Bundling>();
        services.AddSingleton<SendingPace>();
        services.AddSingleton<OutboxClaims>();
        services.AddSingleton<SendingOutages>();
        services.AddSingleton<MailAftermath>();
        services.AddSingleton<Delivery>();
        services.AddSingleton<KeptSecrets>();
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<SmtpConnections>();
        return options.Outgoing.IsConfigured ? services.AddSingleton<IMailSender, SmtpSender>() : services.AddSingleton<IMailSender, MailRoomSender>();
    }
}
