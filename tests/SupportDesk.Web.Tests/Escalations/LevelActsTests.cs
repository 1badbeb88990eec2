using System.Net;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Escalations;

namespace SupportDesk.Web.Tests.Escalations;

public sealed class LevelActsTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    [Fact]
    public async Task The_level_acknowledges_asks_and_forwards()
    {
        var number = await desk.CaseAsync();
        var tess = await desk.SignInAsync("tess");

        await SendAsync("acknowledgement");
        await SendAsync("question", ("Text", "Since when?"));
        await SendAsync("forwarding", ("Text", "I can’t decide this."));
        var escalation = await desk.EscalationAsync(number);
        var dossier = await (await desk.SignInAsync("ines")).GetAsync($"/escalations/{number}");

        escalation.Climb.LevelName.ShouldBe("Head of Trust & Safety");
        dossier.Words.ShouldContain("Since when?");
        dossier.Words.ShouldContain("I can’t decide this.Tess R, Team lead");
        (await desk.ReceiptsAsync(number)).Take(6).ShouldBe([ReceiptKind.Raised, ReceiptKind.Delivered, ReceiptKind.Opened, ReceiptKind.Acknowledged, ReceiptKind.Asked, ReceiptKind.Forwarded]);

        async Task SendAsync(string act, params (string, string?)[] fields)
        {
            var sent = await tess.SubmitAsync(await tess.GetAsync($"/escalations/{number}/{act}"), "#act", fields);
            sent.Location.ShouldBe($"/escalations/{number}", sent.Text);
        }
    }

    [Theory]
    [InlineData("acknowledgement", "Only Head of Trust & Safety or someone above can do this.")]
    [InlineData("question", "Only Head of Trust & Safety or someone above can do this.")]
    [InlineData("return", "Only Head of Trust & Safety or someone above can do this.")]
    [InlineData("forwarding", "Only Head of Trust & Safety or someone above can do this.")]
    [InlineData("decision", "Only Head of Trust & Safety or someone above can do this.")]
    [InlineData("reopening", "has no decision that could be reopened")]
    public async Task Below_the_level_nothing_can_be_done(string act, string sentence)
    {
        var number = await desk.CaseAsync();
        var tess = await desk.SignInAsync("tess");
        await tess.SubmitAsync(await tess.GetAsync($"/escalations/{number}/forwarding"), "#act");
        await desk.DeliveredAsync(number);
        var before = await desk.EscalationAsync(number);

        var refused = await tess.SubmitAsync(await tess.GetAsync($"/escalations/{number}/{act}"), "#act", [("Text", "May I?"), ("Outcome", "Declined"), ("Statement", "The rule stays as it is.")], "button:last-child");

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.WordsOf(".errors")!.ShouldContain(sentence);
        (await desk.EscalationAsync(number)).Version.ShouldBe(before.Version);
    }

    [Fact]
    public async Task A_decision_is_looked_at_before_it_is_made()
    {
        var number = await desk.CaseAsync();
        var ines = await desk.SignInAsync("ines");
        (string, string?)[] said = [("Outcome", "Accepted"), ("Statement", "A checked document stands for the picture."), ("NewStatement", "A picture or a checked document.")];

        var preview = await ines.SubmitAsync(await ines.GetAsync($"/escalations/{number}/decision"), "#act", said, "button.preview");
        var meanwhile = await desk.EscalationAsync(number);
        var dossier = await ines.FollowAsync(await ines.SubmitAsync(preview, "#act", press: "button.confirm"));
        var decided = await desk.EscalationAsync(number);

        preview.WordsOf("#mail")!.ShouldContain("It was accepted.");
        preview.WordsOf("#mail")!.ShouldContain("A checked document stands for the picture.");
        meanwhile.State.ShouldBe(EscalationState.Climbing);
        decided.State.ShouldBe(EscalationState.Decided);
        dossier.WordsOf(".dossier .decision")!.ShouldContain("A checked document stands for the picture.");
        (await desk.ReadAsync(db => db.Policies.Where(p => p.Id == decided.PolicyId).Select(p => p.StatementNo).SingleAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task A_decision_without_a_sentence_is_shown_again()
    {
        var number = await desk.CaseAsync();
        var ines = await desk.SignInAsync("ines");

        var refused = await ines.SubmitAsync(await ines.GetAsync($"/escalations/{number}/decision"), "#act", [("Outcome", "Declined")], "button.preview");

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.WordsOf(".field .error").ShouldBe("Say it in at least one sentence.");
    }

    [Fact]
    public async Task A_decided_case_is_reopened_with_a_reason()
    {
        var number = await desk.CaseAsync();
        var ines = await desk.SignInAsync("ines");
        var preview = await ines.SubmitAsync(await ines.GetAsync($"/escalations/{number}/decision"), "#act", [("Outcome", "Declined"), ("Statement", "The rule stays as it is.")], "button.preview");
        await ines.SubmitAsync(preview, "#act", press: "button.confirm");
        await Eventually.True("everyone told", async () => (await desk.ReceiptsAsync(number)).Contains(ReceiptKind.Told));

        var dossier = await ines.FollowAsync(await ines.SubmitAsync(await ines.GetAsync($"/escalations/{number}/reopening"), "#act", [("Text", "We had overlooked the law.")]));

        dossier.WordsOf(".decision")!.ShouldContain("We had overlooked the law.");
        (await desk.EscalationAsync(number)).State.ShouldBe(EscalationState.Climbing);
    }

    [Fact]
    public async Task What_was_returned_an_agent_brings()
    {
        var number = await desk.CaseAsync();
        var (tess, aldo) = (await desk.SignInAsync("tess"), await desk.SignInAsync("aldo"));
        await tess.SubmitAsync(await tess.GetAsync($"/escalations/{number}/return"), "#act", [("Text", "Which browser was it?")]);

        var form = await aldo.GetAsync($"/escalations/{number}/answer");
        await aldo.SubmitAsync(form, "#act", [("Text", "It was any browser.")]);

        form.WordsOf("blockquote")!.ShouldStartWith("Which browser was it?");
        (await desk.EscalationAsync(number)).Climb.WaitsFor.ShouldBe(WaitsFor.Decision);
    }

    [Fact]
    public async Task A_gathering_ends_by_hand_only_when_everybody_answered()
    {
        var (silent, answered) = (await desk.CaseAsync(Consent.None, climbs: false), await desk.CaseAsync(Consent.Named, climbs: false));
        var aldo = await desk.SignInAsync("aldo");

        var refused = await aldo.SubmitAsync(await aldo.GetAsync($"/escalations/{silent}/start"), "#act");
        await aldo.SubmitAsync(await aldo.GetAsync($"/escalations/{answered}/start"), "#act");

        refused.WordsOf(".errors")!.ShouldContain("One person has not answered yet");
        (await desk.EscalationAsync(silent)).State.ShouldBe(EscalationState.Gathering);
        (await desk.EscalationAsync(answered)).State.ShouldBe(EscalationState.Climbing);
    }

    [Fact]
    public async Task The_board_has_a_column_for_each_level()
    {
        var number = await desk.CaseAsync();

        var board = await (await desk.SignInAsync("tess")).GetAsync("/escalations?at=mine");

        board.Document.QuerySelectorAll(".board h2").Select(h => h.TextContent.Split(' ')[0]).ShouldBe(["Gathering", "Team", "Head", "Senior"]);
        board.Document.QuerySelectorAll(".board section")[1].QuerySelector($"a[href='/escalations/{number}']").ShouldNotBeNull();
    }
}
