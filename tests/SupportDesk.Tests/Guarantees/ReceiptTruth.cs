using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Mail;

namespace SupportDesk.Tests.Guarantees;

/// <summary>
/// A receipt says only what happened: "delivered" and "reminded", where the system wrote them, rest on a mail that a server has accepted by
/// then.
/// </summary>
static class ReceiptTruth
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task HoldsAsync(DeskDb db)
    {
        var mails = (await db.Outbox.AsNoTracking()
            .Where(m => m.SentAt != null && (m.Kind == MailKind.Delivery || m.Kind == MailKind.LevelReminder)).ToListAsync(Stop))
                .ToLookup(m => m.ObjectId);
        foreach (var left in (await db.Receipts.AsNoTracking().Where(r => r.By == "system").OrderBy(r => r.No).ToListAsync(Stop))
            .GroupBy(r => r.EscalationId))
        {
            foreach (var kind in new[] { ReceiptKind.Delivered, ReceiptKind.Reminded })
                Rest(left.Where(r => r.Kind == kind),
                    [.. mails[left.Key].Where(m => kind == ReceiptKind.Delivered || m.Kind == MailKind.LevelReminder)]);
        }
    }

    // Each rests on a mail of its own: one that the receipts after the last of its kind made the desk owe.
    static void Rest(IEnumerable<Receipt> receipts, List<OutboxMail> accepted)
    {
        var after = 0;
        foreach (var receipt in receipts)
        {
            accepted.ShouldContain(m => m.PartNo > after && m.PartNo <= receipt.No && m.SentAt <= receipt.At,
                $"receipt {receipt.No} says {receipt.Word}, and no mail was accepted for it");
            after = receipt.No;
        }
    }
}
