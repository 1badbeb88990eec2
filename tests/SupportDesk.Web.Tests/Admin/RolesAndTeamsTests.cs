using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Web.Tests.Escalations;

namespace SupportDesk.Web.Tests.Admin;

/// <summary>Roles are given and taken away, and people join, lead and leave teams; whoever holds a level by that hears what waits there.</summary>
public sealed class RolesAndTeamsTests : IAsyncLifetime
{
    DeskApplication desk = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => desk = await DeskApplication.StartAsync(new());

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_role_is_given_and_another_taken_away()
    {
        var (ada, bojan) = (await desk.SignInAsync("ada"), desk.Person("bojan"));

        var done = await ada.FollowAsync(await SaveRolesAsync(ada, await RolesAsync(ada, "bojan"), "Moderator"));

        done.Words.ShouldContain("The roles of Bojan S were changed. They hold in open sessions within a minute.");
        (await desk.ReadAsync(db => db.AccountRoles.Where(r => r.AccountId == bojan).Select(r => r.Role).ToListAsync(Stop))).ShouldBe([Role.Moderator]);
        (await desk.ReadAsync(db => db.Events.Where(e => e.ObjectId == bojan).OrderBy(e => e.Id).Select(e => e.Kind).ToListAsync(Stop))).TakeLast(2).ShouldBe([EventKind.RoleGranted, EventKind.RoleRevoked]);
    }

    [Fact]
    public async Task The_last_administrator_keeps_the_role_and_nobody_is_left_without_one()
    {
        var ada = await desk.SignInAsync("ada");

        var last = await SaveRolesAsync(ada, await RolesAsync(ada, "ada"), "Agent");
        var none = await SaveRolesAsync(ada, await RolesAsync(ada, "bojan"));

        (last.Status, none.Status).ShouldBe((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity));
        last.Words.ShouldContain("This is the last administrator.");
        none.Words.ShouldContain("Choose at least one role. To end somebody’s access, deactivate the account.");
        (await desk.ReadAsync(db => db.AccountRoles.CountAsync(r => r.AccountId == desk.Person("ada") && r.Role == Role.Administrator, Stop))).ShouldBe(1);
    }

    [Fact]
    public async Task Two_who_change_roles_from_the_same_page_undo_nothing_of_each_other()
    {
        var (ada, bojan) = (await desk.SignInAsync("ada"), desk.Person("bojan"));
        var (one, other) = (await RolesAsync(ada, "bojan"), await RolesAsync(ada, "bojan"));

        await SaveRolesAsync(ada, one, "Agent", "Moderator");
        await SaveRolesAsync(ada, other, "Agent", "PolicyOwner");

        (await desk.ReadAsync(db => db.AccountRoles.Where(r => r.AccountId == bojan).Select(r => r.Role).ToListAsync(Stop))).ShouldBe([Role.Agent, Role.Moderator, Role.PolicyOwner], ignoreOrder: true);
    }

    [Fact]
    public async Task Whoever_becomes_lead_is_told_what_waits_and_may_be_made_a_member_again()
    {
        var number = await desk.CaseAsync();
        var ada = await desk.SignInAsync("ada");
        var team = await TeamAsync(ada);

        var leads = await ada.FollowAsync(await ada.SubmitAsync(team, FormOf(team, "lead", "aldo")));
        await ToldAsync(number, "aldo");
        var member = await ada.FollowAsync(await ada.SubmitAsync(leads, FormOf(leads, "lead", "aldo")));

        leads.Words.ShouldContain("Aldo L leads Trust now, and hears by mail what waits at the level “team lead”.");
        member.Words.ShouldContain("Aldo L leads Trust no longer.");
        member.Words.ShouldNotContain("Nobody leads the team");
    }

    [Fact]
    public async Task The_last_lead_leaves_and_the_page_says_what_follows()
    {
        var ada = await desk.SignInAsync("ada");
        var (team, other) = (await TeamAsync(ada), await TeamAsync(ada));

        var gone = await ada.FollowAsync(await ada.SubmitAsync(team, FormOf(team, "remove", "tess")));
        var again = await ada.SubmitAsync(other, FormOf(other, "remove", "tess"));

        gone.Words.ShouldContain("Tess R is no longer in Trust. Nobody leads the team: what waits at the level “team lead” goes to a deputy, or up.");
        again.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        again.Words.ShouldContain("Somebody took them out of the team meanwhile.");
    }

    [Fact]
    public async Task A_colleague_joins_as_lead_and_is_told()
    {
        var number = await desk.CaseAsync();
        var ada = await desk.SignInAsync("ada");
        var (team, other) = (await TeamAsync(ada), await TeamAsync(ada));

        var joined = await ada.FollowAsync(await ada.SubmitAsync(team, "#add", [("person", $"{desk.Person("ines")}"), ("leads", "true")]));
        await ToldAsync(number, "ines");
        var twice = await ada.SubmitAsync(other, "#add", [("person", $"{desk.Person("ines")}"), ("leads", "false")]);
        var nobody = await ada.SubmitAsync(joined, "#add", [("person", "")]);

        joined.Words.ShouldContain("Ines B leads Trust now");
        twice.Words.ShouldContain("Ines B is in the team already.");
        nobody.Words.ShouldContain("Choose a colleague from the list.");
    }

    static Task<DeskPage> SaveRolesAsync(DeskClient ada, DeskPage page, params string[] roles)
    {
        foreach (var box in page.Document.QuerySelectorAll("input[name=Roles]").OfType<IHtmlInputElement>())
            box.IsChecked = roles.Contains(box.Value);
        return ada.SubmitAsync(page, "#act");
    }

    Task<DeskPage> RolesAsync(DeskClient ada, string name) => ada.GetAsync($"/admin/people/{desk.Person(name)}/roles");

    static async Task<DeskPage> TeamAsync(DeskClient ada) =>
        await ada.GetAsync((await ada.GetAsync("/admin/teams")).Document.QuerySelectorAll("h2 a").Single(a => a.TextContent == "Trust").GetAttribute("href")!);

    string FormOf(DeskPage team, string act, string name) => $"form[action$='/{act}']:has(input[value='{desk.Person(name)}'])";

    Task ToldAsync(long number, string name) => Eventually.True($"{name} is told what waits", () => desk.ReadAsync(async db =>
    {
        var person = desk.Person(name);
        return await db.Outbox.CountAsync(m => m.Kind == MailKind.Delivery && m.PersonId == person && db.Escalations.Any(e => e.Number == number && e.Id == m.ObjectId), Stop) == 1;
    }));
}
