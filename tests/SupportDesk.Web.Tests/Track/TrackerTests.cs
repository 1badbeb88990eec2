using System.Net;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
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
        tracker.WordsOf("h1").ShouldBeOneOf("Your words are on their way to: Team lead", "Your words are with: Team lead");
        tracker.Words.ShouldContain("You are quoted without your name");
        again.Words.ShouldContain("You have answered already");
        (await ReadAsync(mine)).Consent.ShouldBe(Consent.Anonymous);
    }

    [Fact, Trait("threat", "T12")]
    public async Task T12_A_scanner_that_opens_the_links_changes_nothing()
    {
        var (mine, client) = (await SupporterAsync(Consent.None, climbs: false), desk.Stranger());
        var (consent, track) = ($"/consent/{await LinkAsync(LinkPurpose.Consent, mine)}", $"/track/{await LinkAsync(LinkPurpose.Track, mine)}");
        using var scanner = desk.Http();
        await client.GetAsync("/sign-in"); // the first form of all makes a key for its token
        await Eventually.True("what other tests began is told", () => desk.ReadAsync(async db => !await db.Notices.AnyAsync(n => n.DoneAt == null)
            && !await db.Outbox.AnyAsync(m => m.SentAt == null && m.FailedAt == null && m.CancelledAt == null)
            && !await db.Escalations.AnyAsync(e => e.State == EscalationState.Climbing && e.Climb.WaitsFor == WaitsFor.Delivery)));
        var (before, owed) = (await RowsAsync(), await desk.ReadAsync(db => db.Outbox.CountAsync()));

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Options })
        {
            foreach (var link in Enumerable.Repeat(new[] { consent, track, $"{track}/unsubscribe" }, 5).SelectMany(l => l))
            {
                using var request = new HttpRequestMessage(method, link);
                using var answer = await scanner.SendAsync(request, TestContext.Current.CancellationToken);
                if (method == HttpMethod.Get)
                    answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Redirect);
            }
        }

        var after = await RowsAsync();
        before.Except(after).ShouldBeEmpty();
        after.Except(before).Where(row => !row.StartsWith("Links:", StringComparison.Ordinal)).ShouldBeEmpty("a mail that leaves meanwhile makes a link of its own, and nothing else");
        (await desk.ReadAsync(db => db.Outbox.CountAsync())).ShouldBe(owed);
        await client.SubmitAsync(await client.GetAsync(consent), "form.form", [("Form", "Named")]);
        (await ReadAsync(mine)).Consent.ShouldBe(Consent.Named, "a person's post acts");
    }

    [Fact]
    public async Task Consent_is_narrowed_on_the_tracker_and_widened_only_by_a_fresh_link()
    {
        var (mine, client) = (await SupporterAsync(Consent.Named), desk.Stranger());
        var link = $"/track/{await LinkAsync(LinkPurpose.Track, mine)}";
        var page = await client.GetAsync(link);

        var narrowed = await client.FollowAsync(await client.SubmitAsync(page, Choices, press: "button[value=Private]"));
        var widened = await client.PostAsync($"{link}?handler=Consent", [("supporter", $"{mine}"), ("form", "Named"), ("act", $"{Guid.CreateVersion7(desk.Clock.Now)}"), ("__RequestVerificationToken", TokenOf(narrowed))]);
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

        var sure = await client.SubmitAsync(page, Choices, press: "button.danger");
        sure.Words.ShouldContain("Nobody else raised it, so it ends here.");
        var left = await client.FollowAsync(await client.SubmitAsync(sure, "form[action*='handler=Withdraw']"));

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

    /// <summary>Every row of every table, as text, but those of mail that leaves meanwhile.</summary>
    private Task<List<string>> RowsAsync() => desk.ReadAsync(async db =>
    {
        var rows = new List<string>();
        await db.Database.OpenConnectionAsync();
        foreach (var table in await db.Database.SqlQuery<string>($"SELECT name AS Value FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT IN ('Outbox', 'Blobs') ORDER BY name").ToListAsync())
        {
            using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // a table's name, from the schema
            command.CommandText = $"SELECT * FROM \"{table}\"";
#pragma warning restore CA2100
            using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add($"{table}: {string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(n => reader.GetValue(n) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetValue(n)}"))}");
        }

        return rows;
    });
}
