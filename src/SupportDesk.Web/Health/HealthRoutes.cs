using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SupportDesk.Data;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Health;

/// <summary>Whether the desk lives and is ready. In public it says only which part is up or down; why is for administrators.</summary>
public static class HealthRoutes
{
    public static IHealthChecksBuilder AddHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database").AddCheck<DiskCheck>("disk").AddCheck<MailboxesCheck>("mailboxes").AddCheck<JobsCheck>("jobs");

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new() { Predicate = _ => false, ResponseWriter = WriteAsync }).WithMetadata(new DoorAttribute(DoorKind.Open));
        routes.MapHealthChecks("/health/ready", new() { ResponseWriter = WriteAsync }).WithMetadata(new DoorAttribute(DoorKind.Open));
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        parts = report.Entries.ToDictionary(e => e.Key, e => e.Value.Status.ToString()),
    });

    private sealed class DatabaseCheck(IDbContextFactory<DeskDb> databases) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            return await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }

    private sealed class DiskCheck(Microsoft.Extensions.Options.IOptions<DataOptions> data) : IHealthCheck
    {
        private const long Least = 256L * 1024 * 1024;

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var free = new DriveInfo(data.Value.FullFolder).AvailableFreeSpace;
            return Task.FromResult(free >= Least ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"Only {free / 1024 / 1024} MB are free in {data.Value.FullFolder}."));
        }
    }
}
