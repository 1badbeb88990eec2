using System.Net;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Escalations;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Escalations;

public sealed class PassUpTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    [Fact]
    public async Task What_is_ticked_goes_up_redacted_and_nothing_else()
    {
        var (number, policy) = (await desk.TicketAsync("Refused", "I am Damion and I live in Springfield.\n\nWhich of the two comes first?"), await desk.PolicyAsync("Faces"));
        var aldo = await desk.SignInAsync("aldo");

        var sent = await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{number}/escalation"), "#act", [("Policy", $"{policy.Id}"), ("Passages[1].Picked", "true"), ("Passages[1].Text", "Which comes first?")]);
        var ticket = await aldo.FollowAsync(sent);
        var raised = await desk.ReadAsync(db => db.Escalations.SingleAsync(e => e.PolicyId == policy.Id));
        var passages = await desk.ReadAsync(db => db.Passages.Where(p => db.Supporters.Any(s => s.Id == p.SupporterId && s.EscalationId == raised.Id)).Select(p => p.Text).ToListAsync());

        ticket.WordsOf(".flash").ShouldBe("Passed up to “Faces”; they are asked by mail how they may be quoted.");
        ticket.WordsOf("#climbs")!.ShouldContain($"E-{raised.Number} Faces");
        raised.State.ShouldBe(EscalationState.Gathering);
        raised.Title.ShouldBe("Faces");
        passages.ShouldBe(["Which comes first?"]);
    }

    [Fact]
    public async Task What_tells_who_they_are_is_proposed_and_each_proposal_can_be_declined()
    {
        var (number, policy) = (await desk.TicketAsync("Refused", "I am Damion, write to damion@customer.test. Damion is also our shop."), await desk.PolicyAsync("Proposals"));
        var aldo = await desk.SignInAsync("aldo");

        var form = await aldo.GetAsync($"/tickets/{number}/escalation");
        await aldo.SubmitAsync(form, "#act", [("Policy", $"{policy.Id}"), ("Passages[0].Picked", "true"), ("AskedFor", "true"), ("Passages[0].Taken", "1:Damion"), ("Passages[0].Taken", "1:damion@customer.test")]);
        var raised = await desk.ReadAsync(db => db.Escalations.SingleAsync(e => e.PolicyId == policy.Id));
        await desk.DoAsync(async db =>
        {
            var supporter = await db.Supporters.SingleAsync(s => s.EscalationId == raised.Id);
            supporter.Answer(Consent.Anonymous, "test", 1, fresh: true, new(supporter.PersonId, SupportDesk.Events.Capacity.Supporter, SupportDesk.Events.Via.Web), desk.Clock.Now);
            return true;
        });

        form.Document.QuerySelectorAll("input[name='Passages[0].Taken'][checked]").Select(box => box.GetAttribute("value")).ShouldBe(["1:Damion", "1:damion@customer.test", "2:Damion"]);
        (await aldo.GetAsync($"/escalations/{raised.Number}")).WordsOf("blockquote")!.ShouldStartWith("I am […], write to […]. Damion is also our shop.");
    }

    [Fact]
    public async Task An_answer_in_doubt_waits_on_its_ticket_until_an_agent_sends_it_up()
    {
        var number = await desk.CaseAsync(Consent.Anonymous);
        var ticket = await desk.DoAsync(async db =>
        {
            var supporter = await db.Supporters.SingleAsync(s => db.Escalations.Any(e => e.Number == number && e.Id == s.EscalationId));
            supporter.Pick(Guid.CreateVersion7(desk.Clock.Now), 2, "There my name is Bertram.", new(desk.Person("aldo"), SupportDesk.Events.Capacity.Agent, SupportDesk.Events.Via.Web), desk.Clock.Now, lookBy: desk.Clock.Now.AddHours(8));
            return await db.Tickets.Where(t => t.Id == supporter.TicketId).Select(t => t.Number).SingleAsync();
        });
        var aldo = await desk.SignInAsync("aldo");

        var before = await aldo.GetAsync($"/escalations/{number}");
        var link = (await aldo.GetAsync($"/tickets/{ticket}")).Document.QuerySelector("#climbs a[href*='/redaction/']")!.GetAttribute("href")!;
        var sent = await aldo.FollowAsync(await aldo.SubmitAsync(await aldo.GetAsync(link), "#act"));

        before.Words.ShouldNotContain("There my name is");
        sent.WordsOf(".flash").ShouldBe($"The answer went up to E-{number}.");
        (await aldo.GetAsync($"/escalations/{number}")).Words.ShouldContain("There my name is […].");
        (await aldo.GetAsync(link)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Asked_for_in_writing_it_climbs_at_once()
    {
        var (number, policy) = (await desk.TicketAsync("Refused"), await desk.PolicyAsync("Uploads"));
        var aldo = await desk.SignInAsync("aldo");

        await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{number}/escalation"), "#act", [("Policy", $"{policy.Id}"), ("Passages[0].Picked", "true"), ("AskedFor", "true")]);
        var raised = await desk.ReadAsync(db => db.Escalations.SingleAsync(e => e.PolicyId == policy.Id));
        var queue = await aldo.GetAsync("/tickets?view=open");

        raised.State.ShouldBe(EscalationState.Climbing);
        raised.Climb.LevelName.ShouldBe("Team lead");
        queue.Document.QuerySelectorAll("tr").Single(row => row.TextContent.Contains($"#{number}")).QuerySelector(".climbs")!.TextContent.ShouldEndWith("Team lead");
    }

    [Fact]
    public async Task A_ticket_of_no_team_is_raised_by_the_agents_own()
    {
        var (number, policy) = (await desk.TicketAsync("Refused", team: null), await desk.PolicyAsync("No team"));
        var aldo = await desk.SignInAsync("aldo");

        await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{number}/escalation"), "#act", [("Policy", $"{policy.Id}"), ("Passages[0].Picked", "true"), ("AskedFor", "true")]);
        var raised = await desk.ReadAsync(db => db.Escalations.SingleAsync(e => e.PolicyId == policy.Id));

        (await desk.ReadAsync(db => db.Teams.Where(t => t.Id == raised.RaisingTeamId).Select(t => t.Name).SingleAsync())).ShouldBe("Trust");
    }

    [Fact]
    public async Task An_open_escalation_is_joined()
    {
        var policy = await desk.PolicyAsync("Joined");
        var (first, second) = (await desk.TicketAsync("Refused"), await desk.TicketAsync("Refused too", "My picture is original.", from: "muhammed"));
        var aldo = await desk.SignInAsync("aldo");
        (string, string?)[] picked = [("Policy", $"{policy.Id}"), ("Passages[0].Picked", "true")];
        await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{first}/escalation"), "#act", picked);

        var form = await aldo.GetAsync($"/tickets/{second}/escalation");
        var ticket = await aldo.FollowAsync(await aldo.SubmitAsync(form, "#act", picked));
        var raised = await desk.ReadAsync(db => db.Escalations.SingleAsync(e => e.PolicyId == policy.Id));

        form.Document.QuerySelectorAll(".choice").Single(c => c.QuerySelector("b")?.TextContent == "Joined").TextContent.ShouldContain("Muhammed Q joins it.");
        ticket.WordsOf(".flash")!.ShouldStartWith($"They stand behind E-{raised.Number} on “Joined” now");
        (await desk.ReadAsync(db => db.Supporters.CountAsync(s => s.EscalationId == raised.Id))).ShouldBe(2);
    }

    [Fact]
    public async Task What_was_decided_not_long_ago_needs_what_is_new()
    {
        var number = await desk.CaseAsync();
        var decided = await desk.EscalationAsync(number);
        var victor = await desk.SignInAsync("victor");
        var preview = await victor.SubmitAsync(await victor.GetAsync($"/escalations/{number}/decision"), "#act", [("Outcome", "Declined"), ("Statement", "The rule stays as it is.")], "button.preview");
        await victor.SubmitAsync(preview, "#act", press: "button.confirm");
        var (ticket, aldo) = (await desk.TicketAsync("Refused again", "My picture is original.", from: "muhammed"), await desk.SignInAsync("aldo"));

        var form = await aldo.GetAsync($"/tickets/{ticket}/escalation");
        var refused = await aldo.SubmitAsync(form, "#act", [("Policy", $"{decided.PolicyId}"), ("Passages[0].Picked", "true"), ("WhatIsNew", "")]);
        var sent = await aldo.SubmitAsync(refused, "#act", [("WhatIsNew", "It now hits people who were verified before.")]);

        form.Text.ShouldContain("The rule stays as it is.");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.WordsOf(".errors")!.ShouldContain($"E-{number} was decided on this policy not long ago.");
        sent.Status.ShouldBe(HttpStatusCode.Redirect);
        (await desk.ReadAsync(db => db.Escalations.CountAsync(e => e.PolicyId == decided.PolicyId))).ShouldBe(2);
    }

    [Fact]
    public async Task A_decision_made_not_long_ago_is_told_by_one_button()
    {
        var number = await desk.CaseAsync();
        var decided = await desk.EscalationAsync(number);
        var victor = await desk.SignInAsync("victor");
        var preview = await victor.SubmitAsync(await victor.GetAsync($"/escalations/{number}/decision"), "#act", [("Outcome", "Declined"), ("Statement", "The rule stays as it is.")], "button.preview");
        await victor.SubmitAsync(preview, "#act", press: "button.confirm");
        var (ticket, aldo) = (await desk.TicketAsync("Refused again", "My picture is original.", from: "muhammed"), await desk.SignInAsync("aldo"));

        var form = await aldo.GetAsync($"/tickets/{ticket}/escalation");
        var link = form.Document.QuerySelectorAll("a").Single(a => a.GetAttribute("href") == $"/tickets/{ticket}/telling?policy={decided.PolicyId}");
        var telling = await aldo.GetAsync(link.GetAttribute("href")!);
        var shown = await aldo.FollowAsync(await aldo.SubmitAsync(telling, "#act"));
        var again = await aldo.SubmitAsync(await aldo.GetAsync(link.GetAttribute("href")!), "#act");

        telling.Text.ShouldContain("The rule stays as it is.");
        shown.WordsOf(".flash").ShouldBe($"They are told the decision of E-{number} by mail.");
        shown.WordsOf("#climbs")!.ShouldContain("Came after the decision, and was told it.");
        again.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        again.WordsOf(".errors").ShouldBe($"They were told the decision of E-{number} already.");
        (await victor.GetAsync($"/policies/{await desk.ReadAsync(db => db.Policies.Where(p => p.Id == decided.PolicyId).Select(p => p.Slug).SingleAsync())}")).Text.ShouldContain("1 person, 1 after the decision");
    }

    [Fact]
    public async Task Spam_is_not_passed_up()
    {
        var (number, policy) = (await desk.TicketAsync("Win a prize"), await desk.PolicyAsync("Prizes"));
        var aldo = await desk.SignInAsync("aldo");
        var form = await aldo.GetAsync($"/tickets/{number}/escalation");
        await desk.DoAsync(async db =>
        {
            (await db.Tickets.SingleAsync(t => t.Number == number)).MarkSpam(desk.By("aldo"), desk.Clock.Now);
            return true;
        });

        var refused = await aldo.SubmitAsync(form, "#act", [("Policy", $"{policy.Id}"), ("Passages[0].Picked", "true")]);

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.WordsOf(".errors")!.ShouldContain($"#{number} is marked as spam. Say first that it is not spam.");
        (await desk.ReadAsync(db => db.Escalations.CountAsync(e => e.PolicyId == policy.Id))).ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_picked_is_refused_and_kept()
    {
        var (number, policy) = (await desk.TicketAsync("Refused"), await desk.PolicyAsync("Nothing"));
        var aldo = await desk.SignInAsync("aldo");

        var refused = await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{number}/escalation"), "#act", [("Policy", $"{policy.Id}"), ("Passages[0].Text", "Shortened words.")]);

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.WordsOf(".errors")!.ShouldContain("Pick at least one passage");
        refused.Text.ShouldContain("Shortened words.");
    }
}
