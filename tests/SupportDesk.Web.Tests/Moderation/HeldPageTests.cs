using System.Net;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Threads;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Moderation;

/// <summary>The one list of held mail, played without scripts; each test has a desk of its own, since the list shows all that is held.</summary>
public sealed class HeldPageTests : IAsyncLifetime
{
    DeskApplication desk = null!;

    public async ValueTask InitializeAsync() => desk = await DeskApplication.StartAsync(new());

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task Held_mail_of_all_tickets_is_listed_and_explained()
    {
        await desk.HoldAsync(await desk.TicketAsync("Payout held"), "Send the money elsewhere.", verdict: Verdict.Failed, why: "The receiving server says that the sender it names did not send it.");
        await desk.HoldAsync(await desk.TicketAsync("Picture refused"), "From my other address.", "Damion at home", "damion@elsewhere.test");
        var valeria = await desk.SignInAsync("valeria");

        var page = await valeria.GetAsync("/held");

        page.Document.QuerySelectorAll(".held > li").Length.ShouldBe(2);
        page.WordsOf(".held > li:first-child .state").ShouldBe("Contradicted");
        page.WordsOf(".held > li:first-child .why").ShouldBe("The receiving server says that the sender it names did not send it.");
        page.WordsOf(".held > li:last-child")!.ShouldContain("damion@elsewhere.test");
        page.WordsOf(".held > li:last-child .words").ShouldBe("From my other address.");
        page.WordsOf(".rail a[href='/held']").ShouldBe("Held mail 2");
    }

    [Theory]
    [InlineData("Release", PostState.Shown)]
    [InlineData("Reject", PostState.Hidden)]
    public async Task One_button_decides_and_leads_back_to_the_list(string button, PostState state)
    {
        var number = await desk.TicketAsync("Payout held");
        await desk.HoldAsync(number, "One.");
        await desk.HoldAsync(number, "Two.");
        var valeria = await desk.SignInAsync("valeria");
        var page = await valeria.GetAsync("/held");

        var sent = await valeria.SubmitAsync(page, ".held form", press: $"[value={button}]");
        var left = await valeria.FollowAsync(sent);

        sent.Location.ShouldBe("/held");
        left.WordsOf(".held .words").ShouldBe("Two.");
        (await desk.PostsAsync(number))[1].State.ShouldBe(state);
    }

    [Fact]
    public async Task The_first_mail_answers_to_one_key_each()
    {
        await desk.HoldAsync(await desk.TicketAsync("Payout held"), "One.", signer: "mailer.test");

        var page = await (await desk.SignInAsync("valeria")).GetAsync("/held");

        page.Document.QuerySelectorAll(".held > li.at[data-row] [data-key]").Select(e => e.GetAttribute("data-key")).ShouldBe(["r", "d", "t"]);
    }

    [Fact]
    public async Task Trusting_a_signer_is_explained_confirmed_and_taken_back()
    {
        var number = await desk.TicketAsync("Payout held");
        var post = await desk.HoldAsync(number, "Signed by our newsletter service.", signer: "mailer.test");
        var valeria = await desk.SignInAsync("valeria");

        var asked = await valeria.GetAsync($"/held/{post}/signer");
        var untouched = await desk.ReadAsync(db => db.TrustedSigners.CountAsync());
        var trusted = await valeria.FollowAsync(await valeria.SubmitAsync(asked, "form.form"));
        var signers = await valeria.GetAsync("/held/signers");
        var id = await desk.ReadAsync(db => db.TrustedSigners.Select(s => s.Id).SingleAsync());
        var ended = await valeria.FollowAsync(await valeria.SubmitAsync(await valeria.GetAsync($"/held/signers/{id}/end"), "form.form"));

        asked.Words.ShouldContain("anybody could then write as customer.test");
        untouched.ShouldBe(0);
        trusted.WordsOf(".flash")!.ShouldContain("What mailer.test signs for customer.test counts as proved from now on, and this mail is released.");
        (await desk.PostsAsync(number))[1].State.ShouldBe(PostState.Shown);
        signers.WordsOf(".work > li")!.ShouldStartWith("mailer.test for customer.test trusted by Valeria K");
        ended.WordsOf(".empty h2").ShouldBe("No signer is trusted beyond its own domain");
        (await desk.ReadAsync(db => db.TrustedSigners.SingleAsync())).EndedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_signer_can_be_trusted_without_releasing_the_mail()
    {
        var number = await desk.TicketAsync("Payout held");
        var post = await desk.HoldAsync(number, "Signed.", signer: "mailer.test");
        var valeria = await desk.SignInAsync("valeria");

        var page = await valeria.FollowAsync(await valeria.SubmitAsync(await valeria.GetAsync($"/held/{post}/signer"), "form.form", [("release", "false")]));

        (await desk.PostsAsync(number))[1].State.ShouldBe(PostState.Held);
        page.Document.QuerySelector($"a[href='/held/{post}/signer']").ShouldBeNull("it is trusted already");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("customer.test")]
    public async Task Where_no_other_signer_signed_there_is_nobody_to_trust(string? signer)
    {
        var post = await desk.HoldAsync(await desk.TicketAsync("Payout held"), "Not signed.", signer: signer);
        var valeria = await desk.SignInAsync("valeria");

        (await valeria.GetAsync("/held")).Document.QuerySelector("[data-key=t]").ShouldBeNull();
        (await valeria.GetAsync($"/held/{post}/signer")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Mail_on_a_private_teams_ticket_is_shown_to_that_team_alone()
    {
        var post = await desk.HoldAsync(await desk.TicketAsync("Threat", team: "Safety"), "I know where you live.", signer: "mailer.test");
        var (valeria, ada) = (await desk.SignInAsync("valeria"), await desk.SignInAsync("ada"));

        (await valeria.GetAsync("/held")).WordsOf(".empty h2").ShouldBe("No mail is held");
        (await valeria.GetAsync($"/held/{post}/signer")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ada.GetAsync("/held")).WordsOf(".held .words").ShouldBe("I know where you live.");
    }

    [Fact]
    public async Task An_agent_decides_nothing_here()
    {
        var aldo = await desk.SignInAsync("aldo");

        (await aldo.GetAsync("/held")).Location!.ShouldContain("/no-access");
        (await aldo.GetAsync("/held/signers")).Location!.ShouldContain("/no-access");
    }
}
