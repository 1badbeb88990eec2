using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Escalations.Anchors;

/// <summary>What a comparison of the database with a file of anchors showed.</summary>
/// <param name="Disagreeing">A sentence for each case that disagrees, by the line where it first does.</param>
public sealed record AnchorResult(AnchorLog Log, int Cases, IReadOnlyList<string> Disagreeing)
{
    public bool IsBroken => Log.Problems.Count > 0 || Disagreeing.Count > 0;
}

/// <summary>Compares the receipts in the database with heads that were anchored before. A case may have grown since; what was anchored must still be there.</summary>
public sealed class AnchorCheck(DeskDb db)
{
    /// <param name="text">Of one file of anchors, or several one after the other.</param>
    /// <param name="only">Numbers of the cases to compare; empty for all.</param>
    public async Task<AnchorResult> RunAsync(string text, IReadOnlySet<long> only, CancellationToken cancel)
    {
        var log = AnchorLog.Read(text);
        var anchored = log.Lines.SelectMany((line, no) => line.Changed.Select(head => (No: no, line.Day, Head: head)))
            .Where(a => only.Count == 0 || only.Contains(a.Head.Number)).GroupBy(a => a.Head.Id).ToList();
        var found = new List<(int Line, long Number, string What)>();
        foreach (var one in anchored)
        {
            var hashes = await db.Receipts.AsNoTracking().Where(r => r.EscalationId == one.Key).OrderBy(r => r.No).Select(r => new { r.No, r.Hash }).ToListAsync(cancel);
            var number = await db.Escalations.Where(e => e.Id == one.Key).Select(e => (long?)e.Number).SingleOrDefaultAsync(cancel);
            var byNo = hashes.ToLookup(h => h.No, h => h.Hash);
            foreach (var (line, day, head) in one)
            {
                if (Compare(head, AnchorLog.Say(day), number, byNo[head.Count].FirstOrDefault(), hashes.Count) is { } what)
                {
                    found.Add((line, head.Number, what));
                    break;
                }
            }
        }

        return new(log, anchored.Count, [.. found.OrderBy(f => f.Line).ThenBy(f => f.Number).Select(f => f.What)]);
    }

    private static string? Compare(AnchoredHead head, string day, long? number, string? hash, int count) =>
        number is null ? $"E-{head.Number} had {head.Count} receipts on {day}; the database has no such case."
        : number != head.Number ? $"E-{head.Number} of {day} is called E-{number} in the database."
        : hash is null ? $"E-{head.Number} had {head.Count} receipts on {day}, the last {head.Head[..12]}…; the database holds {count} of it."
        : hash != head.Head ? $"E-{head.Number}: receipt {head.Count} was {head.Head[..12]}… on {day}; the database says {hash[..12]}…."
        : null;
}
