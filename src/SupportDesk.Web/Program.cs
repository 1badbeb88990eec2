using SupportDesk;
using SupportDesk.Mail.Sources;
using SupportDesk.Jobs;
using SupportDesk.Web.Access;
using SupportDesk.Web.Api;
using SupportDesk.Web.Assets;
using SupportDesk.Web.Commands;
using SupportDesk.Web.Health;
using SupportDesk.Web.Hosting;
using SupportDesk.Web.Live;

try
{
    if (CommandLine.Find(args) is { } command)
        return await command.InvokeAsync();

    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.WebHost.UseStaticWebAssets();
    builder.AddDeskHost();
    builder.Services.AddSupportDesk(builder.Configuration);
    builder.Services.AddJobs();
    builder.Services.AddAccess();
    builder.Services.AddDeskFront();
    builder.Services.AddDeskPages();
    builder.Services.AddHealth();
    builder.Services.AddHostedService<MailboxWatcher>();

    var app = builder.Build();
    app.UseForwardedHeaders();
    app.UseDeskFront();
    app.UseDeskHost();
    app.UseAuthentication();
    app.UseAuthorization();
    app.UseAntiforgery();
    app.MapHealth();
    app.MapLive();
    app.MapMailApi();
    app.MapUnsubscribe();
    app.MapRazorPages();

    await app.StartDeskAsync();
    await app.WaitForShutdownAsync();
    return 0;
}
catch (DeskException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}

/// <summary>For tests that start the whole application in memory.</summary>
public sealed partial class Program;
