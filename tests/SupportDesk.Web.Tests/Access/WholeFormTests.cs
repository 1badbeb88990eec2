using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Escalations;
using SupportDesk.Mail;
using SupportDesk.Mail.Authenticity;
using SupportDesk.Web.Tests.Escalations;
using SupportDesk.Web.Tests.Moderation;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Access;

/// <summary>A form that lacks a field is refused: what is missing never means off, none or the first of a list.</summary>
public sealed class WholeFormTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    // What the desk's own jobs write beside these stays out: their rows change while nobody posts.
    static readonly string[] People =
    [
        "Accounts", "AccountRoles", "Absences", "Acts", "Answers", "Attachments", "Consents", "Decisions", "DeskClock", "Drafts", "LevelNotes", "Links", "MailAddresses", "Memberships", "Participants", "Passages",
        "People", "Policies", "Posts", "Questions", "Requirements", "Statements", "Steps", "Tags", "Teams", "Tickets", "TicketTags", "TrustedSigners",
    ];

    // Pages that learn only from the form, or from rows that this test does not make, what they are about: an empty form leads them nowhere.
    static readonly string[] NamedByTheForm = ["/mailroom", "set-aside", "/redaction/", "/telling", "/consent", "/mail/", "/participants/", "/letters"];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_refuses_an_empty_form_and_changes_nothing()
    {
        var ids = await IdsAsync();
        var (ada, stranger) = (await desk.SignInAsync("ada"), desk.Stranger());
        var (mine, theirs) = (Token(await ada.GetAsync("/tickets/new")), Token(await stranger.GetAsync("/sign-in")));
        var before = await RowsAsync();
        var (wrong, tried) = (new List<string>(), 0);

        foreach (var (path, open) in (await PostsAsync()).SelectMany(route => Paths(route, ids)))
        {
            var answer = await (open ? stranger : ada).PostAsync(path, ("__RequestVerificationToken", open ? theirs : mine));
            tried++;
            if ((int)answer.Status is < 400 or >= 500)
                wrong.Add($"{path} answered {(int)answer.Status}");
            if (answer.Status == HttpStatusCode.NotFound && !NamedByTheForm.Any(part => path.Contains(part, StringComparison.Ordinal)))
                wrong.Add($"{path} is not found, so it shows nothing");
        }

        wrong.ShouldBeEmpty();
        tried.ShouldBeGreaterThan(55);
        await NothingChangedAsync(before);
    }

    [Theory]
    [InlineData("/admin/people/{bojan}/account", "form.form", "active", null)]
    [InlineData("/admin/people/{bojan}/absence", "form.form", "Deputy", null)]
    [InlineData("/admin/teams/new", "form.form", "Private", "Name")]
    [InlineData("/admin/teams/new", "form.form", "Lead", "Name")]
    [InlineData("/admin/people/{bojan}/roles", "form.form", "Was", null)]
    [InlineData("/tickets/{ticket}/assignment", "#act", "Agent", null)]
    [InlineData("/tickets/{ticket}/team", "#act", "Team", null)]
    [InlineData("/tickets/{ticket}/status", "#act", "Outcome", null)]
    [InlineData("/tickets/{ticket}/spam", "#act", "spam", null)]
    [InlineData("/tickets/{ticket}", "#composer", "then", "words")]
    [InlineData("/tickets/{ticket}", "#composer", "seen", "words")]
    public async Task A_form_without_one_field_is_refused_and_changes_nothing(string page, string form, string field, string? words)
    {
        var ticket = await desk.TicketAsync("Picture refused");
        var ada = await desk.SignInAsync("ada");
        var path = page.Replace("{bojan}", $"{desk.Person("bojan")}", StringComparison.Ordinal).Replace("{ticket}", $"{ticket}", StringComparison.Ordinal);
        var shown = await ada.GetAsync(path);
        List<(string, string?)> fields = [(field, null), ("Until", $"{desk.Clock.Now:yyyy-MM-dd}")];
        if (words is not null)
            fields.Add((words, $"Words {Guid.CreateVersion7(desk.Clock.Now)}"));
        var before = await RowsAsync();

        var refused = await ada.SubmitAsync(shown, form, fields, form == "#composer" ? "[value=Pend]" : "button");

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, refused.Location);
        refused.Words.ShouldContain("nothing was changed");
        await NothingChangedAsync(before);
    }

    [Fact]
    public async Task A_mail_program_unsubscribes_by_the_field_that_the_standard_names()
    {
        var number = await desk.CaseAsync();
        var (path, id) = ($"/track/{await LinkAsync(number, LinkPurpose.Track)}/unsubscribe", (await SupporterAsync(number)).Id);
        var program = desk.Stranger();

        var other = await program.PostAsync(path, ("List-Unsubscribe", "Later"));
        var before = await desk.ReadAsync(db => db.Supporters.Where(s => s.Id == id).Select(s => s.Follow).SingleAsync(Stop));
        var done = await program.PostAsync(path, ("List-Unsubscribe", "One-Click"));

        (other.Status, before, done.Status).ShouldBe((HttpStatusCode.BadRequest, Follow.Steps, HttpStatusCode.OK));
        (await desk.ReadAsync(db => db.Supporters.Where(s => s.Id == id).Select(s => s.Follow).SingleAsync(Stop))).ShouldBe(Follow.Decision);
    }

    [Fact]
    public async Task A_mail_program_unsubscribes_by_an_old_mail_too()
    {
        var number = await desk.CaseAsync();
        var (token, id) = (await LinkAsync(number, LinkPurpose.Track), (await SupporterAsync(number)).Id);
        await desk.ReadAsync(db => db.Links.Where(l => l.TokenHash == Link.Hash(token)).ExecuteUpdateAsync(set => set.SetProperty(l => l.ExpiresAt, desk.Clock.RealNow.AddDays(-1)), Stop));

        var done = await desk.Stranger().PostAsync($"/track/{token}/unsubscribe", ("List-Unsubscribe", "One-Click"));

        done.Status.ShouldBe(HttpStatusCode.OK);
        (await desk.ReadAsync(db => db.Supporters.Where(s => s.Id == id).Select(s => s.Follow).SingleAsync(Stop))).ShouldBe(Follow.Decision);
    }

    sealed record Posting(string Pattern, IReadOnlyList<string> Handlers, bool Open);

    async Task<List<Posting>> PostsAsync()
    {
        var (posts, loader) = (new List<Posting>(), desk.Services.GetRequiredService<PageLoader>());
        foreach (var endpoint in desk.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            var open = pattern.StartsWith("/acknowledge/", StringComparison.Ordinal) || pattern.StartsWith("/confirm/", StringComparison.Ordinal) || pattern.StartsWith("/consent/", StringComparison.Ordinal) || pattern.StartsWith("/track/", StringComparison.Ordinal) || pattern.StartsWith("/sign-in", StringComparison.Ordinal);
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page)
            {
                if (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true)
                    posts.Add(new(pattern, [""], open));
                continue;
            }

            var handlers = (await loader.LoadAsync(page, endpoint.Metadata)).HandlerMethods?.Where(h => h.HttpMethod.Equals("POST", StringComparison.OrdinalIgnoreCase)).Select(h => h.Name ?? "").ToList() ?? [];
            if (handlers.Count > 0 && pattern != "/error/{code:int}")
                posts.Add(new(pattern, handlers, open));
        }

        return posts;
    }

    // A page that only shows its form again or a preview does so; it has no form to be whole.
    static IEnumerable<(string Path, bool Open)> Paths(Posting post, Dictionary<string, string> ids) =>
        post.Handlers.Where(h => h is not ("Macro" or "Preview")).Select(handler =>
        {
            var path = Regex.Replace(post.Pattern, @"\{(\w+)[^}]*\}", part => part.Groups[1].Value == "handler" ? handler : ids[Key(post.Pattern, part.Groups[1].Value)]).TrimEnd('/');
            return (handler.Length > 0 && !post.Pattern.Contains("{handler", StringComparison.Ordinal) ? $"{path}?handler={handler}" : path, post.Open);
        });

    static string Key(string pattern, string name) => name switch
    {
        "number" => pattern.StartsWith("/tickets", StringComparison.Ordinal) ? "ticket" : "case",
        "token" => pattern.Split('/')[1],
        "post" => pattern.EndsWith("/undo", StringComparison.Ordinal) ? "reply" : "held",
        "id" => pattern switch { _ when pattern.StartsWith("/admin/teams", StringComparison.Ordinal) => "team", _ when pattern.StartsWith("/admin/jobs", StringComparison.Ordinal) => "outbox", _ when pattern.StartsWith("/admin/people", StringComparison.Ordinal) => "person", _ when pattern.StartsWith("/held", StringComparison.Ordinal) => "signer", _ => "one" },
        _ => name,
    };

    async Task<Dictionary<string, string>> IdsAsync()
    {
        var number = await desk.CaseAsync();
        var ticket = await desk.TicketAsync("Picture refused");
        var held = await desk.HoldAsync(ticket, "Hello", signer: "mailer.test");
        await desk.ChangeAsync(ticket, t => t.Reply(new(SupportDesk.Threads.PostKind.Reply, desk.Person("ada"), "Ada", null, "<p>Hi</p>", "Hi", SupportDesk.Threads.Origin.Web), SupportDesk.Tickets.AfterReply.Keep, new(), desk.By("ada"), desk.Clock.Now));
        var absence = await desk.DoAsync(async db => (await db.People.SingleAsync(p => p.Id == desk.Person("bojan"), Stop)).GoAway(desk.Clock.Now.AddDays(40), desk.Clock.Now.AddDays(50), null, desk.By("ada"), desk.Clock.Now));
        var signer = await desk.DoAsync(db =>
        {
            var row = TrustedSigner.Trust("customer.test", "other.test", desk.By("ada"), desk.Clock.Now);
            db.Add(row);
            return row;
        });
        return new()
        {
            ["ticket"] = $"{ticket}", ["case"] = $"{number}", ["held"] = $"{held}", ["reply"] = $"{(await desk.PostsAsync(ticket))[^1].Id}", ["version"] = $"{(await desk.FindAsync(ticket)).Version}",
            ["person"] = $"{desk.Person("bojan")}", ["absence"] = $"{absence.Id}", ["team"] = $"{await desk.ReadAsync(db => db.Teams.Select(t => t.Id).FirstAsync(Stop))}", ["passage"] = $"{desk.Person("bojan")}", ["signer"] = $"{signer.Id}", ["name"] = "support", ["one"] = "1", ["slug"] = await desk.ReadAsync(db => db.Policies.Select(p => p.Slug).FirstAsync(Stop)),
            ["outbox"] = $"{await desk.ReadAsync(db => db.Outbox.Select(m => m.Id).FirstAsync(Stop))}", ["consent"] = await LinkAsync(number, LinkPurpose.Consent), ["track"] = await LinkAsync(number, LinkPurpose.Track),
            ["acknowledge"] = await desk.LevelLinkAsync(number, "tess", LinkPurpose.Acknowledge), ["confirm"] = await desk.LevelLinkAsync(number, "ines", LinkPurpose.Confirm),
        };
    }

    Task<Supporter> SupporterAsync(long number) => desk.ReadAsync(db => db.Supporters.AsNoTracking().SingleAsync(s => db.Escalations.Any(e => e.Number == number && e.Id == s.EscalationId), Stop));

    async Task<string> LinkAsync(long number, LinkPurpose purpose)
    {
        var supporter = await SupporterAsync(number);
        return await desk.DoAsync(db =>
        {
            var (link, token) = Link.Make(purpose, supporter.PersonId, supporter.EscalationId, desk.Clock.RealNow.AddDays(5), desk.Clock.Now);
            db.Links.Add(link);
            return token;
        });
    }

    async Task NothingChangedAsync(List<string> before)
    {
        var after = await RowsAsync();
        before.Except(after).ShouldBeEmpty();
        after.Except(before).Where(row => !row.StartsWith("Links:", StringComparison.Ordinal)).ShouldBeEmpty("a mail that leaves meanwhile makes a link of its own, and nothing else");
    }

    async Task<List<string>> RowsAsync()
    {
        await using var db = desk.Open();
        var rows = new List<string>();
        var connection = db.Database.GetDbConnection();
        await connection.OpenAsync(Stop);
        foreach (var table in People)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // a table's name, from the list above
            command.CommandText = $"SELECT * FROM \"{table}\"";
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync(Stop);
            while (await reader.ReadAsync(Stop))
                rows.Add($"{table}: {string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(n => reader.GetValue(n) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(n)))}");
        }

        return rows;
    }

    static string Token(DeskPage page) => page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
}
