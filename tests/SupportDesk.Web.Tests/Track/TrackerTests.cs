using System.Net;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Escalations;
using SupportDesk.Mail;
using SupportDesk.Web.Tests.Escalations;

namespace SupportDesk.Web.Tests.Track;

/// <summary>The two pages that requesters reach by a link in a mail: the question of consent and the tracker.</summary>
public sealed class TrackerTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    [Fact]
    public async Task Consent_is_given_once_and_leads_to_the_tracker()
    {
        var (mine, client) = (await SupporterAsync(Consent.None, climbs: false), desk.Stranger());
        var link = $"/consent/{await LinkAsync(LinkPurpose.Consent, mine)}";
        var (page, tab) = (await client.GetAsync(link), await client.GetAsync(link));

        var tracker = await client.FollowAsync(await client.SubmitAsync(page, "form.form", [("Form", "Anonymous")]));
        var again = await client.SubmitAsync(tab, "form.form", [("Form", "Named")]);

        tracker.Status.ShouldBe(HttpStatusCode.OK);
        tracker.WordsOf("h1").ShouldBe("Your words are with: Team lead");
        tracker.Words.ShouldContain("You are quoted without your name");
        again.Words.ShouldContain("You have answered already");
        (await ReadAsync(mine)).Consent.ShouldBe(Consent.Anonymous);
    }

    [Fact]
    public async Task A_scanner_that_opens_the_links_changes_nothing()
    {
        var (mine, client) = (await SupporterAsync(Consent.None, climbs: false), desk.Stranger());
        string[] links = [$"/consent/{await LinkAsync(LinkPurpose.Consent, mine)}", $"/track/{await LinkAsync(LinkPurpose.Track, mine)}"];
        var before = await StateAsync(mine);

        foreach (var link in Enumerable.Repeat(links, 5).SelectMany(l => l))
            (await client.GetAsync(link)).Status.ShouldBe(HttpStatusCode.OK);

        (await StateAsync(mine)).ShouldBe(before);
    }

    [Fact]
    public async Task Consent_is_narrowed_on_the_tracker_and_widened_only_by_a_fresh_link()
    {
        var (mine, client) = (await SupporterAsync(Consent.Named), desk.Stranger());
        var link = $"/track/{await LinkAsync(LinkPurpose.Track, mine)}";
        var page = await client.GetAsync(link);

        var narrowed = await client.FollowAsync(await client.SubmitAsync(page, Choices, press: "button[value=Private]"));
        var widened = await client.PostAsync($"{link}?handler=Consent", [("supporter", $"{mine}"), ("form", "Named"), ("__RequestVerificationToken", TokenOf(narrowed))]);
        var asked = await client.SubmitAsync(narrowed, Choices, press: "button[formaction='?handler=Fresh']");

        narrowed.Words.ShouldContain("You are counted, without words");
        widened.Status.ShouldNotBe(HttpStatusCode.Redirect);
        asked.Location.ShouldBe(link);
        (await ReadAsync(mine)).Consent.ShouldBe(Consent.Private);
    }

    [Fact]
    public async Task Whoever_wants_only_the_decision_says_so_on_the_tracker()
    {
        var (mine, client) = (await SupporterAsync(Consent.Named), desk.Stranger());
        var page = await client.GetAsync($"/track/{await LinkAsync(LinkPurpose.Track, mine)}");

        var chosen = await client.FollowAsync(await client.SubmitAsync(page, "form[action*='handler=Follow']"));

        chosen.Words.ShouldContain("We write to you when it is decided.");
        (await ReadAsync(mine)).Follow.ShouldBe(Follow.Decision);
    }

    [Fact]
    public async Task The_last_one_to_withdraw_ends_the_case()
    {
        var (mine, client) = (await SupporterAsync(Consent.Named), desk.Stranger());
        var page = await client.GetAsync($"/track/{await LinkAsync(LinkPurpose.Track, mine)}");

        var left = await client.FollowAsync(await client.SubmitAsync(page, Choices, press: "button.danger"));

        left.WordsOf("h1").ShouldBe("It ended without a decision");
        left.Words.ShouldContain("You have withdrawn");
        (await ReadAsync(mine)).WithdrawnAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_link_that_is_over_or_of_another_purpose_is_not_found()
    {
        var (mine, client) = (await SupporterAsync(Consent.Named), desk.Stranger());
        var over = await LinkAsync(LinkPurpose.Track, mine, TimeSpan.FromMinutes(-1));
        var other = await LinkAsync(LinkPurpose.Track, mine);

        (await client.GetAsync($"/track/{over}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync($"/consent/{other}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync("/track/AAAAAAAAAAAAAAAAAAAAAAAAAAA")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private const string Choices = "form[action*='handler=Consent']";

    private async Task<Guid> SupporterAsync(Consent consent, bool climbs = true)
    {
        var number = await desk.CaseAsync(consent, climbs: climbs);
        return await desk.ReadAsync(db => db.Supporters.Where(s => db.Escalations.Any(e => e.Number == number && e.Id == s.EscalationId)).Select(s => s.Id).SingleAsync());
    }

    private Task<Supporter> ReadAsync(Guid supporter) => desk.ReadAsync(db => db.Supporters.AsNoTracking().SingleAsync(s => s.Id == supporter));

    private Task<string> LinkAsync(LinkPurpose purpose, Guid supporter, TimeSpan? life = null) => desk.DoAsync(async db =>
    {
        var mine = await db.Supporters.SingleAsync(s => s.Id == supporter);
        var (link, token) = Link.Make(purpose, mine.PersonId, mine.EscalationId, desk.Clock.RealNow + (life ?? TimeSpan.FromDays(1)), desk.Clock.Now);
        db.Links.Add(link);
        return token;
    });

    private static string TokenOf(DeskPage page) => page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private Task<string> StateAsync(Guid supporter) => desk.ReadAsync(async db =>
    {
        var mine = await db.Supporters.AsNoTracking().SingleAsync(s => s.Id == supporter);
        return $"{mine.Consent} {mine.Follow} {mine.Version} {await db.Receipts.CountAsync(r => r.EscalationId == mine.EscalationId)} {await db.Links.CountAsync(l => l.ObjectId == mine.EscalationId && l.UsedAt != null)}";
    });
}
