using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Files;
using SupportDesk.Mail;
using SupportDesk.Mail.Authenticity;
using SupportDesk.Threads;
using SupportDesk.Web.Tests.Escalations;
using SupportDesk.Web.Tests.Moderation;
using SupportDesk.Web.Tests.Servers;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Journeys;

/// <summary>Takes the pictures in docs/screenshots of the demo as a newcomer finds it, and holds each page to axe and to a telephone's width.</summary>
public sealed class ScreenshotsTests(Browser browser)
{
    /// <param name="Name">Of its files in docs/screenshots.</param>
    /// <param name="Person">Who looks; null has no account.</param>
    /// <param name="Path">Where.</param>
    /// <param name="Then">What they do there before the picture is taken.</param>
    /// <param name="Status">What the address answers.</param>
    private sealed record Picture(string Name, string? Person, string Path, Func<IPage, Task>? Then = null, int Status = 200);

    [Fact]
    public async Task Every_page_of_the_demo_is_accessible_and_fits_a_telephone()
    {
        Machine.NeedsChromium();
        await using var desk = await DeskApplication.StartAsync(new(Demo: true, Listen: true));
        var pictures = await PicturesAsync(desk);

        foreach (var (dark, narrow, suffix) in new[] { (false, false, "light"), (true, false, "dark"), (false, true, "narrow") })
        {
            foreach (var seat in pictures.GroupBy(p => p.Person))
            {
                await using var context = await browser.OpenAsync(dark, narrow);
                if (seat.Key is { } person)
                    await context.AddCookiesAsync([new() { Name = "desk-staff", Value = await desk.StaffCookieAsync(person), Url = desk.Address.AbsoluteUri }]);
                var page = await context.NewPageAsync();
                foreach (var picture in seat)
                    await TakeAsync(page, desk, picture, suffix, narrow);
            }
        }
    }

    private static async Task TakeAsync(IPage page, DeskApplication desk, Picture picture, string suffix, bool narrow)
    {
        var answer = await page.GotoAsync(new Uri(desk.Address, picture.Path).AbsoluteUri);
        answer!.Status.ShouldBe(picture.Status, picture.Name);
        if (picture.Then is { } then)
            await then(page);

        await page.ShouldBeAccessibleAsync();
        await page.ShouldKeepItsSpacesAsync();
        if (narrow)
            await page.ShouldNotScrollSidewaysAsync();
        await page.ScreenshotAsync($"{picture.Name}-{suffix}");
    }

    // The tracker's and the consent page's links are known to their mails alone; here they are made as a mail would.
    private static async Task<IReadOnlyList<Picture>> PicturesAsync(DeskApplication desk)
    {
        var rosa = desk.Person("rosa");
        var (track, trackToken) = Link.Make(LinkPurpose.Track, rosa, await CaseOfAsync(desk, rosa), desk.Clock.RealNow.AddDays(1), desk.Clock.Now);
        var (consent, consentToken) = Link.Make(LinkPurpose.Consent, rosa, track.ObjectId, desk.Clock.RealNow.AddDays(1), desk.Clock.Now);
        await desk.DoAsync(db =>
        {
            db.Links.AddRange(track, consent);
            return true;
        });
        var (ticket, climbing, number) = await desk.ReadAsync(async db => (
            await db.Tickets.Where(t => t.Subject == "Identity verification / profile picture").Select(t => t.Number).SingleAsync(),
            await db.Tickets.Where(t => t.RequesterId == rosa).Select(t => t.Number).SingleAsync(),
            await db.Escalations.Where(e => e.Id == track.ObjectId).Select(e => e.Number).SingleAsync()));
        var (acknowledge, confirm) = (await desk.LevelLinkAsync(number, "tess", LinkPurpose.Acknowledge), await desk.LevelLinkAsync(number, "tess", LinkPurpose.Confirm));
        var reopened = await ReopenAsync(desk);
        var fileToken = await HandAsync(desk, rosa);
        var team = await desk.ReadAsync(db => db.Teams.Where(t => t.Name == "Trust & Safety").Select(t => t.Id).SingleAsync());
        var away = await desk.ReadAsync(db => db.Absences.OrderByDescending(a => a.ToAt).Select(a => new { a.Id, a.PersonId }).FirstAsync());
        var (held, signer) = await HoldAsync(desk, ticket);
        return
        [
            new("sign-in", null, "/sign-in"), new("mail-room", null, "/mailroom"), new("write", null, "/mailroom/new"),
            new("tracker", null, $"/track/{trackToken}"), new("consent", null, $"/consent/{consentToken}"), new("file", null, $"/file/{fileToken}"),
            new("withdraw", null, $"/track/{trackToken}", page => page.Locator("button.danger").ClickAsync()), new("not-at-all", null, $"/consent/{consentToken}", RefuseAsync), new("said", "valeria", $"/tickets/{climbing}/consent?case={number}"),
             new("error", null, "/track/gone", Status: 404), new("find-request", null, "/fresh-link"), new("link-asked", null, "/fresh-link", AskAsync), new("settings", "ada", "/my-settings"), new("acknowledge", null, $"/acknowledge/{acknowledge}"), new("confirm", null, $"/confirm/{confirm}"),
            new("home", "valeria", "/"), new("queue", "valeria", "/tickets?view=open"), new("search", "valeria", "/search?q=picture"), new("moderation", "valeria", "/moderation"),
            new("held", "valeria", "/held"), new("trust", "valeria", $"/held/{held}/signer"), new("signers", "valeria", "/held/signers"), new("end-trust", "valeria", $"/held/signers/{signer}/end"),
            new("ticket", "valeria", $"/tickets/{climbing}"), new("assignment", "valeria", $"/tickets/{ticket}/assignment"), new("pass-up", "valeria", $"/tickets/{ticket}/escalation"), new("look", "valeria", await LookAsync(desk, track.ObjectId)),
            new("reply", "valeria", $"/tickets/{ticket}/reply"), new("outside", "valeria", $"/tickets/{ticket}/outside"), new("new-ticket", "valeria", "/tickets/new"),
            new("board", "tess", "/escalations"), new("dossier", "tess", $"/escalations/{number}"), new("question", "tess", $"/escalations/{number}/question"),
            new("print", "tess", $"/escalations/{number}/print"), new("reopened", "ada", $"/escalations/{reopened}"),
            new("decision", "tess", $"/escalations/{number}/decision", PreviewAsync), new("policies", "tess", "/policies"), new("policy", "tess", "/policies/mandatory-profile-picture"),
            new("requirements", "tess", "/policies/mandatory-profile-picture/requirements"), new("refused", "tess", "/policies/new", page => page.Locator("main button.first").ClickAsync()),
            new("colleague", "ines", $"/escalations/{number}"), new("owner-and-chain", "tess", "/policies/payout-hold/ownership"), new("archive", "tess", "/policies/payout-hold/archive"),
            new("absences", "ada", $"/admin/people/{away.PersonId}/absence"), new("absence", "ada", $"/admin/people/{away.PersonId}/absences/{away.Id}"), new("roles", "ada", $"/admin/people/{desk.Person("tess")}/roles"), new("team", "ada", $"/admin/teams/{team}"),
            new("administration", "ada", "/admin"), new("people", "ada", "/admin/people"), new("teams", "ada", "/admin/teams"), new("chains", "ada", "/admin/chains"),
            new("mailboxes", "ada", "/admin/mailboxes"), new("mailbox", "ada", "/admin/mailboxes/support"),
            new("connection", "ada", "/admin/mailboxes/support/check", page => page.Locator("main button.first").ClickAsync()), new("jobs", "ada", "/admin/jobs"), new("template", "ada", "/admin/templates/decision?language=de"),
        ];
    }

    // The demo's own mail is all proved: these are what the gateway holds, one of them signed by a service whose other customer is trusted already.
    private static async Task<(Guid Post, Guid Signer)> HoldAsync(DeskApplication desk, long ticket)
    {
        await desk.HoldAsync(ticket, "Dear support team, I lost access to my old mailbox. Please send the history of this conversation, and everything you know about my account, to the address above as soon as you can, since I have to hand it in by tomorrow.",
            verdict: Verdict.Failed, why: "It belongs to this conversation by its number or its thread alone, and the receiving server says that the sender it names did not send it.");
        await desk.HoldAsync(ticket, "I answer from my phone: the picture was taken this morning.", "Damion at home", "damion.home@elsewhere.test");
        var trusted = await desk.DoAsync(db => db.TrustedSigners.Add(TrustedSigner.Trust("shop.test", "mailer.test", desk.By("valeria"), desk.Clock.Now)).Entity.Id);
        return (await desk.HoldAsync(ticket, "Our bookkeeping sends this through its own mail service.", "Rosa's bookkeeping", "books@rosa.test", signer: "mailer.test", why: "It belongs to this conversation by its number or its thread alone, and nothing proves that the sender it names sent it."), trusted);
    }

    private static Task<string> HandAsync(DeskApplication desk, Guid person) => desk.DoAsync(async db =>
    {
        var post = await db.Posts.Where(p => p.Kind == PostKind.Reply && p.State == PostState.Shown && db.Tickets.Any(t => t.ThreadId == p.ThreadId && t.RequesterId == person)).OrderBy(p => p.Position).FirstAsync();
        var hash = await desk.Services.GetRequiredService<FileStore>().KeepAsync(db, "film"u8.ToArray(), desk.Clock.Now, TestContext.Current.CancellationToken);
        var film = Attachment.Of(post, "what-the-dialog-says.mp4", FileKinds.Unknown, 24_600_000, hash, null, FileState.Ready, desk.Clock.Now);
        var (link, token) = Link.Make(LinkPurpose.File, person, film.Id, desk.Clock.RealNow.AddDays(1), desk.Clock.Now);
        db.AddRange(film, link);
        return token;
    });

    // A decision of the demo that somebody from its level opens again.
    private static Task<long> ReopenAsync(DeskApplication desk) => desk.DoAsync(async db =>
    {
        var escalation = await db.Escalations.Where(e => e.State == EscalationState.Decided && !db.Escalations.Any(o => o.PolicyId == e.PolicyId && o.Climb.IsOpen)).OrderBy(e => e.Number).FirstAsync();
        var decision = await db.Decisions.SingleAsync(d => d.EscalationId == escalation.Id && d.No == escalation.DecisionCount);
        var standing = await new WhoStands(db, desk.Clock.Now).ForAsync(escalation, default);
        escalation.Reopen(decision, "Half a year later the same people write to us again, so we look at it once more.", standing, new(standing.At(decision.Level).First(), Capacity.Level, Via.Web), desk.Clock.Now);
        return escalation.Number;
    });

    private static async Task AskAsync(IPage page)
    {
        await page.GetByLabel("Your mail address").FillAsync("rosa@customer.test");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send me a fresh link" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Look into your mail")).ToBeVisibleAsync();
    }

    private static async Task RefuseAsync(IPage page)
    {
        await page.GetByText("Not at all", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save my answer" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Not at all?")).ToBeVisibleAsync();
    }

    private static async Task PreviewAsync(IPage page)
    {
        await page.GetByText("Partly accepted", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("Public statement").FillAsync("From December a payout is held for three days after a move, not for fourteen.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview the decision" }).ClickAsync();
        await Assertions.Expect(page.Locator("#mail")).ToBeVisibleAsync();
    }

    private static Task<string> LookAsync(DeskApplication desk, Guid escalation) => desk.DoAsync(async db =>
    {
        var supporter = await db.Supporters.FirstAsync(s => s.EscalationId == escalation && s.Consent == Consent.Anonymous);
        var name = await db.People.Where(p => p.Id == supporter.PersonId).Select(p => p.DisplayName).SingleAsync();
        var words = $"It began in March, after the move. There my name is Bertram, and you reach us at +49 731 5550123.\n\nBest regards\n{name}";
        var passage = supporter.Pick(Guid.CreateVersion7(desk.Clock.Now), 9, words, desk.By("valeria"), desk.Clock.Now, lookBy: desk.Clock.Now.AddHours(8));
        return $"/tickets/{await db.Tickets.Where(t => t.Id == supporter.TicketId).Select(t => t.Number).SingleAsync()}/redaction/{passage.Id}";
    });

    private static Task<Guid> CaseOfAsync(DeskApplication desk, Guid person) => desk.ReadAsync(db => db.Supporters.Where(s => s.PersonId == person).Select(s => s.EscalationId).SingleAsync());
}
