using System.Net;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Events;
using SupportDesk.Web.Tests.Escalations;

namespace SupportDesk.Web.Tests.Policies;

/// <summary>A policy gets another owner and another chain, is archived and restored.</summary>
public sealed class OwnershipTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    [Fact]
    public async Task The_owner_hands_a_policy_on_and_a_case_on_its_way_comes_to_the_new_owner()
    {
        var number = await desk.CaseAsync();
        var (slug, policy) = await desk.ReadAsync(async db => await db.Policies.Where(p => db.Escalations.Any(e => e.Number == number && e.PolicyId == p.Id)).Select(p => new ValueTuple<string, Guid>(p.Slug, p.Id)).SingleAsync());
        var ines = await desk.SignInAsync("ines");

        var page = await ines.FollowAsync(await ines.SubmitAsync(await ines.GetAsync($"/policies/{slug}/ownership"), "#act", [("Owner", $"{desk.Person("victor")}")]));

        page.WordsOf(".head p")!.ShouldContain("owned by Victor H");
        page.WordsOf(".levels")!.ShouldContain("Victor H");
        (await desk.ReadAsync(db => db.Events.CountAsync(e => e.ObjectId == policy && e.Kind == EventKind.PolicyOwnerChanged))).ShouldBe(1);
        (await ines.GetAsync($"/policies/{slug}/ownership")).Status.ShouldBe(HttpStatusCode.NotFound, "it is hers no longer");
    }

    [Fact]
    public async Task Whoever_does_not_own_a_policy_cannot_take_it_over()
    {
        var policy = await desk.PolicyAsync("Not theirs");
        var victor = await desk.SignInAsync("victor");

        (await victor.GetAsync($"/policies/{policy.Slug}/ownership")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await victor.GetAsync($"/policies/{policy.Slug}/archive")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nothing_is_passed_up_to_an_archived_policy_until_it_is_restored()
    {
        var policy = await desk.PolicyAsync("Out of use");
        var ines = await desk.SignInAsync("ines");

        await ines.SubmitAsync(await ines.GetAsync($"/policies/{policy.Slug}/archive"), "#act");
        var archived = await desk.ReadAsync(db => db.Policies.Where(p => p.Id == policy.Id).Select(p => p.ArchivedAt).SingleAsync());
        await ines.SubmitAsync(await ines.GetAsync($"/policies/{policy.Slug}/archive"), "#act");

        archived.ShouldNotBeNull();
        (await desk.ReadAsync(db => db.Policies.Where(p => p.Id == policy.Id).Select(p => p.ArchivedAt).SingleAsync())).ShouldBeNull();
        (await desk.ReadAsync(db => db.Events.Where(e => e.ObjectId == policy.Id).OrderBy(e => e.Id).Select(e => e.Kind).ToListAsync())).TakeLast(2).ShouldBe([EventKind.PolicyArchived, EventKind.PolicyRestored]);
    }
}
