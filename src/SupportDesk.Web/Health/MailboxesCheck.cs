using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Mail;

namespace SupportDesk.Web.Health;

/// <summary>Whether every mailbox that is fetched from is being read. One that is not makes the desk degraded, not unready: it still answers people.</summary>
internal sealed class MailboxesCheck(IDbContextFactory<DeskDb> databases, IOptions<MailOptions> options, DeskClock clock) : IHealthCheck
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var fetched = options.Value.Mailboxes.Where(m => m.Imap is not null).ToDictionary(m => m.Name, m => TimeSpan.FromSeconds(2 * m.Imap!.PollSeconds), StringComparer.OrdinalIgnoreCase);
        if (fetched.Count == 0)
            return HealthCheckResult.Healthy();

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.Mailboxes.Join(db.MailboxWatches, m => m.Id, w => w.MailboxId, (m, w) => new { m.Name, w.LastContactAt, w.LastError }).ToListAsync(cancellationToken);
        var now = clock.Now;
        var wrong = rows.Where(r => fetched.TryGetValue(r.Name, out var looks) && (r.LastError is not null || r.LastContactAt is null || now - r.LastContactAt > Silence + looks))
            .Select(r => $"{r.Name}: {r.LastError ?? "no contact for some minutes."}").ToList();
        return wrong.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(' ', wrong));
    }
}
