using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Escalations;
using SupportDesk.Mail;
using SupportDesk.Web.Tests.Escalations;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Track;

/// <summary>Each hour that a page without sign-in names stands beside its place.</summary>
public sealed partial class PublicTimesTests
{
    // Not for people outside: health is read by programs, the mail room is the demo's.
    static readonly string[] Others = ["/health/live", "/health/ready", "/mailroom/{id:long?}", "/mailroom/new", "/mailroom/{id:long}/reply", "/mailroom/clock"];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_page_that_needs_no_account_names_the_zone_of_each_time()
    {
        await using var desk = await DeskApplication.StartAsync(new(More: new Dictionary<string, string?> { ["Site:TimeZone"] = "Asia/Kolkata" }));
        var (pages, client, named) = (await PagesAsync(desk), desk.Stranger(), new List<string>());

        PublicRoutes().Except(pages.Select(p => p.Route)).Except(Others).ShouldBeEmpty("a page that needs no account: add how to come to it, so that its times are looked at");
        foreach (var (route, path) in pages)
        {
            var page = await client.GetAsync(path);
            page.Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Redirect, HttpStatusCode.NotFound, HttpStatusCode.Forbidden);
            var hours = Hour().Matches(page.Words).Select(m => m.Value).ToList();
            hours.ShouldAllBe(hour => hour.EndsWith(" Kolkata", StringComparison.Ordinal), $"{route}: {page.Words}");
            // Without JavaScript and with it: the script finds each moment by its mark, and says it in the browser's zone.
            page.Document.QuerySelectorAll("main time:not([data-moment])").ShouldBeEmpty(route);
            if (hours.Count > 0)
                named.Add(route);
        }

        named.ShouldContain("/track/{token}");
    }

    static async Task<List<(string Route, string Path)>> PagesAsync(DeskApplication desk)
    {
        var number = await desk.CaseAsync(Consent.Named);
        var (damion, about) = (desk.Person("damion"), await desk.ReadAsync(db => db.Escalations.Where(e => e.Number == number).Select(e => e.Id).SingleAsync(Stop)));
        var ticket = await desk.TicketAsync("Nobody answers me");
        var ticketId = await desk.ReadAsync(db => db.Tickets.Where(t => t.Number == ticket).Select(t => t.Id).SingleAsync(Stop));
        var track = await desk.LinkAsync(LinkPurpose.Track, damion, about);
        var confirm = await desk.LevelLinkAsync(number, "ines", LinkPurpose.Confirm, $"/decide accepted\neffective {desk.Clock.Now.AddDays(1):yyyy-MM-dd}\n\nA badge will do.");
        return
        [
            ("/track/{token}", $"/track/{track}"),
            ("/track/{token}", $"/track/{await desk.LinkAsync(LinkPurpose.Track, damion, ticketId)}"),
            ("/track/{token}/receipts/{number:long}", $"/track/{track}/receipts/{number}"),
            ("/track/{token}/unsubscribe", $"/track/{track}/unsubscribe"),
            ("/consent/{token}", $"/consent/{await desk.LinkAsync(LinkPurpose.Consent, damion, about)}"),
            ("/consent/{token}", $"/consent/{await desk.LinkAsync(LinkPurpose.Consent, damion, about, used: true)}"),
            ("/acknowledge/{token}", $"/acknowledge/{await desk.LevelLinkAsync(number, "tess", LinkPurpose.Acknowledge)}"),
            ("/confirm/{token}", $"/confirm/{confirm}"),
            ("/file/{token}", "/file/unknown"),
            ("/receipts/{language?}", "/receipts/de"),
            ("/fresh-link", "/fresh-link"),
            ("/sign-in", "/sign-in"),
            ("/no-access", "/no-access"),
            ("/error/{code:int}", "/error/404"),
        ];
    }

    // RoutesTests holds the list to the routes that there are.
    static IEnumerable<string> PublicRoutes() =>
        File.ReadAllLines(Path.Combine(Repository.Root, "tests", "SupportDesk.Web.Tests", "Access", "routes.approved.txt"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(parts => parts is [var methods, _, "SignedLink" or "Open"] && methods.Split(',').Contains("GET")).Select(parts => parts[1]);

    [GeneratedRegex(@"(?<![\d:T])\d{1,2}:\d{2}(?![:\d])( (New York|Berlin|Kolkata|UTC))?|\d{1,2} ?(am|pm|Uhr)\b")]
    private static partial Regex Hour();
}
