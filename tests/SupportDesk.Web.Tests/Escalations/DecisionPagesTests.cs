using System.Net;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Escalations;
using SupportDesk.Mail;

namespace SupportDesk.Web.Tests.Escalations;

/// <summary>How decisions, questions and titles read on the pages.</summary>
public sealed class DecisionPagesTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    [Fact]
    public async Task A_decision_keeps_its_paragraphs_and_lists_on_every_page()
    {
        var story = await OnItsWayAsync("Pictures");
        var (number, ines, ada) = (await story.NumberAsync(), await desk.SignInAsync("ines"), await desk.SignInAsync("ada"));
        var confirm = await desk.Stranger().GetAsync($"/confirm/{await desk.LevelLinkAsync(number, "ines", LinkPurpose.Confirm, $"/decide accepted\n{CaseStory.Statement}")}");
        var preview = await ines.SubmitAsync(await ines.GetAsync($"/escalations/{number}/decision"), "#act", [("Outcome", "Accepted"), ("Statement", CaseStory.Statement)], "button.preview");
        await ines.SubmitAsync(preview, "#act", press: "button.confirm");

        foreach (var page in new[]
        {
            confirm, preview, await ada.GetAsync($"/escalations/{number}"), await ada.GetAsync($"/escalations/{number}/print"), await ada.GetAsync($"/tickets/{story.Ticket}"),
            await ada.GetAsync($"/policies/{await story.SlugAsync()}"), await desk.Stranger().GetAsync($"/track/{await story.TrackLinkAsync()}"),
        })
        {
            var said = page.Document.QuerySelectorAll(".prose").Single(p => p.TextContent.Contains("A badge will do", StringComparison.Ordinal));
            (said.QuerySelectorAll("p").Length, said.QuerySelectorAll("ul > li").Length).ShouldBe((3, 2), page.Path);
        }
    }

    [Fact]
    public async Task What_is_typed_into_a_decision_is_never_markup()
    {
        var story = await OnItsWayAsync("Pictures");
        await story.DoAsync("ines", (e, standing, by, at) => e.Decide(new(DecisionOutcome.Accepted, "We say <script>alert(1)</script> & <b>yes</b>.\n- <img src=x onerror=alert(2)>"), standing, by, at));

        var page = await desk.Stranger().GetAsync($"/track/{await story.TrackLinkAsync()}");

        page.Document.QuerySelectorAll(".prose").SelectMany(p => p.QuerySelectorAll("*")).Select(e => e.LocalName).Distinct().ShouldBe(["p", "ul", "li"], ignoreOrder: true);
        page.WordsOf(".decision .prose")!.ShouldContain("We say <script>alert(1)</script> & <b>yes</b>.");
    }

    [Fact]
    public async Task A_decision_never_takes_effect_in_the_past()
    {
        var story = await OnItsWayAsync("Pictures");
        var (number, ines) = (await story.NumberAsync(), await desk.SignInAsync("ines"));
        var form = await ines.GetAsync($"/escalations/{number}/decision");
        (string, string?)[] said = [("Outcome", "Accepted"), ("Statement", "A badge will do."), ("EffectiveOn", "2026-01-02")];

        var preview = await ines.SubmitAsync(form, "#act", said, "button.preview");
        var posted = await ines.PostAsync($"/escalations/{number}/decision", [.. DeskClient.FieldsOf(form, "#act").Where(f => said.All(s => s.Item1 != f.Name)), .. said.Select(s => (s.Item1, s.Item2!))]);

        foreach (var refused in new[] { preview, posted })
        {
            refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            refused.WordsOf(".errors")!.ShouldContain("2 January 2026 is over, and a decision can’t take effect in the past. Choose today or a later day, or name none.");
            refused.Document.QuerySelector("textarea[name=Statement]")!.TextContent.ShouldContain("A badge will do.", customMessage: "what was typed stays");
        }

        (await desk.EscalationAsync(number)).State.ShouldBe(EscalationState.Climbing);
    }

    [Fact]
    public async Task The_form_says_who_will_be_asked()
    {
        var story = await OnItsWayAsync("Pictures");
        var (number, tess) = (await story.NumberAsync(), await desk.SignInAsync("tess"));

        var form = await tess.GetAsync($"/escalations/{number}/question");
        var asked = await tess.FollowAsync(await tess.SubmitAsync(form, "#act", [("Text", "Since when?")]));
        await story.WithdrawAsync("muhammed");

        form.WordsOf("select[name=Supporter] option").ShouldBe("All 2 supporters");
        asked.WordsOf(".flash")!.ShouldContain("The question is on its way to all 2 supporters.");
        (await tess.GetAsync($"/escalations/{number}/question")).WordsOf("select[name=Supporter] option").ShouldBe("The only supporter");
    }

    [Fact]
    public async Task An_answer_that_joins_no_passages_can_be_read_on_the_case_by_the_level()
    {
        var story = await OnItsWayAsync("Pictures");
        var (number, tess) = (await story.NumberAsync(), await desk.SignInAsync("tess"));
        await tess.SubmitAsync(await tess.GetAsync($"/escalations/{number}/question"), "#act", [("Text", "Since when?"), ("AnswerIsPassage", "false")]);

        await story.AnswerAsync("Since July.\n\n- and August");

        var page = await tess.GetAsync($"/escalations/{number}");
        page.WordsOf(".dossier .decision .quote")!.ShouldContain("Since July. and August Damion M, by name");
        page.WordsOf(".dossier .decision")!.ShouldContain("1 of 2 answered");
        page.Document.QuerySelectorAll(".dossier > section:has(> .quote) .prose").ShouldNotContain(p => p.TextContent.Contains("July", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_case_without_a_title_is_called_by_its_first_words_only_where_its_people_allow_it()
    {
        var story = await CaseStory.RaiseAsync(desk, "");
        var number = await story.NumberAsync();
        var policy = await desk.ReadAsync(db => db.Policies.Where(p => db.Escalations.Any(e => e.PolicyId == p.Id && e.Number == number)).Select(p => p.Name).SingleAsync());
        var (tess, victor) = (await desk.SignInAsync("tess"), await desk.SignInAsync("victor"));
        await story.BeginAsync();
        (await TitlesAsync(tess)).ShouldBe((policy, policy), "nobody has answered how they may be quoted");

        await story.ConsentAsync("damion", Consent.Named);
        (await TitlesAsync(tess)).ShouldBe(("It refuses mine.", "It refuses mine."));
        (await TitlesAsync(victor)).ShouldBe(("It refuses mine.", "It refuses mine."));
        await story.DecideAsync("ines", DecisionOutcome.Declined);
        (await victor.GetAsync($"/policies/{await story.SlugAsync()}")).Words.ShouldNotContain("refuses mine");
        (await desk.Stranger().GetAsync($"/track/{await story.TrackLinkAsync("muhammed")}")).Words.ShouldNotContain("refuses mine");
        (await desk.EscalationAsync(number)).Title.ShouldBe(policy, "what mails to supporters say");

        await story.ConsentAsync("damion", Consent.Private);
        (await victor.GetAsync($"/escalations/{number}")).WordsOf(".bar h1").ShouldBe(policy);

        async Task<(string? Dossier, string? Board)> TitlesAsync(DeskClient reader) => (
            (await reader.GetAsync($"/escalations/{number}")).WordsOf(".bar h1"),
            (await reader.GetAsync("/escalations")).WordsOf($"a[href='/escalations/{number}']"));
    }

    private async Task<CaseStory> OnItsWayAsync(string title)
    {
        var story = await CaseStory.RaiseAsync(desk, title);
        await story.ConsentAsync("damion", Consent.Named);
        await story.ConsentAsync("muhammed", Consent.Anonymous);
        await story.BeginAsync();
        await desk.DeliveredAsync(await story.NumberAsync());
        return story;
    }
}
