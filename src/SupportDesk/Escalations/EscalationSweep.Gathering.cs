using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Jobs;

namespace SupportDesk.Escalations;

/// <summary>Cases that still gather though everybody has answered: two answered at the same moment, or one answered while another left.</summary>
public sealed partial class EscalationSweep
{
    private async Task<int> EndGatheringsAsync(CancellationToken cancel)
    {
        var moved = 0;
        foreach (var id in await AnsweredAsync(cancel))
        {
            try
            {
                moved += await databases.RunAsync(async db =>
                {
                    await Gathering.TryBeginAsync(db, id, clock.Now, cancel);
                    var began = db.ChangeTracker.Entries<Escalation>().Any(e => e.Entity.State == EscalationState.Climbing);
                    await db.CommitAsync(Act.Job, cancel);
                    return began ? 1 : 0;
                }, cancel);
            }
            catch (ClashException)
            {
                // Others act on it time and again: the next sweep looks at it.
            }
            catch (Exception failure) when (SetAsideRows.IsFaultOfRow(failure))
            {
                Leave(id, failure);
            }
        }

        return moved;
    }

    private async Task<List<Guid>> AnsweredAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var aside = SetAside.ToArray();
        return await db.Escalations.Where(e => e.Climb.IsOpen && e.Climb.Level == 0 && !aside.Contains(e.Id)
                && db.Behind.Any(s => s.EscalationId == e.Id) && !db.Behind.Any(s => s.EscalationId == e.Id && s.Consent == Consent.None))
            .Select(e => e.Id).ToListAsync(cancel);
    }
}
