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
    var line = CommandLine.Read(args);
    if (line.Command is { } command)
        return await CommandLine.RunAsync(command);

    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = line.DeskArguments, ContentRootPath = AppContext.BaseDirectory });
    builder.WebHost.UseStaticWebAssets();
    builder.AddDesk(line.Settings);
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
    app.UseUnknownAddresses();
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
catch (Exception failure) when (Refusal.SentenceOf(failure) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return 1;
}

/// <summary>For tests that start the whole application in memory.</summary>
public sealed partial class Program;
