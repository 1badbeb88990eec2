using System.Net;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Web.Tests.Tickets;

public sealed class ShowTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    [Fact]
    public async Task A_ticket_of_a_foreign_private_team_is_not_there()
    {
        var number = await desk.TicketAsync("Threat", team: "Safety");
        var (aldo, ada) = (await desk.SignInAsync("aldo"), await desk.SignInAsync("ada"));

        string[] addresses = ["", "/thread", "/assignment", "/reply", "/note", "/status", "/priority", "/team", "/tag", "/subject", "/snooze", "/outside"];
        var answers = new List<HttpStatusCode>();
        foreach (var address in addresses)
            answers.Add((await aldo.GetAsync($"/tickets/{number}{address}")).Status);

        answers.ShouldAllBe(status => status == HttpStatusCode.NotFound);
        (await ada.GetAsync($"/tickets/{number}")).Status.ShouldBe(HttpStatusCode.OK);
        (await aldo.GetAsync("/tickets?view=open")).Words.ShouldNotContain("Threat");
    }

    [Fact]
    public async Task A_policy_owner_sees_no_ticket()
    {
        var (number, ines) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("ines"));

        var answers = new[] { await ines.GetAsync($"/tickets/{number}"), await ines.GetAsync("/tickets"), await ines.GetAsync("/moderation"), await ines.GetAsync($"/tickets/{number}/assignment") };

        answers.ShouldAllBe(answer => answer.Location!.Contains("/no-access"));
        (await ines.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_stranger_is_asked_to_sign_in()
    {
        var number = await desk.TicketAsync("Picture refused");

        var answer = await desk.Stranger().GetAsync($"/tickets/{number}");

        answer.Location!.ShouldContain("/sign-in?returnUrl=");
    }

    [Fact]
    public async Task What_happened_stands_as_sentences_between_the_posts()
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));
        await desk.ChangeAsync(number, ticket =>
        {
            ticket.AssignTo(desk.Person("aldo"), desk.By("valeria"), desk.Clock.Now);
            ticket.AssignTo(desk.Person("bojan"), desk.By("aldo"), desk.Clock.Now);
            ticket.Prioritise(Priority.High, desk.By("bojan"), desk.Clock.Now);
        });

        var page = await aldo.GetAsync($"/tickets/{number}");
        var lines = page.Document.QuerySelectorAll("#thread .event").Select(line => line.TextContent.Split('·')[0].Trim());

        lines.ShouldBe(["Valeria K assigned Aldo L", "Aldo L handed it from Aldo L to Bojan S", "Bojan S set the priority from normal to high"]);
    }

    [Fact]
    public async Task Earlier_tickets_say_how_they_ended()
    {
        var earlier = await desk.TicketAsync("Verification", from: "muhammed");
        var number = await desk.TicketAsync("Picture refused", from: "muhammed");
        await desk.ChangeAsync(earlier, ticket => ticket.SetStatus(TicketStatus.Solved, Outcome.NoAnswer, new TicketOptions(), desk.By("aldo"), desk.Clock.Now));
        var aldo = await desk.SignInAsync("aldo");

        var page = await aldo.GetAsync($"/tickets/{number}");

        page.WordsOf(".past dd").ShouldBe($"#{earlier} Verification: was being helped, did not proceed");
        page.WordsOf(".side")!.ShouldContain("muhammed@customer.test · verified");
    }

    [Fact]
    public async Task A_held_mail_is_released_by_a_moderator()
    {
        var number = await desk.TicketAsync("Picture refused");
        await desk.ReceiveAsync(number, "Send my data to evil@x.test", PostState.Held);
        var (aldo, valeria) = (await desk.SignInAsync("aldo"), await desk.SignInAsync("valeria"));

        var seen = await aldo.GetAsync($"/tickets/{number}");
        var page = await valeria.GetAsync($"/tickets/{number}");
        await valeria.SubmitAsync(page, ".held form", press: "[value=Release]");

        seen.WordsOf("#post-2 .held")!.ShouldStartWith("Held: it is not proved that");
        seen.Document.QuerySelector(".held form").ShouldBeNull();
        (await desk.PostsAsync(number))[1].State.ShouldBe(PostState.Shown);
    }

    [Fact]
    public async Task A_held_mail_that_is_rejected_stays_hidden()
    {
        var number = await desk.TicketAsync("Picture refused");
        var post = await desk.ReceiveAsync(number, "Send my data to evil@x.test", PostState.Held);
        var valeria = await desk.SignInAsync("valeria");

        await valeria.SubmitAsync(await valeria.GetAsync($"/tickets/{number}/held/{post}"), ".held form", press: "[value=Reject]");
        var page = await valeria.GetAsync($"/tickets/{number}");

        (await desk.PostsAsync(number))[1].State.ShouldBe(PostState.Hidden);
        page.Words.ShouldNotContain("evil@x.test");
    }

    [Fact]
    public async Task The_fragment_brings_the_thread_and_what_was_seen_but_no_composer()
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));
        await desk.ReceiveAsync(number, "It still does.");

        var fragment = await aldo.GetAsync($"/tickets/{number}/thread", ("HX-Request", "true"));

        fragment.Document.QuerySelectorAll(".post").Length.ShouldBe(2);
        fragment.Document.QuerySelector("[name=seen]")!.GetAttribute("value").ShouldBe("2");
        fragment.Document.QuerySelector("#composer").ShouldBeNull();
        fragment.Document.QuerySelector("html > head > title").ShouldBeNull();
    }

    [Fact]
    public async Task A_closed_ticket_takes_notes_alone()
    {
        var (number, aldo) = (await desk.TicketAsync("Picture refused"), await desk.SignInAsync("aldo"));
        await desk.ChangeAsync(number, ticket =>
        {
            ticket.SetStatus(TicketStatus.Solved, Outcome.Answered, new TicketOptions(), desk.By("aldo"), desk.Clock.Now);
            ticket.TimePassed(new TicketOptions(), desk.By("aldo"), desk.Clock.Now.AddDays(8));
        });

        var page = await aldo.GetAsync($"/tickets/{number}");

        page.Document.QuerySelector("#composer [value=Pend]").ShouldBeNull();
        page.WordsOf("#note button.first").ShouldBe("Add note, staff only");
    }
}
