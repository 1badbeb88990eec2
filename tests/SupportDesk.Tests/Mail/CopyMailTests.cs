using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

/// <summary>One mail that comes twice, and two mails that share a Message-ID.</summary>
public sealed class CopyMailTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Two_copies_in_one_mailbox_are_one_ticket_with_one_acknowledgement(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var mail = Mail("Please refund 88.");

        var first = await desk.TakeAsync(mail);
        var copy = await desk.TakeAsync(By(mail, "help@marketfield.test", "[Help] Refund 88"));
        var pair = Mail("A second one.", "two@customer.test");
        var together = await desk.Intake.TakeAsync([desk.Raw(pair), desk.Raw(By(pair, "help@marketfield.test"))], null, Stop);

        (copy.Outcome, copy.TicketNumber).ShouldBe((MailOutcome.Ignored, first.TicketNumber));
        together.Select(r => (r.Outcome, r.TicketNumber == together[0].TicketNumber)).ShouldBe([(MailOutcome.NewTicket, true), (MailOutcome.Ignored, true)]);
        (await desk.PostsAsync(await desk.TicketAsync(first.TicketNumber!.Value))).Count.ShouldBe(1);
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(2);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("sender")]
    [InlineData("file")]
    [InlineData("subject")]
    [InlineData("day")]
    public async Task The_same_message_id_with_something_else_stays_two(string what)
    {
        var time = new FakeTimeProvider(OutDesk.Start);
        await using var desk = await MailDesk.OpenAsync(more: services => services.AddSingleton<TimeProvider>(time));
        var mail = Mail("Parcel 1 is lost.");
        await desk.TakeAsync(mail);
        var other = what switch
        {
            "text" => Mail("Parcel 2 is lost."),
            "sender" => Mail("Parcel 1 is lost.", "other@customer.test"),
            "subject" => By(Mail("Parcel 1 is lost."), "help@marketfield.test", "Parcel 2"),
            _ => By(mail, "help@marketfield.test"),
        };
        if (what == "file")
            other.Body = new Multipart("mixed") { new TextPart("plain") { Text = "Parcel 1 is lost." }, new MimePart("application", "pdf") { FileName = "a.pdf", Content = new MimeContent(new MemoryStream("%PDF-1.7"u8.ToArray())) } };
        if (what == "day")
            time.Advance(TimeSpan.FromHours(25));

        var second = await desk.TakeAsync(other);

        second.Outcome.ShouldBe(MailOutcome.NewTicket);
        (await desk.ReadAsync(db => db.Tickets.CountAsync(Stop))).ShouldBe(2);
    }

    [Fact]
    public async Task A_copy_that_is_proved_counts_where_the_first_one_is_held_for_want_of_proof()
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.DamionWritesAsync();
        var mail = MailDesk.Letter(MailDesk.Damion, $"Re: [#{ticket.Number}]", "One more thing.");
        mail.MessageId = "again@customer.test";

        var held = await desk.TakeAsync(mail, Verdict.Unproved);
        var proved = await desk.TakeAsync(By(mail, "support@marketfield.test"));

        (held.Outcome, proved.Outcome).ShouldBe((MailOutcome.Held, MailOutcome.Posted));
    }

    // By a group that rewrites From, and straight: as a person who knows both addresses sends it.
    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_proved_copy_of_what_came_by_a_group_proves_its_writer(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var straight = Mail("Please refund 88.");
        var byGroup = By(straight, MailDesk.Support, "[Help] Refund 88");
        byGroup.From.Clear();
        byGroup.From.Add(MailboxAddress.Parse(MailDesk.Support));
        byGroup.Headers.Add("X-Original-From", "Kim <kim@customer.test>");

        var first = await desk.TakeAsync(byGroup);
        var unproved = await desk.ReadAsync(db => db.MailAddresses.AnyAsync(a => a.VerifiedAt != null, Stop));
        var copy = await desk.TakeAsync(straight);
        var again = await desk.TakeAsync(By(straight, "help@marketfield.test"));

        (first.Outcome, copy.Outcome, again.Outcome, unproved).ShouldBe((MailOutcome.NewTicket, MailOutcome.Ignored, MailOutcome.Ignored, false));
        var posts = await desk.PostsAsync(await desk.TicketAsync(first.TicketNumber!.Value));
        posts.Count(p => p.Text == "The same mail came by another way too, which proves that Kim <kim@customer.test> sent it.").ShouldBe(1);
        (await desk.ReadAsync(db => db.MailAddresses.SingleAsync(a => a.AddressKey == "kim@customer.test", Stop))).VerifiedAt.ShouldNotBeNull();
    }

    static MimeMessage Mail(string text, string from = "Kim <kim@customer.test>")
    {
        var mail = MailDesk.Letter(from, "Refund 88", text);
        mail.MessageId = "alias-15@customer.test";
        return mail;
    }

    // The same mail by another way.
    static MimeMessage By(MimeMessage mail, string deliveredTo, string? subject = null)
    {
        using var bytes = new MemoryStream();
        mail.WriteTo(bytes, Stop);
        bytes.Position = 0;
        var copy = MimeMessage.Load(bytes, Stop);
        copy.Headers.Insert(0, "Delivered-To", deliveredTo);
        copy.Headers.Insert(0, "Received", "from a.customer.test by mx.marketfield.test id 2; Mon, 07 Sep 2026 10:00:02 +0200");
        if (subject is not null)
            copy.Subject = subject;
        return copy;
    }
}
