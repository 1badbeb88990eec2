using SupportDesk.Events;

namespace SupportDesk.Escalations;

public sealed partial class Escalation
{
    /// <summary>Empties the details of receipts. The receipts, their hashes and the head stay as they are.</summary>
    /// <returns>How many were not empty before.</returns>
    public int EraseDetails(IEnumerable<ReceiptDetails> details, ErasureReason reason, Actor by, DateTimeOffset at)
    {
        var held = details.Where(d => d.ErasedAt is null).ToList();
        if (held.Exists(d => d.EscalationId != Id))
            throw new DeskException("Those details belong to another case.");

        foreach (var one in held)
            one.Erase(at);
        if (held.Count > 0)
            Record(EventKind.DetailsErased, by, at, [("first", held[0].No), ("last", held[^1].No), ("erased", held.Count), ("reason", reason)]);
        return held.Count;
    }
}
