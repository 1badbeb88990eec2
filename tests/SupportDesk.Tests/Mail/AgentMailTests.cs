using Microsoft.EntityFrameworkCore;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Mail;

public sealed class AgentMailTests
{
    const string Bojan = "bojan@marketfield-staff.test";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_agents_answer_to_a_notification_is_a_public_reply()
    {
        await using var desk = await MailDesk.OpenAsync();
        var (ticket, token, bojan) = await AssignedAsync(desk);

        var result = await desk.TakeAsync(MailDesk.Letter(Bojan, "Re", "Please send your papers.", token));

        var post = (await desk.PostsAsync(ticket))[^1];
        result.Outcome.ShouldBe(MailOutcome.Posted);
        (post.AuthorId, post.Kind, post.State, post.Text).ShouldBe((bojan, PostKind.Reply, PostState.Shown, "Please send your papers."));
        (await desk.TicketAsync(ticket.Number)).Status.ShouldBe(TicketStatus.Pending);
    }

    [Theory, Trait("threat", "T04b")]
    [InlineData(Verdict.Unproved)]
    [InlineData(Verdict.Failed)]
    public async Task Words_in_an_agents_name_without_proof_reach_no_requester(Verdict verdict)
    {
        await using var desk = await MailDesk.OpenAsync();
        var (ticket, token, _) = await AssignedAsync(desk);

        var result = await desk.TakeAsync(MailDesk.Letter(Bojan, "Re", "Wire me money.", token), verdict);

        var post = (await desk.PostsAsync(ticket))[^1];
        result.Outcome.ShouldBe(MailOutcome.Note);
        (post.Kind, post.AuthorId).ShouldBe((PostKind.Note, Actor.SystemId));
        post.Text.ShouldContain("Wire me money.");
    }

    [Fact]
    [Trait("threat", "T04f")]
    public async Task An_agent_without_an_account_any_more_is_refused_on_the_ticket()
    {
        await using var desk = await MailDesk.OpenAsync();
        var (ticket, token, bojan) = await AssignedAsync(desk);
        await desk.ActAsync(async db => (await db.People.SingleAsync(p => p.Id == bojan, Stop))
            .Deactivate(await db.Users.SingleAsync(a => a.Id == bojan, Stop), Actor.System(Via.Web), desk.Database.Clock.Now));

        var result = await desk.TakeAsync(MailDesk.Letter(Bojan, "Re", "I still work here.", token));

        (await desk.PostsAsync(ticket))[^1].Kind.ShouldBe(PostKind.Note);
        result.Problem.ShouldBe("Not sent on: they may not answer this ticket.");
    }

    [Fact, Trait("threat", "T04f")]
    public async Task An_agent_who_may_not_see_the_ticket_any_more_is_refused_on_it()
    {
        await using var desk = await MailDesk.OpenAsync();
        var (ticket, token, _) = await AssignedAsync(desk);
        var (by, at) = (Actor.System(Via.Job), desk.Database.Clock.Now);
        await desk.ActAsync(async db =>
        {
            var team = Team.Found("Legal", isPrivate: true, calendar: null, by, at);
            db.Teams.Add(team);
            (await db.Tickets.SingleAsync(Stop)).MoveTo(team.Id, by, at);
        });

        var result = await desk.TakeAsync(MailDesk.Letter(Bojan, "Re", "I was here before.", token));

        (await desk.PostsAsync(ticket))[^1].Kind.ShouldBe(PostKind.Note);
        result.Problem.ShouldBe("Not sent on: they may not answer this ticket.");
    }

    [Theory, Trait("threat", "T04b")]
    [InlineData(Verdict.Proved)]
    [InlineData(Verdict.Unproved)]
    [InlineData(Verdict.Failed)]
    public async Task T04b_A_message_id_in_our_pattern_without_its_signature_makes_no_staff_post(Verdict verdict)
    {
        await using var desk = await MailDesk.OpenAsync();
        var (ticket, token, bojan) = await AssignedAsync(desk);
        var forged = token["support+".Length..token.IndexOf('@', StringComparison.Ordinal)][..14] + new string('a', 26);

        await desk.TakeAsync(MailDesk.Letter(Bojan, $"Re: [#{ticket.Number}]", "Wire me money.", answers: $"{forged}.abcdefgh@marketfield.test"), verdict);

        (await desk.PostsAsync(ticket)).ShouldNotContain(p => p.AuthorId == bojan && p.State == PostState.Shown);
        (await desk.ReadAsync(db => db.Outbox.CountAsync(m => m.Kind == MailKind.Reply, Stop))).ShouldBe(0);
    }

    [Fact, Trait("threat", "T19")]
    public async Task T19_Two_programs_that_answer_through_the_desk_are_stopped()
    {
        await using var desk = await MailDesk.OpenAsync();
        var (ticket, token, _) = await AssignedAsync(desk);
        var damion = await desk.ReplyAddressAsync(ticket.RequesterId, ticket.Id);
        for (var n = 0; n < 20; n++)
        {
            await desk.TakeAsync(MailDesk.Letter(MailDesk.Damion, "Re", $"Customer's program says {n}", damion));
            await desk.TakeAsync(MailDesk.Letter(Bojan, "Re", $"Agent's program says {n}", token));
        }

        (await desk.ReadAsync(db => db.Outbox.CountAsync(m => m.Kind == MailKind.Reply, Stop))).ShouldBe(3);
        (await desk.ReadAsync(db => db.Outbox.CountAsync(m => m.Kind == MailKind.NewReply, Stop))).ShouldBe(3);
        (await desk.ReadAsync(db => db.Events.CountAsync(e => e.Kind == EventKind.AnswersStopped, Stop))).ShouldBe(1);
    }

    [Fact]
    public async Task An_agents_vacation_answer_goes_nowhere()
    {
        await using var desk = await MailDesk.OpenAsync();
        var (ticket, token, _) = await AssignedAsync(desk);
        var mail = MailDesk.Letter(Bojan, "Out of office", "Back on Monday.", token);
        mail.Headers.Add("Auto-Submitted", "auto-replied");

        var result = await desk.TakeAsync(mail);

        result.Outcome.ShouldBe(MailOutcome.Ignored);
        (await desk.PostsAsync(ticket)).Count.ShouldBe(1);
    }

    static async Task<(Ticket Ticket, string Token, Guid Agent)> AssignedAsync(MailDesk desk)
    {
        var bojan = await desk.AgentAsync("bojan", Bojan);
        var ticket = await desk.DamionWritesAsync();
        await desk.ActAsync(async db => (await db.Tickets.SingleAsync(Stop)).AssignTo(bojan, Actor.System(Via.Job), desk.Database.Clock.Now));
        return (ticket, await desk.ReplyAddressAsync(bojan, ticket.Id, ReplyPurpose.Agent), bojan);
    }
}
