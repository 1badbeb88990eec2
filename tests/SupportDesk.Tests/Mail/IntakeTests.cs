using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

public sealed class IntakeTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_strangers_mail_becomes_a_ticket(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);

        var result = await desk.TakeAsync(MailDesk.Letter("Damion <damion@customer.test>", "My shop is banned", "Please help.\n\n-- \nDamion"));

        var ticket = await desk.TicketAsync(result.TicketNumber!.Value);
        var post = (await desk.PostsAsync(ticket)).ShouldHaveSingleItem();
        result.Outcome.ShouldBe(MailOutcome.NewTicket);
        (ticket.Subject, ticket.Status, ticket.MailboxId).ShouldBe(("My shop is banned", TicketStatus.New, desk.MailboxId));
        (post.Id, post.Text, post.AuthorName, post.AuthorAddress, post.Verdict).ShouldBe((result.PostId!.Value, "Please help.", "Damion", MailDesk.Damion, Verdict.Proved));
        result.Understood!.NewText.ShouldBe("Please help.");
    }

    [Theory]
    [InlineData(Verdict.Proved, true)]
    [InlineData(Verdict.Unproved, false)]
    [InlineData(Verdict.Failed, false)]
    public async Task Only_proved_mail_shows_that_an_address_is_theirs(Verdict verdict, bool verified)
    {
        await using var desk = await MailDesk.OpenAsync();

        await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Hello", "Hi."), verdict);

        (await desk.ReadAsync(db => db.MailAddresses.AnyAsync(a => a.AddressKey == MailDesk.Damion && a.VerifiedAt != null, Stop))).ShouldBe(verified);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_same_bytes_are_recorded_once(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var mail = MailDesk.Letter(MailDesk.Damion, "Twice", "Hello?");

        var first = await desk.TakeAsync(mail);
        var again = await desk.TakeAsync(mail);
        var refetched = await desk.Intake.TakeAsync(desk.Raw(mail, position: new(7, 1)), Stop);

        (again.Repeated, again.Outcome, again.TicketNumber, again.PostId).ShouldBe((true, first.Outcome, first.TicketNumber, first.PostId));
        refetched.Repeated.ShouldBeTrue();
        (await desk.ReadAsync(db => db.Tickets.CountAsync(Stop))).ShouldBe(1);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_batch_asks_no_more_for_sixteen_mails_than_for_two(DatabaseProvider engine)
    {
        using var commands = new CommandCount("SELECT");
        await using var desk = await MailDesk.OpenAsync(engine, services => services.AddSingleton<ILoggerProvider>(commands));
        List<RawMail> Letters(string round, int count, Func<int, string?> answers) =>
            [.. Enumerable.Range(0, count).Select(i => desk.Raw(MailDesk.Letter($"w{i}@customer.test", $"{round} {i}", $"{round} {i}", answers: answers(i))))];
        var first = Letters("First", 16, _ => null);
        await desk.Intake.TakeAsync(first, null, Stop);
        var ids = first.Select(raw => MimeMessage.Load(new MemoryStream(raw.Bytes.ToArray()), Stop).MessageId).ToList();

        commands.Take();
        await desk.Intake.TakeAsync(Letters("Second", 2, i => ids[i]), null, Stop);
        var few = commands.Take();
        var many = await desk.Intake.TakeAsync(Letters("Third", 16, i => ids[i]), null, Stop);

        many.ShouldAllBe(r => r.Outcome == MailOutcome.Posted);
        commands.Take().ShouldBe(few);
        few.ShouldBeInRange(8, 24);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase)), Trait("threat", "T37")]
    public async Task A_chosen_message_id_pre_empts_nothing(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var attack = MailDesk.Letter("stranger@elsewhere.test", "First", "I chose your id.");
        var real = MailDesk.Letter(MailDesk.Damion, "Real", "I was second.");
        attack.MessageId = real.MessageId = "order-7@customer.test";

        var results = await desk.Intake.TakeAsync([desk.Raw(attack), desk.Raw(real)], null, Stop);

        results.Select(r => r.Outcome).ShouldBe([MailOutcome.NewTicket, MailOutcome.NewTicket]);
        (await desk.ReadAsync(db => db.Tickets.CountAsync(Stop))).ShouldBe(2);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_batch_is_recorded_in_its_order(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var ticket = await desk.DamionWritesAsync();
        var token = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);
        var opening = MailDesk.Letter(MailDesk.Muhammed, "Mine too", "one");
        var mails = Enumerable.Range(1, 40).Select(n => MailDesk.Letter(MailDesk.Damion, "Re", $"word {n}", token)).Append(opening).Append(MailDesk.Letter(MailDesk.Muhammed, "Re: Mine too", "two", answers: opening.MessageId));

        var results = await desk.Intake.TakeAsync([.. mails.Select(m => desk.Raw(m))], null, Stop);

        (await desk.PostsAsync(ticket)).Skip(1).Select(p => p.Text).ShouldBe(Enumerable.Range(1, 40).Select(n => $"word {n}"));
        results[^1].TicketNumber.ShouldBe(results[^2].TicketNumber);
        results.Select(r => r.Repeated).ShouldAllBe(repeated => !repeated);
    }

    [Fact]
    public async Task A_mail_that_fails_is_set_aside_and_its_neighbours_come_through()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.ReadAsync(db => db.Database.ExecuteSqlRawAsync("CREATE TRIGGER Poison BEFORE INSERT ON Posts WHEN new.Text = 'poison' BEGIN SELECT RAISE(ABORT, 'poison'); END", Stop));
        var mails = new[] { "before", "poison", "after" }.Select(s => desk.Raw(MailDesk.Letter(MailDesk.Damion, s, s))).ToList();

        var results = await desk.Intake.TakeAsync(mails, null, Stop);

        results.Select(r => r.Outcome).ShouldBe([MailOutcome.NewTicket, MailOutcome.SetAside, MailOutcome.NewTicket]);
        var aside = await desk.TicketAsync(results[1].TicketNumber!.Value);
        var file = await desk.ReadAsync(db => db.Attachments.SingleAsync(Stop));
        (file.Name, file.Type, file.BlobHash).ShouldBe(("message.eml", "message/rfc822", Files.Blob.HashOf(mails[1].Bytes.Span)));
        (await desk.PostsAsync(aside)).ShouldContain(p => p.Kind == PostKind.Note && p.Text.Contains("could not be taken in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_read_still_becomes_a_ticket()
    {
        await using var desk = await MailDesk.OpenAsync();
        var bomb = new StringBuilder("From: damion@customer.test\nSubject: Bomb\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n");
        for (var i = 0; i < 5_000; i++)
            bomb.Append("--b\n\n");

        var result = await desk.Intake.TakeAsync(new RawMail(desk.MailboxId, Encoding.ASCII.GetBytes(bomb.ToString())), Stop);

        var ticket = await desk.TicketAsync(result.TicketNumber!.Value);
        ticket.Subject.ShouldBe("Bomb");
        (await desk.PostsAsync(ticket)).Select(p => p.Kind).ShouldBe([PostKind.Reply, PostKind.Note]);
        (await desk.ReadAsync(db => db.Attachments.Select(a => a.Name).SingleAsync(Stop))).ShouldBe("message.eml");
        ticket.Status.ShouldBe(TicketStatus.New);
    }

    [Fact]
    public async Task Mail_without_a_sender_belongs_to_nobody_known()
    {
        await using var desk = await MailDesk.OpenAsync();

        var one = await desk.Intake.TakeAsync(new RawMail(desk.MailboxId, "Subject: Lost\n\nNo sender.\n"u8.ToArray()), Stop);
        var other = await desk.Intake.TakeAsync(new RawMail(desk.MailboxId, "From: <>\nSubject: Lost too\n\nNone.\n"u8.ToArray()), Stop);

        (await desk.TicketAsync(one.TicketNumber!.Value)).RequesterId.ShouldBe(Senders.NobodyId);
        (await desk.TicketAsync(other.TicketNumber!.Value)).RequesterId.ShouldBe(Senders.NobodyId);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_reply_reopens_and_one_to_a_closed_ticket_opens_a_linked_one(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var ticket = await desk.DamionWritesAsync();
        var token = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);
        var (times, system, at) = (new TicketOptions(), Actor.System(Via.Job), desk.Database.Clock.Now);
        await desk.ActAsync(async db => (await db.Tickets.SingleAsync(Stop)).SetStatus(TicketStatus.Solved, Outcome.Answered, times, system, at));

        await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re: banned", "It is not solved.", token));
        var reopened = await desk.TicketAsync(ticket.Number);
        await desk.ActAsync(async db =>
        {
            var row = await db.Tickets.SingleAsync(Stop);
            row.SetStatus(TicketStatus.Solved, Outcome.Answered, times, system, at);
            row.TimePassed(times, system, at.AddDays(30));
        });
        var late = await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re: banned", "Years later.", token));

        reopened.Status.ShouldBe(TicketStatus.Open);
        late.Outcome.ShouldBe(MailOutcome.NewTicket);
        (await desk.TicketAsync(late.TicketNumber!.Value)).OpenedFromId.ShouldBe(ticket.Id);
    }

    [Fact]
    public async Task A_group_without_an_address_shows_its_name_and_is_answered_by_nobody()
    {
        await using var desk = await MailDesk.OpenAsync();

        var result = await desk.Intake.TakeAsync(new RawMail(desk.MailboxId, "From: Nightly monitor:;\nSubject: Disk\n\nIt is full.\n"u8.ToArray()), Stop);

        (await desk.PostsAsync(await desk.TicketAsync(result.TicketNumber!.Value)))[0].AuthorName.ShouldBe("Nightly monitor");
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_writes_by_our_address_with_anothers_token_is_held()
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.DamionWritesAsync();

        var result = await desk.TakeAsync(MailDesk.Letter(MailDesk.Support, "Loop", "Me again.", await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id)));

        (result.Outcome, result.TicketNumber).ShouldBe((MailOutcome.Held, ticket.Number));
        (await desk.TicketAsync(ticket.Number)).LastWords.ShouldBe(ticket.LastWords);
    }

    [Fact]
    public async Task A_mail_to_two_mailboxes_is_one_ticket()
    {
        await using var desk = await MailDesk.OpenAsync();
        var billing = await desk.AddMailboxAsync("billing", "billing@marketfield.test");
        var mail = MailDesk.Letter(MailDesk.Damion, "Refund", "To both of you.");
        mail.MessageId = "both@customer.test";

        var first = await desk.TakeAsync(mail);
        mail.Headers.Add("Delivered-To", "billing@marketfield.test");
        var copy = await desk.Intake.TakeAsync(desk.Raw(mail, mailboxId: billing), Stop);

        (copy.Outcome, copy.TicketNumber).ShouldBe((MailOutcome.Ignored, first.TicketNumber));
        (await desk.PostsAsync(await desk.TicketAsync(first.TicketNumber!.Value)))[^1].Text.ShouldBe("Also sent to billing@marketfield.test.");
    }
}
