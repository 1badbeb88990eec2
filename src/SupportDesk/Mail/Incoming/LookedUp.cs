using SupportDesk.Data;
using SupportDesk.Mail.Matching;

namespace SupportDesk.Mail.Incoming;

/// <summary>What the messages of one commit were found to be about, before anything is made of them.</summary>
/// <param name="Db">The context that looked, and that records it.</param>
/// <param name="Known">Those that were recorded before, with the answer of then.</param>
/// <param name="Work">The others, each with the ticket it belongs to, if it does.</param>
internal sealed record LookedUp(
    DeskDb Db, IReadOnlyList<Reading> Readings, Dictionary<Reading, IntakeResult> Known, Foreseen Foreseen, Breaker Breaker, List<(Reading Reading, Match Match, Guid? TicketId)> Work)
{
    public IReadOnlyCollection<Guid> Tickets { get; } = [.. Work.Select(w => w.TicketId).OfType<Guid>().Distinct()];

    /// <summary>
    /// All that another commit could change under this one, or this one under it: messages and those they name, writers, tickets, cases and
    /// contents that are new. Commits which share nothing of it may be made side by side.
    /// </summary>
    public HashSet<string> Touches { get; } =
    [
        .. Foreseen.NewHashes,
        .. Readings.SelectMany(r => r.Leans.Append(r.FromKey is { } from ? $"from {from}" : "from nobody")),
        .. Foreseen.Senders.Known.Concat(Work.Select(w => w.TicketId).OfType<Guid>()).Concat(Work.Select(w => w.Match.Route).OfType<ReplyAddress>().Select(r => r.ObjectId)).Select(id => id.ToString("N")),
    ];
}

/// <summary>How far a mailbox was read, as a commit may move it.</summary>
/// <param name="Hold">The reader's claim; what was recorded by a claim that ran out is refused.</param>
/// <param name="Before">What must be recorded before this commit may move past it; null for one that leaves the cursor to a later one.</param>
internal sealed record Cursor(WatchHold Hold, Task? Before);
