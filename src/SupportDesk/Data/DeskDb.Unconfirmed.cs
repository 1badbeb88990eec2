using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Events;

namespace SupportDesk.Data;

/// <summary>What waits for confirmation ends with what it was written for. Each commit sees to it, so that no verb can forget it.</summary>
public abstract partial class DeskDb
{
    // A hop, a decision or an end of a case, and whatever may change who holds a level. What the case does then is asked of the case itself.
    private static bool MayEndUnconfirmed(DeskEvent happening) => happening.Kind is
        EventKind.Forwarded or EventKind.Skipped or EventKind.Undeliverable or EventKind.TakenUp or EventKind.TimedOut or EventKind.Moved or EventKind.Decided
        or EventKind.Withdrawn or EventKind.EscalationMerged or EventKind.EscalationReopened || ChangesHolders(happening);

    private static bool ChangesHolders(DeskEvent happening) => happening.Kind.MayChangeHolders() || happening.Kind == EventKind.ChainChanged;

    private async Task EndUnconfirmedAsync(IReadOnlyList<DeskEvent> events, DateTimeOffset at, CancellationToken cancel)
    {
        if (events.LastOrDefault(MayEndUnconfirmed) is not { } cause)
            return;

        var (cases, all) = (events.Where(MayEndUnconfirmed).Select(e => e.ObjectId).Distinct().ToArray(), events.Any(ChangesHolders));
        var waiting = await UnconfirmedActs.Where(a => a.EndedAt == null && (all || cases.Contains(a.EscalationId))).ToListAsync(cancel);
        var who = new WhoStands(this, at, countsUnsaved: true);
        foreach (var act in waiting.Union(UnconfirmedActs.Local).Where(a => a.EndedAt is null).OrderBy(a => a.At).ToList())
        {
            var escalation = await Escalations.FindAsync([act.EscalationId], cancel) ?? throw new InvalidOperationException("What waits belongs to no case.");
            if (escalation.EndOf(act, await who.ForAsync(escalation, Voices.None, cancel)) is { } why)
                escalation.EndUnconfirmed(act, why, new(cause.ActorId, cause.Capacity, cause.Via), at);
        }
    }
}
