using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Tests.Mail;

namespace SupportDesk.Tests.Guarantees;

/// <summary>
/// Plants one fault at a time into the rows of mails that were taken in whole: the check with which each kill ends must notice it
/// (docs/reliability.md).
/// </summary>
public sealed class MailMutationTests
{
    static readonly Dictionary<string, (Func<MailDesk, DeskDb, Task> Plant, string Notices)> Faults = new()
    {
        ["a mail was lost"] = ((_, db) => db.IncomingMail.OrderBy(m => m.Id).Take(1).ExecuteDeleteAsync(Stop), "guarantee 8, mails"),
        ["a mail was recorded twice"] = (RecordTwiceAsync, "guarantee 8, mails"),
        ["a mail was set aside"] = ((_, db) => db.IncomingMail
            .ExecuteUpdateAsync(m => m.SetProperty(row => row.Outcome, MailOutcome.SetAside), Stop), "guarantee 8, set aside"),
        ["an answer was lost"] = ((_, db) => db.Posts.Where(p => p.Position > 1).ExecuteDeleteAsync(Stop), "guarantee 8, posts"),
        ["an acknowledgement was lost"] = ((_, db) => db.Outbox.OrderBy(m => m.Id).Take(1).ExecuteDeleteAsync(Stop),
            "guarantee 8, acknowledgements"),
    };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static MatrixTheoryData<DatabaseProvider, string> All => new(TestDatabase.Engines.Select(e => e.Data), Faults.Keys);

    [Theory, MemberData(nameof(All))]
    public async Task The_check_of_recorded_mails_notices_that(DatabaseProvider engine, string fault)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var hashes = await TakeInAsync(desk);
        await RecordedMails.ShouldBeWholeAsync(desk.Database, hashes, replies: 1, Stop);

        await desk.ActAsync(db => Faults[fault].Plant(desk, db));

        var failure = await Record.ExceptionAsync(() => RecordedMails.ShouldBeWholeAsync(desk.Database, hashes, replies: 1, Stop));
        failure.ShouldBeOfType<ShouldAssertException>().Message.ShouldContain(Faults[fault].Notices);
    }

    // Two who write, and an answer.
    static async Task<List<string>> TakeInAsync(MailDesk desk)
    {
        var ticket = await desk.DamionWritesAsync();
        await desk.TakeAsync(MailDesk.Letter(MailDesk.Muhammed, "Me too", "My picture is original."));
        var address = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);
        await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re: My shop", "And now?", to: address));
        return await desk.ReadAsync(db => db.IncomingMail.Select(m => m.RawHash).ToListAsync(Stop));
    }

    // Within one mailbox the database itself refuses it.
    static async Task RecordTwiceAsync(MailDesk desk, DeskDb db)
    {
        var (first, other) = (await db.IncomingMail.AsNoTracking().OrderBy(m => m.Id).FirstAsync(Stop),
            await desk.AddMailboxAsync("other", "other@marketfield.test"));
        db.Add(new IncomingMail { MailboxId = other, RawHash = first.RawHash, At = first.At, Verdict = first.Verdict, Class = first.Class,
            Outcome = first.Outcome });
    }
}
