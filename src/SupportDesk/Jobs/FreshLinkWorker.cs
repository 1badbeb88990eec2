using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SupportDesk.Notifications;

namespace SupportDesk.Jobs;

/// <summary>Grants wishes for fresh links, one after the other, off the request. At the stop it finishes those that wait.</summary>
internal sealed partial class FreshLinkWorker(FreshLinkQueue wishes, IServiceScopeFactory scopes, Nudge nudge, ILogger<FreshLinkWorker> log) : BackgroundService
{
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        wishes.Complete();
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var wish in wishes.ReadAllAsync())
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<FreshLinks>().GrantAsync(wish, CancellationToken.None);
                nudge.Wake(Work.Deliver);
            }
            catch (Exception failure)
            {
                Log.Failed(log, failure);
            }
            finally
            {
                wishes.Finish();
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(62, LogLevel.Error, "A wish for a fresh link could not be granted")]
        public static partial void Failed(ILogger log, Exception failure);
    }
}
