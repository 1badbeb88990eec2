using System.Net;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Mail;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Web.Tests.Tickets;

public sealed class ActsTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    [Fact]
    public async Task Assigning_says_so_and_can_be_undone()
    {
        var (number, aldo) = (await desk.TicketAsync("Payout held"), await desk.SignInAsync("aldo"));
        var form = await aldo.GetAsync($"/tickets/{number}/assignment");

        var sent = await aldo.SubmitAsync(form, "#act", [("Agent", $"{desk.Person("bojan")}")]);
        var page = await aldo.FollowAsync(sent);
        var assigned = (await desk.FindAsync(number)).AssigneeId;
        await aldo.SubmitAsync(page, ".flash form");

        page.WordsOf(".flash").ShouldBe($"#{number} is assigned to Bojan S. Undo");
        assigned.ShouldBe(desk.Person("bojan"));
        (await desk.FindAsync(number)).AssigneeId.ShouldBeNull();
    }

    [Fact]
    public async Task Only_who_answers_tickets_can_be_assigned()
    {
        var (number, aldo) = (await desk.TicketAsync("Payout held"), await desk.SignInAsync("aldo"));
        var form = await aldo.GetAsync($"/tickets/{number}/assignment");

        var refused = await aldo.SubmitAsync(form, "#act", [("Agent", $"{desk.Person("ines")}")]);

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.WordsOf(".field .error").ShouldBe("Choose one of the people listed.");
        (await desk.FindAsync(number)).AssigneeId.ShouldBeNull();
    }

    [Fact]
    public async Task An_act_sent_twice_is_done_once()
    {
        var (number, aldo) = (await desk.TicketAsync("Payout held"), await desk.SignInAsync("aldo"));
        var form = await aldo.GetAsync($"/tickets/{number}/note");

        var first = await aldo.SubmitAsync(form, "#note", [("words", "Called him back.")], "button.first");
        var second = await aldo.SubmitAsync(form, "#note", [("words", "Called him back.")], "button.first");

        second.Status.ShouldBe(HttpStatusCode.Redirect);
        second.Location.ShouldBe(first.Location);
        (await desk.PostsAsync(number)).Count(p => p.Kind == PostKind.Note).ShouldBe(1);
    }

    [Fact]
    public async Task Solving_needs_how_it_ended()
    {
        var (number, aldo) = (await desk.TicketAsync("Payout held"), await desk.SignInAsync("aldo"));
        var form = await aldo.GetAsync($"/tickets/{number}/status");

        var refused = await aldo.SubmitAsync(form, "#act", [("Status", "Solved"), ("Outcome", "")]);
        var done = await aldo.SubmitAsync(refused, "#act", [("Status", "Solved"), ("Outcome", "Policy")]);

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.WordsOf(".errors").ShouldBe("Say how it ended: answered, policy, no answer, duplicate or other.");
        done.Status.ShouldBe(HttpStatusCode.Redirect);
        (await desk.FindAsync(number)).Outcome.ShouldBe(Outcome.Policy);
    }

    [Fact]
    public async Task Small_forms_change_their_one_thing()
    {
        var (number, aldo) = (await desk.TicketAsync("Payout held"), await desk.SignInAsync("aldo"));

        await SendAsync("priority", ("Priority", "Urgent"));
        await SendAsync("team", ("Team", ""));
        await SendAsync("subject", ("Subject", "Payout held since Friday"));
        await SendAsync("snooze", ("Hours", "72"));
        await SendAsync("tag", ("Name", "Payout"));
        var ticket = await desk.FindAsync(number);

        ticket.Priority.ShouldBe(Priority.Urgent);
        ticket.TeamId.ShouldBeNull();
        ticket.Subject.ShouldBe("Payout held since Friday");
        ticket.SnoozedUntil.ShouldNotBeNull();
        (await aldo.GetAsync($"/tickets/{number}")).WordsOf("#facts .tag").ShouldBe("Payout");

        async Task SendAsync(string act, (string, string?) field)
        {
            var sent = await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{number}/{act}"), "#act", [field]);
            sent.Status.ShouldBe(HttpStatusCode.Redirect, sent.Text);
        }
    }

    [Theory]
    [InlineData("Status", "status", "Solved")]
    [InlineData("Hours", "snooze", "72")]
    public async Task Undoing_a_change_of_the_status_restores_all_that_was_before(string field, string act, string value)
    {
        var (number, aldo) = (await desk.TicketAsync("Payout held"), await desk.SignInAsync("aldo"));
        var before = await desk.FindAsync(number);

        var sent = await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{number}/{act}"), "#act", [(field, value), ("Outcome", "Policy")]);
        var page = await aldo.FollowAsync(sent);
        var changed = (await desk.FindAsync(number)).State;
        var undone = await aldo.FollowAsync(await aldo.SubmitAsync(page, ".flash form"));
        var after = await desk.FindAsync(number);

        changed.ShouldNotBe(before.State);
        (after.State, after.LastActivityAt).ShouldBe((before.State, before.LastActivityAt));
        undone.WordsOf(".flash").ShouldBe($"#{number} is new again, as it was before.");
    }

    [Fact]
    public async Task A_change_cannot_be_undone_once_something_else_happened()
    {
        var (number, aldo) = (await desk.TicketAsync("Payout held"), await desk.SignInAsync("aldo"));
        var page = await aldo.FollowAsync(await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{number}/status"), "#act", [("Status", "OnHold")]));
        await desk.ReceiveAsync(number, "It works by now.");

        var refused = await aldo.SubmitAsync(page, ".flash form");

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.WordsOf(".errors")!.ShouldContain("Something else happened");
        (await desk.FindAsync(number)).Status.ShouldBe(TicketStatus.Open);
    }

    [Fact]
    public async Task A_tag_is_removed_and_comes_back_by_undo()
    {
        var (number, aldo) = (await desk.TicketAsync("Payout held"), await desk.SignInAsync("aldo"));
        await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{number}/tag"), "#act", [("Name", "Payout & more")]);

        var page = await aldo.FollowAsync(await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{number}"), "#facts .tag form"));
        var without = page.Document.QuerySelector("#facts .tag");
        await aldo.SubmitAsync(page, ".flash form");

        without.ShouldBeNull();
        page.WordsOf(".flash")!.ShouldContain("The tag “Payout & more” was removed");
        (await aldo.GetAsync($"/tickets/{number}")).WordsOf("#facts .tag").ShouldBe("Payout & more");
    }

    [Fact]
    public async Task No_form_opens_with_an_error()
    {
        var number = await desk.TicketAsync("Payout held");
        var valeria = await desk.SignInAsync("valeria");

        foreach (var act in new[] { "assignment", "escalation", "note", "outside", "priority", "reply", "snooze", "spam", "status", "subject", "tag", "team", "untagging" })
        {
            var form = await valeria.GetAsync($"/tickets/{number}/{act}");

            form.Status.ShouldBe(HttpStatusCode.OK, act);
            form.Document.QuerySelector(".error, .errors, [aria-invalid=true]").ShouldBeNull(act);
        }
    }

    [Theory]
    [InlineData("priority", "Priority")]
    [InlineData("subject", "Subject")]
    [InlineData("tag", "Name")]
    [InlineData("status", "Status")]
    [InlineData("snooze", "Hours")]
    public async Task A_form_without_its_one_thing_is_shown_again(string act, string field)
    {
        var (number, aldo) = (await desk.TicketAsync("Payout held"), await desk.SignInAsync("aldo"));

        var refused = await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{number}/{act}"), "#act", [(field, "")]);

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector("#act .field .error").ShouldNotBeNull();
        (await desk.FindAsync(number)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_subject_changed_meanwhile_is_shown_before_it_is_overwritten()
    {
        var (number, aldo) = (await desk.TicketAsync("Payout held"), await desk.SignInAsync("aldo"));
        var form = await aldo.GetAsync($"/tickets/{number}/subject");
        await desk.ChangeAsync(number, ticket => ticket.Rename("Payout held after address change", desk.By("bojan"), desk.Clock.Now));

        var refused = await aldo.SubmitAsync(form, "#act", [("Subject", "Payout late")]);
        await aldo.SubmitAsync(refused, "#act");

        refused.WordsOf(".errors")!.ShouldContain("“Payout held after address change”");
        (await desk.FindAsync(number)).Subject.ShouldBe("Payout late");
    }

    [Fact]
    public async Task Somebody_outside_is_asked_by_mail_and_the_ticket_keeps_it_as_a_note()
    {
        var (number, aldo) = (await desk.TicketAsync("Payout held"), await desk.SignInAsync("aldo"));
        (await aldo.GetAsync($"/tickets/{number}")).Document.QuerySelector($"a[href='/tickets/{number}/outside']").ShouldNotBeNull();
        var form = await aldo.GetAsync($"/tickets/{number}/outside");

        var sent = await aldo.SubmitAsync(form, "#act", [("Address", "sam@bank.test"), ("Name", "Sam of the bank"), ("words", "Did the payout leave you?")]);
        var page = await aldo.FollowAsync(sent);

        page.WordsOf(".flash").ShouldBe("It is on its way; the answer comes back here as a note.");
        page.WordsOf(".post.note")!.ShouldContain("Did the payout leave you?");
        page.Words.ShouldContain("Aldo L wrote this to Sam of the bank, who takes no part");
        (await desk.ReadAsync(db => db.Outbox.Where(m => m.Kind == MailKind.Outside).Select(m => m.Address).ToListAsync(TestContext.Current.CancellationToken))).ShouldBe(["sam@bank.test"]);
    }

    [Theory]
    [InlineData("", "Did it leave you?", "Enter the mail address of whom you ask.")]
    [InlineData("damion@customer.test", "Did it leave you?", "Damion M takes part in this ticket: write a reply.")]
    [InlineData("sam@bank.test", "  ", "Say what you want of them.")]
    public async Task Asking_outside_the_wrong_way_says_what_is_wrong_and_keeps_what_was_written(string address, string words, string problem)
    {
        var (number, aldo) = (await desk.TicketAsync("Payout held"), await desk.SignInAsync("aldo"));

        var refused = await aldo.SubmitAsync(await aldo.GetAsync($"/tickets/{number}/outside"), "#act", [("Address", address), ("words", words)]);

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.WordsOf("#act")!.ShouldContain(problem);
        refused.Document.QuerySelector("#words")!.TextContent.Trim().ShouldBe(words.Trim());
        (await desk.PostsAsync(number)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Spam_is_the_moderators_word()
    {
        var number = await desk.TicketAsync("Win a prize");
        var (aldo, valeria) = (await desk.SignInAsync("aldo"), await desk.SignInAsync("valeria"));

        var refused = await aldo.GetAsync($"/tickets/{number}/spam");
        await valeria.SubmitAsync(await valeria.GetAsync($"/tickets/{number}/spam"), "#act");

        refused.Location!.ShouldContain("/no-access");
        (await desk.FindAsync(number)).Status.ShouldBe(TicketStatus.Spam);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        var (number, aldo) = (await desk.TicketAsync("Payout held"), await desk.SignInAsync("aldo"));

        var refused = await aldo.PostAsync($"/tickets/{number}/priority", ("Priority", "Urgent"));

        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await desk.FindAsync(number)).Priority.ShouldBe(Priority.Normal);
    }

    [Fact]
    public async Task A_new_ticket_keeps_whose_words_they_are_and_who_wrote_them_down()
    {
        var aldo = await desk.SignInAsync("aldo");
        var form = await aldo.GetAsync("/tickets/new");

        var sent = await aldo.SubmitAsync(form, "form.form", [("Input.Address", "li@customer.test"), ("Input.Name", "Li P"), ("Input.Subject", "Picture refused"), ("Input.Said", "I wear a veil.")]);
        var page = await aldo.FollowAsync(await aldo.FollowAsync(sent));

        page.WordsOf("h1").ShouldBe("Picture refused");
        page.WordsOf(".post header")!.ShouldStartWith("Li Pby phone, written down by Aldo L");
        page.WordsOf(".flash")!.ShouldBe("The ticket is open.");
    }

    [Fact]
    public async Task A_new_ticket_needs_an_address_that_is_one()
    {
        var aldo = await desk.SignInAsync("aldo");

        var refused = await aldo.SubmitAsync(await aldo.GetAsync("/tickets/new"), "form.form", [("Input.Address", "li at customer"), ("Input.Subject", "Picture refused"), ("Input.Said", "I wear a veil.")]);

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.WordsOf(".errors")!.ShouldContain("is not a mail address");
        refused.Text.ShouldContain("I wear a veil.");
    }
}
