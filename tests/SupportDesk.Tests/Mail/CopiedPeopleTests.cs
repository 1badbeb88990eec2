using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

/// <summary>People whom a mail was sent to as well: who brings them in, and what their own mail becomes.</summary>
public sealed class CopiedPeopleTests
{
    const string Eva = "eva@team.test", Max = "max@team.test";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Who_was_copied_is_shown_and_offered_and_gets_nothing_yet(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var number = await EvaWritesAsync(desk, ("Cc", $"Max <{Max}>, Support again <support+sales@marketfield.test>, noreply@team.test"));

        var page = await PageAsync(desk, number);

        page.Posts[0].Mail!.Head!.Cc.Select(a => a.Address).ShouldBe([Max, "support+sales@marketfield.test", "noreply@team.test"]);
        page.Copied.Select(a => $"{a}").ShouldBe([$"Max <{Max}>"]);
        page.Participants.Select(p => p.Address).ShouldBe([Eva]);
        (await desk.ReadAsync(db => db.Outbox.Select(m => m.Address).ToListAsync(Stop))).ShouldBe([Eva]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_copied_colleagues_answer_is_held_on_the_ticket(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var number = await EvaWritesAsync(desk, ("Cc", $"Max <{Max}>"));
        var answer = MailDesk.Letter($"Max <{Max}>", "Re: Licence for our team", "Twelve, not ten.", answers: "team-14a@team.test");

        var held = await desk.TakeAsync(answer);

        (held.Outcome, held.TicketNumber).ShouldBe((MailOutcome.Held, number));
        held.Problem.ShouldBe("It is proved to come from this address, which a mail of this conversation was sent to as well. Its writer takes no part here yet.");
        (await desk.ReadAsync(db => db.Participants.CountAsync(Stop))).ShouldBe(1);
        (await PageAsync(desk, number)).Posts[^1].Mail!.Why.ShouldBe(held.Problem);
    }

    [Theory]
    [InlineData("other@team.test", "team-14a@team.test")]
    [InlineData(Max, "unknown@team.test")]
    public async Task Nobody_else_gets_onto_the_ticket_by_naming_its_mail(string from, string answers)
    {
        await using var desk = await MailDesk.OpenAsync();
        await EvaWritesAsync(desk, ("Cc", Max));

        var result = await desk.TakeAsync(MailDesk.Letter(from, "Re: Licence", "Me too.", answers: answers));

        result.Outcome.ShouldBe(MailOutcome.NewTicket);
    }

    [Fact]
    public async Task After_the_end_a_copied_colleagues_answer_opens_a_ticket_that_continues_it()
    {
        await using var desk = await MailDesk.OpenAsync();
        var number = await EvaWritesAsync(desk, ("Cc", Max));
        await desk.ActAsync(async db => (await db.Tickets.SingleAsync(Stop)).Shelve(Actor.System(Via.Job), desk.Database.Clock.Now));

        var result = await desk.TakeAsync(MailDesk.Letter(Max, "Re: Licence", "Twelve.", answers: "team-14a@team.test"));

        result.Outcome.ShouldBe(MailOutcome.NewTicket);
        (await desk.TicketAsync(result.TicketNumber!.Value)).OpenedFromId.ShouldBe((await desk.TicketAsync(number)).Id);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_proved_requester_brings_in_whom_they_copy_in_an_answer(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var ticket = await desk.DamionWritesAsync();
        var bojan = await desk.AgentAsync("Bojan", "bojan@marketfield-staff.test");

        await desk.TakeAsync(await AnswerAsync(desk, ticket, $"Max <{Max}>, support@marketfield.test"));
        await ReplyAsync(desk, ticket.Number, bojan);

        (await desk.ReadAsync(db => db.Participants.Where(p => p.Kind == ParticipantKind.Copied).Select(p => p.PersonId).ToListAsync(Stop))).ShouldBe([await desk.PersonIdAsync(Max)]);
        var mails = await desk.ReadAsync(db => db.Outbox.Where(m => m.Kind == MailKind.Reply).OrderBy(m => m.Address).ToListAsync(Stop));
        mails.Select(m => m.Address).ShouldBe([MailDesk.Damion, Max]);
        mails.Select(m => m.ReplyAddressId).Distinct().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData(Verdict.Unproved, 1, true)]
    [InlineData(Verdict.Proved, CopiedPeople.MostAtOnce + 1, true)]
    [InlineData(Verdict.Proved, 1, false)]
    [Trait("threat", "T07a")]
    public async Task Nobody_is_brought_in_without_proof_or_token_or_by_the_dozen(Verdict verdict, int copied, bool token)
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.DamionWritesAsync();
        var mail = await AnswerAsync(desk, ticket, string.Join(", ", Enumerable.Range(0, copied).Select(n => $"victim{n}@elsewhere.test")));
        if (!token)
        {
            mail.To.Clear();
            mail.To.Add(MailboxAddress.Parse(MailDesk.Support));
            mail.Subject = $"Re: [#{ticket.Number}]";
        }

        var result = await desk.TakeAsync(mail, verdict);

        result.Outcome.ShouldBe(MailOutcome.Posted);
        (await desk.ReadAsync(db => db.Participants.CountAsync(Stop))).ShouldBe(1);
    }

    [Fact, Trait("threat", "T07a")]
    public async Task Who_takes_part_as_copied_brings_in_nobody()
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.DamionWritesAsync();
        await IncludeAsync(desk, ticket.Number, Max);
        var mail = MailDesk.Letter($"Max <{Max}>", "Re: My shop", "Let us ask another.", await desk.ReplyAddressAsync(await desk.PersonIdAsync(Max), ticket.Id));
        mail.Headers.Add("Cc", "victim@elsewhere.test");

        var result = await desk.TakeAsync(mail);

        result.Outcome.ShouldBe(MailOutcome.Posted);
        (await desk.ReadAsync(db => db.Participants.CountAsync(Stop))).ShouldBe(2);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_reply_leaves_out_whom_its_writer_removed_and_goes_to_those_in_Cc(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var ticket = await desk.DamionWritesAsync();
        var bojan = await desk.AgentAsync("Bojan", "bojan@marketfield-staff.test");
        await IncludeAsync(desk, ticket.Number, Max);
        var max = await desk.PersonIdAsync(Max);

        await desk.ActAsync(async db =>
        {
            var row = await db.Tickets.Include(t => t.Thread).SingleAsync(Stop);
            await new CopiedHelp(db).IncludeAllAsync(row, "eva@team.test; Damion@customer.test", By(bojan), desk.Database.Clock.Now, Stop);
            row.Reply(new(PostKind.Reply, bojan, "Bojan", null, "<p>Hello</p>", "Hello", Origin.Web), AfterReply.Keep, new(), By(bojan), desk.Database.Clock.Now, [max]);
        });

        (await desk.ReadAsync(db => db.Outbox.Where(m => m.Kind == MailKind.Reply).Select(m => m.Address).OrderBy(a => a).ToListAsync(Stop))).ShouldBe([MailDesk.Damion, "eva@team.test"]);
        (await desk.ReadAsync(db => db.Participants.CountAsync(Stop))).ShouldBe(3);
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("max@team.test, support+x@marketfield.test")]
    public async Task Cc_takes_addresses_of_others_alone(string typed)
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.DamionWritesAsync();
        await using var db = desk.Database.Open();
        var ticket = await db.Tickets.Include(t => t.Thread).SingleAsync(Stop);

        await Should.ThrowAsync<DeskException>(() => new CopiedHelp(db).IncludeAllAsync(ticket, typed, By(Actor.SystemId), desk.Database.Clock.Now, Stop));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Answering_the_address_in_reply_to_makes_its_owner_the_requester(DatabaseProvider engine)
    {
        await using var desk = await MailDesk.OpenAsync(engine);
        var number = await EvaWritesAsync(desk, ("Reply-To", $"Max <{Max}>"));
        var bojan = await desk.AgentAsync("Bojan", "bojan@marketfield-staff.test");
        var asked = (await PageAsync(desk, number)).Posts[0].Mail!.AnswerTo.ShouldNotBeNull();

        await desk.ActAsync(async db => await new CopiedHelp(db).AnswerAsync(await db.Tickets.SingleAsync(Stop), asked, By(bojan), desk.Database.Clock.Now, Stop));
        await ReplyAsync(desk, number, bojan);

        (await desk.TicketAsync(number)).RequesterId.ShouldBe(await desk.PersonIdAsync(Max));
        (await desk.ReadAsync(db => db.Outbox.Where(m => m.Kind == MailKind.Reply).Select(m => m.Address).ToListAsync(Stop))).ShouldBe([Max]);
        (await desk.ReadAsync(db => db.Participants.Select(p => p.Kind).ToListAsync(Stop))).ShouldBe([ParticipantKind.Requester]);
        (await desk.ReadAsync(db => db.MailAddresses.Where(a => a.AddressKey == Max).Select(a => a.VerifiedAt).SingleAsync(Stop))).ShouldBeNull();
    }

    static async Task<long> EvaWritesAsync(MailDesk desk, (string Field, string Value) more)
    {
        var mail = MailDesk.Letter($"Eva <{Eva}>", "Licence for our team", "We need ten licences. Max knows the details.");
        mail.MessageId = "team-14a@team.test";
        mail.Headers.Add(more.Field, more.Value);
        return (await desk.TakeAsync(mail)).TicketNumber!.Value;
    }

    static async Task<MimeMessage> AnswerAsync(MailDesk desk, Ticket ticket, string cc)
    {
        var mail = MailDesk.Letter(MailDesk.Damion, "Re: My shop", "Max can tell you more.", await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id));
        mail.Headers.Add("Cc", cc);
        return mail;
    }

    static Task ReplyAsync(MailDesk desk, long number, Guid agent) => desk.ActAsync(async db =>
        (await db.Tickets.Include(t => t.Thread).SingleAsync(t => t.Number == number, Stop)).Reply(new(PostKind.Reply, agent, "Bojan", null, "<p>Hello</p>", "Hello", Origin.Web), AfterReply.Keep, new(), By(agent), desk.Database.Clock.Now));

    static Task IncludeAsync(MailDesk desk, long number, string address) => desk.ActAsync(async db =>
        await new CopiedHelp(db).IncludeAsync(await db.Tickets.SingleAsync(t => t.Number == number, Stop), address, null, By(Actor.SystemId), desk.Database.Clock.Now, Stop));

    static Actor By(Guid agent) => new(agent, Capacity.Agent, Via.Web);

    static async Task<TicketPage> PageAsync(MailDesk desk, long number) =>
        (await desk.ReadAsync(db => new TicketPageQuery(db).FindAsync(NoTicketMailTests.Moderator, number, null, Stop))).ShouldNotBeNull();
}
