using System.Net;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Escalations;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Escalations;

/// <summary>A colleague without a part in a case sees what the board shows of it, and nothing of the dossier.</summary>
public sealed class CardAloneTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    [Fact]
    public async Task A_colleague_sees_the_level_and_who_holds_it_and_no_word_of_the_dossier()
    {
        var number = await desk.CaseAsync(Consent.Named, words: "My face is nobody's business, I say.");
        await desk.HandToVictorAsync(number);
        var ines = await desk.SignInAsync("ines");

        var page = await ines.GetAsync($"/escalations/{number}");

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.WordsOf("h1").ShouldBe("Pictures");
        page.WordsOf(".page")!.ShouldContain("With Tess R");
        page.Text.ShouldNotContain("nobody's business");
        page.Text.ShouldNotContain("Damion");
        (await ines.GetAsync($"/escalations/{number}/decision")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ines.GetAsync($"/escalations/{number}/print")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_case_of_a_private_team_is_not_found_and_not_on_the_board()
    {
        var number = await desk.CaseAsync();
        await desk.HandToVictorAsync(number);
        await desk.DoAsync(async db =>
        {
            var safety = await db.Teams.Where(t => t.Private).Select(t => t.Id).SingleAsync();
            return await db.Escalations.Where(e => e.Number == number).ExecuteUpdateAsync(set => set.SetProperty(e => e.RaisingTeamId, safety));
        });
        var ines = await desk.SignInAsync("ines");

        (await ines.GetAsync($"/escalations/{number}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ines.GetAsync("/escalations")).Document.QuerySelector($"a[href='/escalations/{number}']").ShouldBeNull();
    }

    [Fact]
    public async Task The_board_names_the_person_beside_the_level()
    {
        var number = await desk.CaseAsync();
        var ines = await desk.SignInAsync("ines");

        var card = (await ines.GetAsync("/escalations")).Document.QuerySelectorAll("article.case").Single(c => c.QuerySelector($"a[href='/escalations/{number}']") is not null);

        card.TextContent.ShouldContain("With Tess R");
    }
}

static class CardCases
{
    /// <summary>Ines owns the policy no longer, so she holds no level of the case's chain.</summary>
    public static Task HandToVictorAsync(this DeskApplication desk, long number) => desk.DoAsync(async db =>
    {
        (await db.Policies.SingleAsync(p => db.Escalations.Any(e => e.Number == number && e.PolicyId == p.Id))).HandTo(desk.Person("victor"), desk.By("ines"), desk.Clock.Now);
        return true;
    });
}
