using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.Tests.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

public sealed class DamagedIntakeTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase)), Trait("fault", "F06")]
    public async Task Damaged_messages_are_all_recorded(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var messages = OwnMessages.Names.Select(n => File.ReadAllBytes(Path.Combine(OwnMessages.Folder, n + ".eml"))).ToList();
        var mails = Enumerable.Range(1, 240).Select(n => new RawMail(desk.MailboxId, new Damage(n).Of(messages[n % messages.Count], messages[n * 31 % messages.Count]), null, Verdict.Unproved)).ToList();

        var results = await desk.Intake.TakeAsync(mails, null, Stop);

        results.Select((r, n) => (r.Outcome, n + 1)).Where(r => r.Outcome == MailOutcome.SetAside).ShouldBeEmpty();
    }
}
