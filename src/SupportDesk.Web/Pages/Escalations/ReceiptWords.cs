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
        ReceiptKind.Told => "Everyone behind it told",
        ReceiptKind.Reopened => $"Reopened by {Who(receipt.By)}",
        ReceiptKind.Effective => "The decision took effect",
        _ => Markup.Words($"{receipt.Kind}"),
    };

    /// <summary>How a level was left.</summary>
    public static string Left(ReceiptKind? kind) => kind switch
    {
        ReceiptKind.TimedOut => "time ran out",
        ReceiptKind.Forwarded => "passed on",
        ReceiptKind.Skipped => "nobody was there",
        ReceiptKind.TakenUp => "taken up from above",
        _ => "passed over",
    };

    private static string Who(string capacity) => capacity switch
    {
        "agent" or "administrator" => $"an {capacity}",
        "system" => "the desk itself",
        _ when capacity.StartsWith("level", StringComparison.Ordinal) => capacity,
        _ => $"a {capacity}",
    };
}
