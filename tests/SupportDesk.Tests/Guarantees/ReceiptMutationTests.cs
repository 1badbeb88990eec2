using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Tests.Notifications;

namespace SupportDesk.Tests.Guarantees;

/// <summary>
/// Plants receipts of what did not happen: the check that follows each step of the tests of mail and cases must notice them
/// (docs/reliability.md).
/// </summary>
public sealed class ReceiptMutationTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static MatrixTheoryData<DatabaseProvider, MailKind> All =>
        new(TestDatabase.Engines.Select(e => e.Data), [MailKind.Delivery, MailKind.LevelReminder]);

    [Theory, MemberData(nameof(All))]
    public async Task A_receipt_whose_mail_was_called_off_is_noticed(DatabaseProvider engine, MailKind kind)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        await desk.BeginAsync(delivers: true);
        await desk.PassAsync(TimeSpan.FromHours(21));
        await desk.SweepAsync();

        await desk.Out.Desk.ReadAsync(db => db.Outbox.Where(m => m.Kind == kind)
            .ExecuteUpdateAsync(m => m.SetProperty(row => row.SentAt, (DateTimeOffset?)null)
                .SetProperty(row => row.CancelledAt, desk.Out.Now), Stop));

        (await Record.ExceptionAsync(() => desk.PassAsync(TimeSpan.Zero))).ShouldBeOfType<ShouldAssertException>().Message
            .ShouldContain(kind == MailKind.Delivery ? "says delivered" : "says reminded");
    }
}
