using SupportDesk.Escalations;
using SupportDesk.Web.TagHelpers;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>Receipts as sentences: they hold no names, so these hold none.</summary>
internal static class ReceiptWords
{
    public static string Of(ReceiptShown receipt) => receipt.Kind switch
    {
        ReceiptKind.Raised => $"Raised by {Who(receipt.By)}",
        ReceiptKind.Delivered => $"Delivered to {receipt.Level}",
        ReceiptKind.Opened => $"Opened by {receipt.Level}",
        ReceiptKind.Acknowledged => $"Acknowledged by {receipt.Level}",
        ReceiptKind.Asked => $"{receipt.Level} asked back",
        ReceiptKind.Answered when receipt.By == "supporter" => "Answered by a supporter",
        ReceiptKind.Answered => $"Brought by {Who(receipt.By)}",
        ReceiptKind.Returned => $"Returned by {receipt.Level}",
        ReceiptKind.Forwarded => $"{receipt.Level} passed it on",
        ReceiptKind.Skipped => $"Nobody was at {receipt.Level}, moved up",
        ReceiptKind.TakenUp => $"Taken up from {receipt.Level}",
        ReceiptKind.Reminded => $"{receipt.Level} reminded",
        ReceiptKind.TimedOut => $"{receipt.Level}: time ran out",
        ReceiptKind.Decided => $"Decided by {receipt.Level}",
        ReceiptKind.Undeliverable when receipt.Details.GetValueOrDefault("to") == 0 || receipt.Details["to"] != receipt.LevelNo => $"It could not be delivered to {receipt.Level}, moved up",
        ReceiptKind.Undeliverable => $"It could not be delivered to {receipt.Level}; administrators have it",
        ReceiptKind.Told => Told(receipt.Details),
        ReceiptKind.Reopened => $"Reopened by {Who(receipt.By)}",
        ReceiptKind.Effective => "The decision took effect",
        ReceiptKind.Withdrawn => "Withdrawn: nobody stands behind it any more",
        ReceiptKind.Merged => "Joined with another case",
        _ => Markup.Words($"{receipt.Kind}"),
    };

    /// <summary>How a level was left.</summary>
    public static string Left(ReceiptKind? kind) => kind switch
    {
        ReceiptKind.TimedOut => "time ran out",
        ReceiptKind.Forwarded => "passed on",
        ReceiptKind.Skipped => "nobody was there",
        ReceiptKind.Undeliverable => "could not be delivered",
        ReceiptKind.TakenUp => "taken up from above",
        ReceiptKind.Decided => "decided, then opened again",
        _ => "passed over",
    };

    private static string Told(IReadOnlyDictionary<string, int> details)
    {
        if (!details.TryGetValue("people", out var people))
            return "People were told the decision";

        var missed = details.GetValueOrDefault("missed");
        return $"{(people == 1 ? "One person was" : $"{people} people were")} told{(missed > 0 ? $", {missed} could not be" : "")}";
    }

    private static string Who(string capacity) => capacity switch
    {
        "agent" or "administrator" => $"an {capacity}",
        "system" => "the desk itself",
        _ when capacity.StartsWith("level", StringComparison.Ordinal) => capacity,
        _ => $"a {capacity}",
    };
}
