using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Mail.Sending;

namespace SupportDesk.Web.Health;

/// <summary>Whether every mailbox that is fetched from is being read. One that is not makes the desk degraded, not unready: it still answers people.</summary>
internal sealed class MailboxesCheck(
    MailboxesAsTheyStand mailboxes, IOptions<MailOptions> options, AccessTokens tokens, UnprovedAcknowledgements unproved, IDbContextFactory<DeskDb> databases, DeskClock clock) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = clock.Now;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var wrong = (await mailboxes.LookAsync(null, cancellationToken)).SelectMany(m => m.Troubles(now).Select(t => $"{m.Name}: {t}"))
            .Concat(await unproved.TroubleAsync(db, now, cancellationToken) is { } trouble ? [$"Mail that leaves: {trouble}"] : [])
            .Concat(tokens.Troubles(options.Value.Outgoing.OAuth, options.Value.Outgoing.User, clock.RealNow).Select(t => $"Mail that leaves: {t}")).ToList();
        return wrong.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(' ', wrong));
    }
}
