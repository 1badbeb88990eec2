using System.Net;
using SupportDesk.Web.Tests.Escalations;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Policies;

public sealed class PolicyTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    [Fact]
    public async Task A_policy_is_written_down_and_stands_in_the_register()
    {
        var ines = await desk.SignInAsync("ines");
        var form = await ines.GetAsync("/policies/new");

        var page = await ines.FollowAsync(await ines.SubmitAsync(form, "#act", [("Name", "Größe der Bilder"), ("Owner", $"{desk.Person("ines")}"), ("Statement", "Pictures are smaller than a megabyte.")]));
        var register = await ines.GetAsync("/policies");

        page.Path.ShouldEndWith("/policies/grosse-der-bilder");
        page.WordsOf("h1").ShouldBe("Größe der Bilder");
        register.Document.QuerySelector("a[href='/policies/grosse-der-bilder']").ShouldNotBeNull();
    }

    [Fact]
    public async Task New_words_are_a_new_version_and_the_old_ones_stay()
    {
        var policy = await desk.PolicyAsync("Versions");
        var ines = await desk.SignInAsync("ines");

        var page = await ines.FollowAsync(await ines.SubmitAsync(await ines.GetAsync($"/policies/{policy.Slug}/statement"), "#act", [("Text", "A profile may show a picture.")]));

        page.WordsOf(".dossier h2").ShouldBe("Statement, version 2");
        page.WordsOf(".versions")!.ShouldStartWith("Every profile shows a clear picture.");
    }

    [Fact]
    public async Task Words_written_meanwhile_are_shown_before_they_are_followed()
    {
        var policy = await desk.PolicyAsync("Meanwhile");
        var ines = await desk.SignInAsync("ines");
        var form = await ines.GetAsync($"/policies/{policy.Slug}/statement");
        await desk.DoAsync(async db => (await db.Policies.FindAsync(policy.Id))!.Say("Pictures are optional.", desk.By("victor"), desk.Clock.Now));

        var refused = await ines.SubmitAsync(form, "#act", [("Text", "Pictures are welcome.")]);
        var page = await ines.FollowAsync(await ines.SubmitAsync(refused, "#act"));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.WordsOf(".quote").ShouldBe("Pictures are optional.");
        page.WordsOf(".dossier section p").ShouldBe("Pictures are welcome.");
    }

    [Fact]
    public async Task A_catch_22_is_drawn_with_what_is_cheapest_to_drop()
    {
        var policy = await desk.PolicyAsync("Circle");
        var ines = await desk.SignInAsync("ines");
        var requirements = $"/policies/{policy.Slug}/requirements";

        await ines.SubmitAsync(await ines.GetAsync(requirements), "#act", [("Step", "A verified badge"), ("Needs", "A face")]);
        await ines.SubmitAsync(await ines.GetAsync(requirements), "#act", [("Step", "A face"), ("Needs", "a verified badge")]);
        var page = await ines.GetAsync($"/policies/{policy.Slug}");
        await ines.SubmitAsync(await ines.GetAsync(requirements), $"form[action='{requirements}/drop']");
        var mended = await ines.GetAsync($"/policies/{policy.Slug}");

        page.Words.ShouldContain("Cheapest to drop: “A face” needs “A verified badge”");
        page.Document.QuerySelectorAll(".graph .cycle").ShouldNotBeEmpty();
        mended.Document.QuerySelectorAll(".graph .cycle").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_agent_reads_policies_and_changes_none()
    {
        var policy = await desk.PolicyAsync("Read");
        var aldo = await desk.SignInAsync("aldo");

        (await aldo.GetAsync($"/policies/{policy.Slug}")).Status.ShouldBe(HttpStatusCode.OK);
        (await aldo.GetAsync($"/policies/{policy.Slug}/statement")).Location!.ShouldContain("/no-access");
        (await aldo.GetAsync("/policies/new")).Location!.ShouldContain("/no-access");
    }

    [Fact]
    public async Task Chains_say_who_stands_where_now()
    {
        await desk.PolicyAsync("Chained");

        var page = await (await desk.SignInAsync("ada")).GetAsync("/admin/chains");

        page.WordsOf(".levels")!.ShouldContain("Tess R");
        page.WordsOf(".levels")!.ShouldContain("Ines B (");
        page.WordsOf(".levels")!.ShouldContain("Victor H");
        page.WordsOf(".tag ~ .tag").ShouldBe("from configuration");
    }
}
