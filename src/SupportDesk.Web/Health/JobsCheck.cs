using Microsoft.Extensions.Diagnostics.HealthChecks;
using SupportDesk.Jobs;

namespace SupportDesk.Web.Health;

/// <summary>Whether workers run and nothing waits for them too long. Without them the desk still answers people, so it is degraded and not unready.</summary>
internal sealed class JobsCheck(JobsAsTheyStand jobs) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = await jobs.LookAsync(cancellationToken);
        return now.Troubles.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(' ', now.Troubles));
    }
}
