using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Notifications;
using SupportDesk.Web.Tests.Escalations;

namespace SupportDesk.Web.Tests.Track;

/// <summary>A link that ended leads to a fresh one, and tells nobody anything.</summary>
public sealed class FreshLinkTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_that_ended_offers_a_fresh_one_of_the_same_purpose_and_object()
    {
        await using var desk = await DeskApplication.StartAsync(new());
        var (mine, client) = (await SupporterAsync(desk), desk.Stranger());
        foreach (var (path, purpose, part) in new (string, LinkPurpose, Guid?)[] { ("track", LinkPurpose.Track, null), ("consent", LinkPurpose.Consent, mine.Id) })
        {
            var page = await client.GetAsync($"/{path}/{await LinkAsync(desk, purpose, mine, over: true)}");
            page.Status.ShouldBe(HttpStatusCode.NotFound);
            page.WordsOf("h1").ShouldBe("This link has ended");
            page.Text.ShouldNotContain("/sign-in");
            page.Text.ShouldNotContain("@customer.test", Case.Insensitive, "the address on file is not shown");
            var before = await FreshAsync(desk);

            var answer = await client.SubmitAsync(page, "form");

            answer.WordsOf("h1").ShouldBe("Look into your mail");
            answer.Text.ShouldNotContain("@customer.test");
            var mail = (await FreshAsync(desk)).ExceptBy(before.Select(m => m.Id), m => m.Id).ShouldHaveSingleItem();
            (mail.PersonId, mail.ObjectKind, mail.ObjectId, mail.PartId).ShouldBe((mine.PersonId, ObjectKind.Escalation, mine.EscalationId, part));
        }
    }

    [Fact]
    public async Task A_used_consent_link_gives_a_fresh_question_and_a_get_changes_nothing()
    {
        await using var desk = await DeskApplication.StartAsync(new());
        var (mine, client) = (await SupporterAsync(desk), desk.Stranger());
        var token = await LinkAsync(desk, LinkPurpose.Consent, mine, used: true);

        var page = await client.GetAsync($"/consent/{token}");
        (await client.GetAsync($"/fresh-link?Token={token}&Language=en")).Status.ShouldBe(HttpStatusCode.OK);
        (await FreshAsync(desk)).ShouldBeEmpty("a GET changes nothing");
        await client.SubmitAsync(page, "form[action='/fresh-link']");

        page.Words.ShouldContain("This link works once.");
        (await FreshAsync(desk)).ShouldHaveSingleItem().PartId.ShouldBe(mine.Id);
        (await desk.ReadAsync(db => db.Supporters.Where(s => s.Id == mine.Id).Select(s => s.Consent).SingleAsync(Stop))).ShouldBe(mine.Consent);
    }

    [Theory]
    [InlineData("/track/AAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/track/")]
    [InlineData("/consent/half/of/it")]
    [InlineData("/file/x")]
    public async Task An_unknown_link_asks_for_the_address_and_never_for_a_password(string path)
    {
        await using var desk = await DeskApplication.StartAsync(new());
        var (mine, client) = (await SupporterAsync(desk), desk.Stranger());
        var address = await desk.ReadAsync(db => db.MailAddresses.Where(a => a.PersonId == mine.PersonId).Select(a => a.Address).FirstAsync(Stop));

        var page = await client.GetAsync(path);
        var known = await client.SubmitAsync(page, "form", [("Address", address)]);
        var unknown = await client.SubmitAsync(page, "form", [("Address", "nobody@elsewhere.test")]);
        var wrong = await client.SubmitAsync(page, "form", [("Address", "no address")]);

        page.Status.ShouldBe(HttpStatusCode.NotFound, page.Location);
        page.WordsOf("h1").ShouldBe("This link does not work");
        page.Text.ShouldNotContain("sign-in");
        foreach (var other in new[] { unknown, wrong })
            (other.Status, other.Words).ShouldBe((known.Status, known.Words));
        known.Status.ShouldBe(HttpStatusCode.OK);
        (await FreshAsync(desk)).ShouldHaveSingleItem().PersonId.ShouldBe(mine.PersonId);
    }

    [Fact]
    public async Task The_page_speaks_the_persons_language_and_else_the_browsers()
    {
        await using var desk = await DeskApplication.StartAsync(new());
        var (mine, client) = (await SupporterAsync(desk), desk.Stranger());
        await desk.ReadAsync(db => db.People.Where(p => p.Id == mine.PersonId).ExecuteUpdateAsync(p => p.SetProperty(x => x.Language, "de"), Stop));

        var ended = await client.GetAsync($"/track/{await LinkAsync(desk, LinkPurpose.Track, mine, over: true)}");
        var unknown = await client.GetAsync("/track/unknown", ("Accept-Language", "de-AT,en;q=0.5"));
        var answer = await client.SubmitAsync(ended, "form");

        ended.WordsOf("h1").ShouldBe("Dieser Link gilt nicht mehr");
        unknown.WordsOf("h1").ShouldBe("Dieser Link funktioniert nicht");
        answer.WordsOf("h1").ShouldBe("Sehen Sie in Ihr Postfach");
        ended.Text.ShouldContain("<html lang=\"de\"");
    }

    [Fact]
    public async Task An_address_gets_three_an_hour_and_the_answer_stays_the_same()
    {
        var time = new FakeTimeProvider(new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero));
        await using var desk = await DeskApplication.StartAsync(new(Time: time));
        var (mine, client) = (await SupporterAsync(desk), desk.Stranger());
        var path = $"/track/{await LinkAsync(desk, LinkPurpose.Track, mine, over: true)}";

        var answers = new List<string>();
        for (var i = 0; i < 5; i++)
            answers.Add((await client.SubmitAsync(await client.GetAsync(path), "form")).Words);

        answers.Distinct().ShouldHaveSingleItem();
        (await FreshAsync(desk)).Count.ShouldBe(3);
        time.Advance(TimeSpan.FromMinutes(61));
        await client.SubmitAsync(await client.GetAsync(path), "form");
        (await FreshAsync(desk)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task The_link_that_somebody_asked_for_leaves_though_mail_to_them_came_back_before()
    {
        await using var desk = await DeskApplication.StartAsync(new());
        var (mine, client) = (await SupporterAsync(desk), desk.Stranger());
        await desk.ReadAsync(db => db.MailAddresses.Where(a => a.PersonId == mine.PersonId).ExecuteUpdateAsync(a => a.SetProperty(x => x.Standing, SupportDesk.People.AddressStanding.Bounces), Stop));

        await client.SubmitAsync(await client.GetAsync($"/track/{await LinkAsync(desk, LinkPurpose.Track, mine, over: true)}"), "form");

        (await desk.WrittenAsync((await FreshAsync(desk)).ShouldHaveSingleItem().Id)).ShouldContain("/track/");
    }

    [Fact]
    public async Task A_level_holder_who_gives_only_an_address_gets_what_waits_at_their_level()
    {
        await using var desk = await DeskApplication.StartAsync(new());
        await SupporterAsync(desk);
        var client = desk.Stranger();

        await client.SubmitAsync(await client.GetAsync("/fresh-link"), "form", [("Address", "tess@marketfield.test")]);
        await client.SubmitAsync(await client.GetAsync("/fresh-link"), "form", [("Address", "ines@marketfield.test")]);

        var text = await desk.WrittenAsync((await FreshAsync(desk)).ShouldHaveSingleItem("ines holds no level yet").Id);
        (await client.GetAsync(System.Text.RegularExpressions.Regex.Match(text, "/acknowledge/[A-Za-z0-9_-]{27}").Value)).Document.QuerySelector("form button.climb").ShouldNotBeNull();
    }

    [Fact]
    public void A_network_asks_a_bounded_number_of_times_an_hour()
    {
        var time = new FakeTimeProvider();
        var limit = new FreshLinkLimit(time);

        Enumerable.Range(0, FreshLinkLimit.PerNetwork + 5).Count(_ => limit.TryEnterNetwork("192.0.2.1")).ShouldBe(FreshLinkLimit.PerNetwork);
        limit.TryEnterNetwork("192.0.2.2").ShouldBeTrue();
        time.Advance(TimeSpan.FromHours(1));
        limit.TryEnterNetwork("192.0.2.1").ShouldBeTrue();
    }

    [Fact]
    public async Task The_tracker_says_times_in_the_mailboxs_zone_until_the_person_has_one()
    {
        await using var desk = await DeskApplication.StartAsync(new(More: new Dictionary<string, string?> { ["Site:TimeZone"] = "Asia/Kolkata" }));
        var (mine, client) = (await SupporterAsync(desk), desk.Stranger());
        var path = $"/track/{await LinkAsync(desk, LinkPurpose.Track, mine)}";

        var site = await client.GetAsync(path);
        await desk.ReadAsync(db => db.People.Where(p => p.Id == mine.PersonId).ExecuteUpdateAsync(p => p.SetProperty(x => x.TimeZone, "Europe/Berlin"), Stop));
        var own = await client.GetAsync(path);

        site.WordsOf("ol.hops time[data-moment]")!.ShouldEndWith(" Kolkata");
        own.WordsOf("ol.hops time[data-moment]")!.ShouldEndWith(" Berlin");
    }

    [Fact]
    public async Task The_tracker_takes_the_browsers_zone_and_refuses_what_is_none()
    {
        await using var desk = await DeskApplication.StartAsync(new());
        var (mine, client) = (await SupporterAsync(desk), desk.Stranger());
        var page = await client.GetAsync($"/track/{await LinkAsync(desk, LinkPurpose.Track, mine)}");

        var wrong = await HandInAsync(client, page, "Mars/Olympus");
        var taken = await HandInAsync(client, page, "America/New_York");

        wrong.Status.ShouldBe(HttpStatusCode.NotFound);
        taken.Status.ShouldBe(HttpStatusCode.Redirect);
        (await desk.ReadAsync(db => db.People.Where(p => p.Id == mine.PersonId).Select(p => p.TimeZone).SingleAsync(Stop))).ShouldBe("America/New_York");
    }

    [Fact]
    public async Task Staff_choose_their_zone_and_a_browser_does_not_replace_it()
    {
        await using var desk = await DeskApplication.StartAsync(new());
        using var client = await desk.SignInAsync("ada");

        var answer = await client.SubmitAsync(await client.GetAsync("/my-settings"), "form.form", [("Zone", "Europe/Berlin")]);

        answer.Status.ShouldBe(HttpStatusCode.Redirect);
        (await client.GetAsync("/my-settings")).Document.QuerySelector("option[selected]")!.GetAttribute("value").ShouldBe("Europe/Berlin");
        var zone = await desk.ReadAsync(db => desk.Services.GetRequiredService<ReaderZones>().FindAsync(db, desk.Person("ada"), Guid.Empty, Stop));
        zone.ShouldBe(new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), "Europe/Berlin", IsChosen: true));
    }

    // As times.js does it: the hidden form with the browser's zone in it.
    static Task<DeskPage> HandInAsync(DeskClient client, DeskPage page, string zone) =>
        client.PostAsync(page.Document.QuerySelector("form[data-time-zone]")!.GetAttribute("action")!, [.. DeskClient.FieldsOf(page, "form[data-time-zone]").Where(f => f.Name != "zone"), ("zone", zone)]);

    static Task<List<OutboxMail>> FreshAsync(DeskApplication desk) => desk.FreshAsync();

    static async Task<Supporter> SupporterAsync(DeskApplication desk)
    {
        var number = await desk.CaseAsync(Consent.Named);
        return await desk.ReadAsync(db => db.Supporters.AsNoTracking().SingleAsync(s => db.Escalations.Any(e => e.Number == number && e.Id == s.EscalationId), Stop));
    }

    static Task<string> LinkAsync(DeskApplication desk, LinkPurpose purpose, Supporter mine, bool over = false, bool used = false) =>
        desk.LinkAsync(purpose, mine.PersonId, mine.EscalationId, over, used);
}
