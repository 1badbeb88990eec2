using Microsoft.EntityFrameworkCore;
using MimeKit;
using MimeKit.Utils;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>The desk and a program that answers every mail, through real servers: five mails at most, then silence by itself, and the ticket says why.</summary>
public sealed class LoopTests(MailWorld world)
{
    private const string Said = "Too much came from this sender at once";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // As bad responders do: to From, with a subject of its own, in no thread, saying nowhere that it is a program.
    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase)), Trait("threat", "T19")]
    public async Task T19_A_responder_without_any_mark_is_left_after_five_mails(DatabaseProvider engine)
    {
        await using var loop = await LoopAsync($"plain.{engine}", engine);

        var mails = await loop.RunAsync(n => New(loop, $"We have received your message ({n})", "Our team answers within two days."));

        mails.ShouldBe(5);
        (await loop.NotesAsync()).ShouldBe([EventKind.AnswersStopped]);
        (await loop.LastTicketPageAsync()).ShouldContain(Said);
    }

    // As a vacation program of Sieve does (RFC 5230): it says that it is one.
    [Fact, Trait("threat", "T19")]
    public async Task T19_A_vacation_answer_is_answered_by_nobody()
    {
        await using var loop = await LoopAsync("vacation", DatabaseProvider.Sqlite);

        var mails = await loop.RunAsync((_, answered) => loop.Robot.DeliverAsync(Vacation(loop, answered)));

        mails.ShouldBe(3);
        (await loop.ClassesAsync()).ShouldBe([MailClass.Person, MailClass.AutoReply]);
        (await loop.TicketsAsync()).ShouldBe(1);
    }

    // To Reply-To and in the thread: it becomes a post, and a post is not acknowledged.
    [Fact, Trait("threat", "T19")]
    public async Task T19_A_responder_that_answers_in_the_thread_is_answered_by_nobody()
    {
        await using var loop = await LoopAsync("thread", DatabaseProvider.Sqlite);

        var mails = await loop.RunAsync((_, answered) => loop.Robot.ReplyAsync(answered, "We have received your message."));

        mails.ShouldBe(3);
        (await loop.TicketsAsync()).ShouldBe(1);
    }

    // Whoever names one desk as the sender of a mail to another sets them on each other.
    [Fact, Trait("threat", "T19")]
    public async Task T19_Two_desks_do_not_answer_each_others_answers()
    {
        await world.ReadyAsync();
        const string one = "loop.one@marketfield.test", other = "loop.other@marketfield.test";
        await using var first = await DeskAsync(one, DatabaseProvider.Sqlite);
        await using var second = await DeskAsync(other, DatabaseProvider.Sqlite);
        var forger = world.ClientOf("Forger", "forger.loop@customer.test");

        await forger.DeliverAsync(new([MailboxAddress.Parse(other)], [MailboxAddress.Parse(one)], "An order", new TextPart("plain") { Text = "Where is it?" }) { MessageId = MimeUtils.GenerateMessageId("customer.test") });

        var came = await Eventually.Get("the first desk's acknowledgement comes to the second", () => second.ReadAsync(db => db.IncomingMail.AsNoTracking().SingleOrDefaultAsync(Stop)));
        came.Class.ShouldBe(MailClass.AutoReply);
        (await second.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(0);
        (await first.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(1);
    }

    private async Task<MailLoop> LoopAsync(string name, DatabaseProvider engine)
    {
        await world.ReadyAsync();
        var address = $"loop.{name}@marketfield.test".ToLowerInvariant();
        return new(await DeskAsync(address, engine), world.ClientOf("Robot", $"robot.{name}@customer.test".ToLowerInvariant()), address);
    }

    private Task<DeskApplication> DeskAsync(string address, DatabaseProvider engine) =>
        DeskApplication.StartAsync(new(engine, More: new Dictionary<string, string?>(world.DeskSettings(address)) { ["Jobs:HeartbeatSeconds"] = "1" }));

    private static MimeMessage New(MailLoop loop, string subject, string text) =>
        new([loop.Robot.Me], [MailboxAddress.Parse(loop.Address)], subject, new TextPart("plain") { Text = text }) { MessageId = MimeUtils.GenerateMessageId("customer.test") };

    // To the envelope's sender, as RFC 3834 4 asks.
    private static MimeMessage Vacation(MailLoop loop, MimeMessage answered)
    {
        var mail = New(loop, $"Auto: {answered.Subject}", "I am away until Monday.");
        mail.To.Clear();
        mail.To.Add(MailboxAddress.Parse(answered.Headers[HeaderId.ReturnPath]!));
        mail.InReplyTo = answered.MessageId!;
        mail.Headers.Add("Auto-Submitted", "auto-replied (vacation)");
        mail.Headers.Add("Precedence", "bulk");
        return mail;
    }
}
