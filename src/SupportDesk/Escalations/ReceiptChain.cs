namespace SupportDesk.Escalations;

/// <summary>The first thing that is wrong in a chain of receipts.</summary>
/// <param name="No">The receipt's number.</param>
/// <param name="What">What is wrong, as a sentence.</param>
public sealed record BrokenLink(int No, string What);

/// <summary>Checks that an escalation's receipts are complete, in order and unchanged (docs/receipts.md).</summary>
public static class ReceiptChain
{
    /// <summary>
    /// The first broken link, or null where the chain is whole. Details that were erased are not checked; details that are there must
    /// match their receipt.
    /// </summary>
    /// <param name="head">The head hash known from outside the table (the escalation's row, a notice), to betray a cut tail; null to leave it unchecked.</param>
    public static BrokenLink? Verify(Guid escalation, IEnumerable<Receipt> receipts, IEnumerable<ReceiptDetails> details, string? head = null)
    {
        var beside = details.ToDictionary(d => d.No);
        var previous = Receipt.Beginning(escalation);
        var no = 0;
        foreach (var receipt in receipts.OrderBy(r => r.No))
        {
            no++;
            if (Problem(escalation, receipt, no, previous, beside.GetValueOrDefault(receipt.No)) is { } problem)
                return new BrokenLink(no, problem);

            previous = receipt.Hash;
        }

        return head is null || head == previous ? null : new BrokenLink(no + 1, $"The chain ends with receipt {no}, but its known head is another one: receipts are missing at the end.");
    }

    private static string? Problem(Guid escalation, Receipt receipt, int no, string previous, ReceiptDetails? details)
    {
        if (receipt.No != no)
            return receipt.No < no ? $"There are two receipts with the number {receipt.No}." : $"Receipt {no} is missing.";
        if (receipt.EscalationId != escalation)
            return $"Receipt {no} belongs to another escalation.";
        if (receipt.Previous != previous)
            return $"Receipt {no} does not follow the one before it.";
        if (receipt.Hash != receipt.ComputeHash())
            return $"Receipt {no} was changed: its contents do not give its hash.";
        if (details is null)
            return $"The details of receipt {no} are missing.";
        if (details.ErasedAt is not null && (details.Salt.Length > 0 || details.Json.Length > 0 || details.ActorId is not null))
            return $"The details of receipt {no} are marked as erased, but are not empty.";
        if (details.ErasedAt is null && details.ComputeHash() != receipt.Details)
            return $"The details of receipt {no} were changed.";
        if (details.ErasedAt is null && (details.ActorId is not { } actor || !details.Json.Contains($"\"actor\":\"{actor:D}\"", StringComparison.Ordinal)))
            return $"The actor of receipt {no} was changed.";

        return null;
    }
}
