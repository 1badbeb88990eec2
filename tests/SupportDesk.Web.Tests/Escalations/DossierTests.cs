using System.Net;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Web.Pages.Escalations;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Escalations;

public sealed class DossierTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    [Theory]
    [InlineData("tess")]
    [InlineData("ines")]
    [InlineData("victor")]
    [InlineData("aldo")]
    [InlineData("valeria")]
    [InlineData("ada")]
    public async Task Whoever_stands_on_the_chain_or_may_see_its_ticket_reads_it(string name)
    {
        var number = await desk.CaseAsync();

        var page = await (await desk.SignInAsync(name)).GetAsync($"/escalations/{number}");

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.WordsOf("blockquote")!.ShouldStartWith("Which of the two comes first? Damion M, by name");
        page.WordsOf("#trail h2")!.ShouldBe("Receipts verified");
    }

    [Fact]
    public async Task For_others_there_is_none()
    {
        var number = await desk.CaseAsync();
        await desk.DoAsync(async db =>
        {
            var policy = await db.Policies.SingleAsync(p => db.Escalations.Any(e => e.Number == number && e.PolicyId == p.Id));
            db.Entry(policy).Property(p => p.OwnerId).CurrentValue = desk.Person("victor");
            return policy;
        });
        var ines = await desk.SignInAsync("ines");

        (await ines.GetAsync($"/escalations/{number}")).Document.QuerySelector("blockquote").ShouldBeNull();
        (await ines.GetAsync($"/escalations/{number}/decision")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ines.GetAsync($"/escalations/{number}/trail")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task It_says_who_holds_the_level_why_and_since_when()
    {
        var number = await desk.CaseAsync();
        var aldo = await desk.SignInAsync("aldo");
        (await aldo.GetAsync($"/escalations/{number}")).WordsOf("#holders")!.ShouldStartWith("Who holds it Tess R leads the team that passed it up · since");

        await desk.DoAsync(async db => (await db.People.SingleAsync(p => p.Id == desk.Person("tess"))).GoAway(desk.Clock.Now, desk.Clock.Now.AddDays(2), desk.Person("bojan"), desk.By("ada"), desk.Clock.Now));
        await Eventually.True("the desk has noted it", () => desk.ReadAsync(db => db.Events.AnyAsync(e => e.Kind == EventKind.HolderJoined && db.Escalations.Any(c => c.Number == number && c.Id == e.ObjectId))));

        (await aldo.GetAsync($"/escalations/{number}/trail")).WordsOf("#holders")!.ShouldStartWith("Who holds it Bojan S stands in for Tess R, who is away · since");
        await desk.DoAsync(db => db.Absences.ExecuteDeleteAsync());
    }

    [Theory]
    [InlineData(HolderReasonKind.Named, "policy-owner", "owns the policy")]
    [InlineData(HolderReasonKind.Named, "team-lead", "leads the team that passed it up")]
    [InlineData(HolderReasonKind.Named, "role:Moderator", "has the role Moderator")]
    [InlineData(HolderReasonKind.Named, "team:Trust", "is in the team Trust")]
    [InlineData(HolderReasonKind.Named, "person:ines@marketfield.test", "named by the chain")]
    [InlineData(HolderReasonKind.LevelDeputy, null, "deputy, since nobody else of Head is there")]
    [InlineData(HolderReasonKind.NobodyThere, null, "administrator, since nobody of Head is there")]
    [InlineData(HolderReasonKind.NobodyReached, null, "administrator, since no mail reached Head")]
    public void Each_reason_for_holding_a_level_has_words_of_its_own(HolderReasonKind kind, string? seat, string words) =>
        HolderWords.Of(new("Ada N", new(kind, Seat: seat is null ? null : Seat.Parse(seat)), "", null), "Head").ShouldBe(words);

    [Fact]
    public async Task Words_without_a_name_carry_neither_name_nor_address_nor_ticket()
    {
        var number = await desk.CaseAsync(Consent.Anonymous, "I am damion (damion@customer.test), and Damion M asks which comes first.");

        var page = await (await desk.SignInAsync("aldo")).GetAsync($"/escalations/{number}");

        page.WordsOf("blockquote").ShouldBe("I am […] ([…]), and […] asks which comes first. Someone who prefers not to be named");
        page.Words.ShouldNotContain("Damion");
        page.Text.ShouldNotContain("customer.test");
        page.Document.QuerySelector(".quote a").ShouldBeNull();
    }

    [Theory]
    [InlineData(Consent.None)]
    [InlineData(Consent.Private)]
    public async Task Whoever_has_not_consented_is_only_counted(Consent consent)
    {
        var number = await desk.CaseAsync(consent);

        var page = await (await desk.SignInAsync("tess")).GetAsync($"/escalations/{number}");

        page.Text.ShouldNotContain("Which of the two");
        page.Words.ShouldNotContain("Damion");
        page.Words.ShouldContain("One person stands behind this");
    }

    [Fact]
    public async Task Withdrawn_words_are_gone_at_once()
    {
        var number = await desk.CaseAsync();
        await desk.DoAsync(async db =>
        {
            var supporter = await db.Supporters.SingleAsync(s => db.Escalations.Any(e => e.Number == number && e.Id == s.EscalationId));
            supporter.Withdraw(new(supporter.PersonId, Capacity.Supporter, Via.Web), desk.Clock.Now);
            return true;
        });

        (await (await desk.SignInAsync("tess")).GetAsync($"/escalations/{number}")).Text.ShouldNotContain("Which of the two");
    }

    [Fact]
    public async Task Opened_is_recorded_by_the_script_of_who_stands_there_and_by_no_other()
    {
        var number = await desk.CaseAsync();
        var (tess, ines) = (await desk.SignInAsync("tess"), await desk.SignInAsync("ines"));

        var seenFromAbove = await ines.GetAsync($"/escalations/{number}");
        await ines.SubmitWithoutButtonAsync(seenFromAbove, $"/escalations/{number}/opened");
        var before = await desk.ReceiptsAsync(number);
        await tess.SubmitWithoutButtonAsync(await tess.GetAsync($"/escalations/{number}"), $"/escalations/{number}/opened");

        before.ShouldNotContain(ReceiptKind.Opened);
        (await desk.ReceiptsAsync(number)).Count(kind => kind == ReceiptKind.Opened).ShouldBe(1);
    }
}
