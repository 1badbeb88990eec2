using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Mail.Incoming;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

/// <summary>Mail that a form or a program sends for somebody.</summary>
public sealed class FormMailTests
{
    const string Shop = "Marketfield Shop <noreply@shop.test>";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Two_customers_of_one_form_are_two_people_and_nothing_goes_to_the_form(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var bojan = await desk.AgentAsync("Bojan", "bojan@marketfield-staff.test");

        var hanna = await TakeAsync(desk, Form("Hanna Lind <hanna.lind@customer.test>"));
        var ivo = await TakeAsync(desk, Form("Ivo <ivo@customer.test>"));
        await ReplyAsync(desk, hanna, bojan);

        (hanna.RequesterId, ivo.RequesterId).ShouldBe((await desk.PersonIdAsync("hanna.lind@customer.test"), await desk.PersonIdAsync("ivo@customer.test")));
        var posts = await desk.PostsAsync(hanna);
        (posts[0].Verdict, posts[1].Text).ShouldBe((Verdict.Unproved, "The mail above has an address where nobody reads as its sender: Marketfield Shop <noreply@shop.test>. It names Hanna Lind <hanna.lind@customer.test> beside it as the writer, which nothing proves."));
        (await desk.ReadAsync(db => db.Outbox.Select(m => m.Address).ToListAsync(Stop))).ShouldBe(["hanna.lind@customer.test"]);
    }

    [Fact]
    public async Task A_reply_to_an_address_where_nobody_reads_goes_nowhere()
    {
        await using var desk = await MailDesk.OpenAsync();
        var bojan = await desk.AgentAsync("Bojan", "bojan@marketfield-staff.test");
        var ticket = await TakeAsync(desk, MailDesk.Letter(Shop, "Order 7", "It was sent."));

        await ReplyAsync(desk, ticket, bojan);

        (await desk.ReadAsync(db => db.Outbox.CountAsync(Stop))).ShouldBe(0);
    }

    [Fact]
    public async Task A_person_at_postmaster_can_be_answered()
    {
        await using var desk = await MailDesk.OpenAsync();
        var bojan = await desk.AgentAsync("Bojan", "bojan@marketfield-staff.test");
        var ticket = await TakeAsync(desk, MailDesk.Letter("Carl <postmaster@school.test>", "A question", "Do you offer licences for schools?"));

        await ReplyAsync(desk, ticket, bojan);

        (await desk.ReadAsync(db => db.Outbox.Where(m => m.Kind == MailKind.Reply).Select(m => m.Address).ToListAsync(Stop))).ShouldBe(["postmaster@school.test"]);
    }

    [Theory]
    [InlineData("Name: Hanna\nE-mail: hanna@customer.test\nMessage: Help", "hanna@customer.test")]
    [InlineData("e-mail\nhanna@customer.test\n\nMessage\nHelp", "hanna@customer.test")]
    [InlineData("*E-mail:* <hanna@customer.test>", "hanna@customer.test")]
    [InlineData("Name *: Hanna\nE-mail *: hanna@customer.test", "hanna@customer.test")]
    [InlineData("E-mail*\nhanna@customer.test", "hanna@customer.test")]
    [InlineData("Name Hanna\nE-mail hanna@customer.test", "hanna@customer.test")]
    [InlineData("- Name: Hanna\n- E-mail: hanna@customer.test", "hanna@customer.test")]
    [InlineData("[Name] Hanna\n[E-mail] hanna@customer.test", "hanna@customer.test")]
    [InlineData("E-mail (required): hanna@customer.test", "hanna@customer.test")]
    [InlineData("E-mail -> hanna@customer.test", "hanna@customer.test")]
    [InlineData("E-mail - hanna@customer.test", "hanna@customer.test")]
    [InlineData("E-mail：hanna@customer.test。謝謝", "hanna@customer.test")]
    [InlineData("E-mail: [hanna@customer.test](mailto:hanna@customer.test)", "hanna@customer.test")]
    [InlineData("Name:\n\nHanna\n\nE-mail:\n\nhanna@customer.test\n", "hanna@customer.test")]
    [InlineData("E-mail-archive: a@b.test", null)]
    [InlineData("E-mail me at a@b.test", null)]
    [InlineData("E-mailing is hard, says a@b.test", null)]
    [InlineData("Message: write to other@customer.test", null)]
    [InlineData("E-mail: nobody", null)]
    public void A_named_field_of_the_text_holds_the_address(string text, string? address) => FormFields.Find(text, ["E-mail"])?.Address.ShouldBe(address);

    [Fact]
    public async Task Whom_a_listed_forms_field_names_is_acknowledged()
    {
        var options = new MailOptions { Mailboxes = [new() { Name = "support", Address = MailDesk.Support, Trust = new() { FormSenders = ["forms@customer.test"], FormFields = ["E-mail"] } }] };
        await using var desk = await MailDesk.OpenAsync(more: services => services.AddSingleton(Options.Create(options)));

        var ticket = await TakeAsync(desk, MailDesk.Letter("Form <forms@customer.test>", "New entry", "Name: Hanna\nE-mail: hanna@customer.test\nMessage: The lamp is broken."));

        ticket.RequesterId.ShouldBe(await desk.PersonIdAsync("hanna@customer.test"));
        (await desk.ReadAsync(db => db.Outbox.Select(m => m.Address).SingleAsync(Stop))).ShouldBe("hanna@customer.test");
    }

    static MimeMessage Form(string replyTo)
    {
        var mail = MailDesk.Letter(Shop, "Question from the shop form", $"My bank account was charged twice, says {replyTo}.");
        mail.ReplyTo.Add(MailboxAddress.Parse(replyTo));
        return mail;
    }

    static async Task<Ticket> TakeAsync(MailDesk desk, MimeMessage mail) => await desk.TicketAsync((await desk.TakeAsync(mail)).TicketNumber!.Value);

    static Task ReplyAsync(MailDesk desk, Ticket ticket, Guid agent) => desk.ActAsync(async db => (await db.Tickets.Include(t => t.Thread).SingleAsync(t => t.Id == ticket.Id, Stop))
        .Reply(new(PostKind.Reply, agent, "Bojan", null, "<p>Hello</p>", "Hello", Origin.Web), AfterReply.Keep, new(), new(agent, Capacity.Agent, Via.Web), desk.Database.Clock.Now));
}
