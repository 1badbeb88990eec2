using Microsoft.Extensions.Hosting;
using SupportDesk.Events;
using SupportDesk.Notifications;

namespace SupportDesk.Jobs;

/// <summary>Wakes the workers after commits, off the request: one word for all that was committed meanwhile.</summary>
internal sealed class NudgeOnCommit(CommitFeed feed, Nudge nudge) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = feed.Listen(capacity: 256);
        while (await listening.Reader.WaitToReadAsync(stoppingToken))
        {
            var work = new HashSet<Work>();
            while (listening.Reader.TryRead(out var happening))
                work.UnionWith(Of(happening));
            foreach (var kind in work)
                nudge.Wake(kind);
        }
    }

    private static Work[] Of(DeskEvent happening) => happening.ObjectKind switch
    {
        _ when happening.Kind is EventKind.MaybeSentTwice or EventKind.EarlierCopyMayHaveLeft or EventKind.MailFailed => [], // The delivery itself says these.
        ObjectKind.Ticket => [Work.Deliver],
        ObjectKind.Supporter => [Work.Deliver],
        ObjectKind.Escalation when happening.Kind is EventKind.ClimbBegan or EventKind.Forwarded or EventKind.EscalationReopened => [Work.Sweep, Work.Unfold, Work.Deliver], // Nobody may be at that level.
        ObjectKind.Escalation => [Work.Unfold, Work.Deliver],
        ObjectKind.Person or ObjectKind.Team or ObjectKind.Policy when happening.Kind.MayChangeHolders() => [Work.Sweep],
        ObjectKind.Desk => [Work.Sweep, Work.Unfold, Work.Deliver],
        _ => [],
    };
}
