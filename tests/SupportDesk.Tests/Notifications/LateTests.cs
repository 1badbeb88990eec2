using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Tests.Mail;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Notifications;

/// <summary>Those whom a decision concerns though they did not stand behind it: who says the same later, and the agents whose tickets waited for it.</summary>
public sealed class LateTests
{
    const string Aldo = "aldo@marketfield.test";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Whoever_comes_after_a_decision_is_told_it_once_and_not_counted(DatabaseProvider engine)
    {
        await using var desk = await DecidedAsync(engine);
        var muhammed = await MuhammedWritesAsync(desk);

        var number = await TellAsync(desk, muhammed);
        await desk.PassAsync(TimeSpan.Zero);

        var told = (await desk.Out.OutboxAsync(MailKind.Decision)).Single(m => m.Address == MailDesk.Muhammed);
        var mail = await desk.Out.ReadAsync(told);
        mail.TextBody!.ShouldContain("others had raised before you");
        mail.TextBody!.ShouldContain("decided it on Mon 2 Mar");
        mail.TextBody!.ShouldContain("> The picture is asked for after the identity.");
        (await desk.Out.Desk.ReadAsync(db => new WhoStands(db, desk.Out.Now).VoicesAsync([desk.CaseId], Stop)))[desk.CaseId].All.ShouldBe(1);
        (await Should.ThrowAsync<DeskException>(() => TellAsync(desk, muhammed))).Message.ShouldBe($"They were told the decision of E-{number} already.");
        (await desk.Out.OutboxAsync(MailKind.ConsentQuestion)).ShouldAllBe(m => m.Address == MailDesk.Damion);
    }

    [Fact]
    public async Task Whoever_stood_behind_it_is_not_told_again()
    {
        await using var desk = await DecidedAsync(DatabaseProvider.Sqlite);

        (await Should.ThrowAsync<DeskException>(() => TellAsync(desk, desk.Ticket))).Message.ShouldEndWith("get its decision anyway.");
    }

    [Fact]
    public async Task Nothing_is_told_where_nothing_was_decided_not_long_ago()
    {
        await using var desk = await DecidedAsync(DatabaseProvider.Sqlite);
        var muhammed = await MuhammedWritesAsync(desk);

        desk.Out.Time.Advance(TimeSpan.FromDays(91));

        (await Should.ThrowAsync<DeskException>(() => TellAsync(desk, muhammed))).Message.ShouldBe("Nothing was decided on this policy in the last 90 days; pass it up instead.");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Whoever_came_after_counts_once_the_case_is_reopened_and_joined(DatabaseProvider engine)
    {
        await using var desk = await DecidedAsync(engine);
        var muhammed = await MuhammedWritesAsync(desk);
        await TellAsync(desk, muhammed);
        await ReopenAsync(desk);

        (await Should.ThrowAsync<DeskException>(() => TellAsync(desk, muhammed))).Message.ShouldContain("is open on this policy again");
        var post = (await desk.Out.Desk.PostsAsync(muhammed))[0].Id;
        await ActAsync(desk, muhammed, (up, ticket, policy) => up.DoAsync(ticket, new(policy, "", [new(post, "My picture is original.")], null, null), desk.Agent, desk.Out.Now, Stop));

        (await desk.Out.Desk.ReadAsync(db => new WhoStands(db, desk.Out.Now).VoicesAsync([desk.CaseId], Stop)))[desk.CaseId].All.ShouldBe(2);
        (await desk.AddressesAsync(MailKind.ConsentQuestion)).ShouldContain(MailDesk.Muhammed);
    }

    [Fact]
    public async Task Whoever_came_after_a_decision_is_not_asked_once_it_is_reopened()
    {
        await using var desk = await DecidedAsync(DatabaseProvider.Sqlite);
        await TellAsync(desk, await MuhammedWritesAsync(desk));

        await ReopenAsync(desk);
        await desk.ActAsync(ClimbDesk.Ines, (escalation, standing, by, at) => escalation.Ask(new Asking("Since when?"), standing, by, at));
        await desk.PassAsync(TimeSpan.Zero);

        (await desk.AddressesAsync(MailKind.Question)).ShouldBe([MailDesk.Damion]);
    }

    [Fact]
    public async Task A_decision_closes_the_questions_before_it_for_good()
    {
        await using var desk = await ClimbDesk.OpenAsync();
        await desk.BeginAsync();
        await desk.ActAsync(ClimbDesk.Ines, (escalation, standing, by, at) => escalation.Ask(new Asking("Since when?"), standing, by, at));
        await desk.PassAsync(TimeSpan.FromMinutes(1));
        await desk.DecideAsync();
        desk.Out.Time.Advance(TimeSpan.FromMinutes(1));
        await ReopenAsync(desk);

        var asked = (await desk.Out.OutboxAsync(MailKind.Question)).ShouldHaveSingleItem();
        (await desk.Out.Desk.ReadAsync(db => db.OpenQuestionAsync(asked.PartId!.Value, desk.Ticket.RequesterId, Stop))).ShouldBeNull();
        (await desk.Out.Desk.ReadAsync(db => OpenQuestions.NewestAsync(db, desk.CaseId, Stop))).ShouldBeNull();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_assignee_hears_of_a_decision_once_with_all_live_tickets(DatabaseProvider engine)
    {
        await using var desk = await ClimbDesk.OpenAsync(engine);
        var by = Actor.System(Via.Web);
        (string State, Action<Ticket> Make, bool IsLive)[] states =
        [
            ("new", _ => { }, true),
            ("open", t => t.SetStatus(TicketStatus.Open, null, new(), by, desk.Out.Now), true),
            ("pending", t => t.SetStatus(TicketStatus.Pending, null, new(), by, desk.Out.Now), true),
            ("on hold", t => t.SetStatus(TicketStatus.OnHold, null, new(), by, desk.Out.Now), true),
            ("snoozed", t => t.Snooze(desk.Out.Now.AddDays(30), by, desk.Out.Now), true),
            ("solved", t => t.SetStatus(TicketStatus.Solved, Outcome.Answered, new(), by, desk.Out.Now), true),
            ("closed", t => CloseAfterDays(t, by, desk.Out.Now), false),
            ("spam", t => t.MarkSpam(by, desk.Out.Now), false),
        ];
        var tickets = new Dictionary<string, Ticket>();
        foreach (var (state, make, _) in states)
        {
            tickets[state] = await JoinWithTicketAsync(desk, $"p{tickets.Count}@customer.test");
            await desk.Out.ActAsync(tickets[state], (row, _) => row.AssignTo(desk.Staff[Aldo], by, desk.Out.Now));
            await desk.Out.ActAsync(tickets[state], (row, _) => make(row));
        }

        await desk.BeginAsync();
        await desk.DecideAsync();
        await desk.PassAsync(TimeSpan.Zero);

        var mail = (await desk.Out.OutboxAsync(MailKind.CaseDecided)).ShouldHaveSingleItem();
        (mail.Address, mail.SentAt is not null).ShouldBe((Aldo, true));
        var text = (await desk.Out.ReadAsync(mail)).TextBody!;
        foreach (var (state, _, isLive) in states)
            text.Contains($"#{tickets[state].Number} ", StringComparison.Ordinal).ShouldBe(isLive, state);
        text.ShouldNotContain("more.");
    }

    static Task ReopenAsync(ClimbDesk desk) => desk.Out.Desk.ActAsync(async db =>
    {
        var escalation = await db.Escalations.SingleAsync(e => e.Id == desk.CaseId, Stop);
        var standing = await new WhoStands(db, desk.Out.Now).ForAsync(escalation, Stop);
        escalation.Reopen(await db.Decisions.SingleAsync(Stop), "It hits people who were verified before.", standing, new(desk.Staff[ClimbDesk.Ines], Capacity.Level, Via.Web), desk.Out.Now);
    });

    static void CloseAfterDays(Ticket ticket, Actor by, DateTimeOffset at)
    {
        ticket.SetStatus(TicketStatus.Solved, Outcome.Answered, new(), by, at);
        ticket.TimePassed(new(), by, at.AddDays(400));
    }

    static async Task<ClimbDesk> DecidedAsync(DatabaseProvider engine)
    {
        var desk = await ClimbDesk.OpenAsync(engine);
        await desk.BeginAsync();
        await desk.DecideAsync();
        return desk;
    }

    static async Task<Ticket> MuhammedWritesAsync(ClimbDesk desk) =>
        await desk.Out.Desk.TicketAsync((await desk.Out.Desk.TakeAsync(MailDesk.Letter(MailDesk.Muhammed, "Me too", "My picture is original."))).TicketNumber!.Value);

    static async Task<Ticket> JoinWithTicketAsync(ClimbDesk desk, string from)
    {
        var ticket = await desk.Out.Desk.TicketAsync((await desk.Out.Desk.TakeAsync(MailDesk.Letter(from, "Refused", "It refuses mine too."))).TicketNumber!.Value);
        await desk.JoinAsync(ticket.RequesterId, "It refuses mine too.", ticket.Id);
        return ticket;
    }

    static async Task<long> TellAsync(ClimbDesk desk, Ticket ticket)
    {
        var told = 0L;
        await ActAsync(desk, ticket, async (up, row, policy) => told = await up.TellAsync(row, policy, desk.Agent, desk.Out.Now, Stop));
        return told;
    }

    static Task ActAsync(ClimbDesk desk, Ticket ticket, Func<PassUp, Ticket, Guid, Task> act) => desk.Out.Desk.ActAsync(async db =>
        await act(new PassUp(db, Options.Create(new EscalationOptions())), await db.Tickets.SingleAsync(t => t.Id == ticket.Id, Stop), await db.Policies.Select(p => p.Id).SingleAsync(Stop)));
}
