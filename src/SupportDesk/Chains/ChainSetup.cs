using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Calendars;
using SupportDesk.Data;
using SupportDesk.Events;

namespace SupportDesk.Chains;

/// <summary>Takes over the chains of appsettings.json at start; what already climbs keeps its own.</summary>
public sealed class ChainSetup(IDbContextFactory<DeskDb> databases, IOptions<EscalationOptions> options, DeskClock clock)
{
    public Task RunAsync(CancellationToken cancel) => databases.RunAsync(async db =>
    {
        var known = await db.Chains.ToListAsync(cancel);
        var calendars = options.Value.Calendars.Select(c => c.Value.Read(c.Key, 1)).Append(WorkingCalendar.Always).ToList();
        foreach (var (name, chain) in options.Value.Chains)
        {
            var row = known.FirstOrDefault(c => c.Name == name);
            if (row is null)
                db.Chains.Add(row = Chain.Named(name, fromConfiguration: true, clock.Now));
            row.Change([.. chain.Levels.Select(l => l.Read())], options.Value.TimesOf(chain), calendars, Actor.System(Via.Job), clock.Now);
        }

        return await db.CommitAsync(Act.Job, cancel);
    }, cancel);
}
