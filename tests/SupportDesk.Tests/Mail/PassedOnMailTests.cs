using System.Text;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Threads;

namespace SupportDesk.Tests.Mail;

/// <summary>A customer's mail that an agent forwards to the desk.</summary>
public sealed class PassedOnMailTests
{
    const string Aldo = "aldo@marketfield-staff.test", Rosa = "rosa.melo@example.test";
    const string Forward = "Please take this one.\n\n---------- Forwarded message ---------\nFrom: Rosa Melo <rosa.melo@example.test>\nDate: Mon, 7 Sep 2026 at 08:11\nSubject: Broken link\nTo: Aldo <aldo@marketfield-staff.test>\n\nThe link in your newsletter leads nowhere.\n";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_a_proved_agent_forwards_is_the_customers_ticket(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var aldo = await desk.AgentAsync("Aldo", Aldo);

        var result = await desk.TakeAsync(MailDesk.Letter($"Aldo <{Aldo}>", "Fwd: Broken link", Forward));

        var ticket = await desk.TicketAsync(result.TicketNumber!.Value);
        var posts = await desk.PostsAsync(ticket);
        (ticket.RequesterId, ticket.Subject).ShouldBe((await desk.PersonIdAsync(Rosa), "Broken link"));
        (posts[0].AuthorName, posts[0].AuthorAddress, posts[0].Verdict, posts[0].RecordedById).ShouldBe(("Rosa Melo", Rosa, Verdict.Unproved, aldo));
        posts.Select(p => (p.Kind, p.Text)).ShouldBe([(PostKind.Reply, "The link in your newsletter leads nowhere."), (PostKind.Note, "Please take this one.")]);
        (await desk.ReadAsync(db => db.MailAddresses.Where(a => a.AddressKey == Rosa).Select(a => a.VerifiedAt).SingleAsync(Stop))).ShouldBeNull();
        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(0);
    }

    [Theory]
    [InlineData("message/rfc822")]
    [InlineData("application/octet-stream")]
    public async Task A_mail_that_is_attached_to_a_forward_is_the_first_post(string type)
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.AgentAsync("Aldo", Aldo);

        var result = await desk.TakeAsync(Attached("WG: Passwort", "Bitte uebernehmen.", type));

        var ticket = await desk.TicketAsync(result.TicketNumber!.Value);
        (ticket.Subject, ticket.RequesterId).ShouldBe(("Passwort", await desk.PersonIdAsync("nora.vogt@example.test")));
        (await desk.PostsAsync(ticket)).Select(p => (p.AuthorName, p.Text)).ShouldBe([("Nora Vogt", "Ich komme nicht mehr in mein Konto."), ("Aldo", "Bitte uebernehmen.")]);
        (await desk.ReadAsync(db => db.Attachments.CountAsync(Stop))).ShouldBe(0);
    }

    [Theory]
    [InlineData(Verdict.Unproved, Aldo)]
    [InlineData(Verdict.Failed, Aldo)]
    [InlineData(Verdict.Proved, "somebody@customer.test")]
    public async Task Whoever_is_no_proved_agent_is_the_requester_of_what_they_forward(Verdict verdict, string from)
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.AgentAsync("Aldo", Aldo);

        var result = await desk.TakeAsync(MailDesk.Letter(from, "Fwd: Broken link", Forward), verdict);

        (await desk.TicketAsync(result.TicketNumber!.Value)).RequesterId.ShouldBe(await desk.PersonIdAsync(from));
        (await desk.ReadAsync(db => db.MailAddresses.AnyAsync(a => a.AddressKey == Rosa, Stop))).ShouldBeFalse();
    }

    [Theory]
    [InlineData("support@marketfield.test")]
    [InlineData(Aldo)]
    [InlineData("nobody at all")]
    public async Task A_forward_of_our_own_words_stays_the_agents(string original)
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.AgentAsync("Aldo", Aldo);

        var result = await desk.TakeAsync(MailDesk.Letter(Aldo, "Fwd: Broken link", Forward.Replace(Rosa, original, StringComparison.Ordinal)));

        (await desk.TicketAsync(result.TicketNumber!.Value)).RequesterId.ShouldBe(await desk.PersonIdAsync(Aldo));
    }

    [Fact]
    public async Task A_mail_attached_to_an_agents_own_question_stays_a_file()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.AgentAsync("Aldo", Aldo);

        var result = await desk.TakeAsync(Attached("My own question", "What do you make of the mail attached?"));

        (await desk.TicketAsync(result.TicketNumber!.Value)).RequesterId.ShouldBe(await desk.PersonIdAsync(Aldo));
        (await desk.ReadAsync(db => db.Attachments.CountAsync(Stop))).ShouldBe(1);
    }

    static MimeMessage Attached(string subject, string text, string type = "message/rfc822") => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(
        $"From: Aldo <{Aldo}>\nTo: support@marketfield.test\nSubject: {subject}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=P\n\n--P\nContent-Type: text/plain\n\n{text}\n--P\n"
        + $"Content-Type: {type}\nContent-Disposition: attachment; filename=\"Passwort.eml\"\n\nFrom: Nora Vogt <nora.vogt@example.test>\nTo: aldo@marketfield-staff.test\nSubject: Passwort\n"
        + "Content-Type: text/plain; charset=utf-8\n\nIch komme nicht mehr in mein Konto.\n--P--\n")), Stop);
}
