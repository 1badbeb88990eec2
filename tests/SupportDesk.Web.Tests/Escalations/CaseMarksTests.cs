using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Escalations;
using SupportDesk.Mail;
using SupportDesk.Notifications;
using SupportDesk.Notifications.Rendering;

namespace SupportDesk.Web.Tests.Escalations;

/// <summary>What each page says of a case in each of its states, against a table that people read (case-marks.approved.txt).</summary>
public sealed class CaseMarksTests
{
    private static readonly string Approved = Path.Combine(Repository.Root, "tests", "SupportDesk.Web.Tests", "Escalations", "case-marks.approved.txt");

    private static readonly (string State, Func<CaseStory, Task>[] Acts)[] States =
    [
        ("gathering", []),
        ("on its way to level 1", [Begin]),
        ("at level 1", [Begin, Deliver]),
        ("at level 1, opened", [Begin, Deliver, c => c.DoAsync("tess", (e, s, by, at) => e.Open(s, by, at))]),
        ("acknowledged", [Begin, Deliver, c => c.AcknowledgeAsync("tess")]),
        ("asked", [Begin, Deliver, c => c.AskAsync("tess")]),
        ("asked, one answered", [Begin, Deliver, c => c.AskAsync("tess"), c => c.AnswerAsync("Since July.\n\n- and August")]),
        ("asked, one answered who is counted only", [Begin, Deliver, c => c.AskAsync("tess"), c => c.AnswerAsync("Since July."), c => c.ConsentAsync("damion", Consent.Private)]),
        ("returned", [Begin, Deliver, c => c.ReturnAsync("tess")]),
        ("at level 2", [Begin, Deliver, c => c.ForwardAsync("tess"), Deliver]),
        ("level 1 let its time run out", [Begin, Deliver, c => c.PassDaysAsync(9)]),
        ("level 3 took it up from level 1", [Begin, Deliver, c => c.AcknowledgeAsync("victor")]),
        ("overdue at the top", [Begin, Deliver, c => c.AcknowledgeAsync("victor"), c => c.PassDaysAsync(40)]),
        ("asked and decided without an answer", [Begin, Deliver, c => c.AskAsync("tess"), c => c.DecideAsync("ines", DecisionOutcome.Clarified)]),
        ("accepted", [Begin, Deliver, c => c.DecideAsync("ines", DecisionOutcome.Accepted)]),
        ("partly accepted, waits for its day", [Begin, Deliver, c => c.DecideAsync("ines", DecisionOutcome.PartlyAccepted, inDays: 30)]),
        ("declined, in effect", [Begin, Deliver, c => c.DecideAsync("ines", DecisionOutcome.Declined, inDays: 1), c => c.PassDaysAsync(3)]),
        ("accepted, reopened", [Begin, Deliver, c => c.DecideAsync("ines", DecisionOutcome.Accepted), c => c.ReopenAsync("ines")]),
        ("asked, decided and reopened", [Begin, Deliver, c => c.AskAsync("ines"), c => c.DecideAsync("ines", DecisionOutcome.Accepted), c => c.ReopenAsync("ines")]),
        ("reopened before its day, by level 3", [Begin, Deliver, c => c.DecideAsync("ines", DecisionOutcome.Accepted, inDays: 30), c => c.ReopenAsync("victor")]),
        ("reopened and decided anew", [Begin, Deliver, c => c.DecideAsync("ines", DecisionOutcome.Accepted), c => c.ReopenAsync("ines"), c => c.DecideAsync("ines", DecisionOutcome.Declined)]),
        ("gathering, then withdrawn", [c => c.WithdrawAsync("muhammed"), c => c.WithdrawAsync("damion")]),
        ("withdrawn at level 2", [Begin, Deliver, c => c.ForwardAsync("tess"), Deliver, c => c.WithdrawAsync("muhammed"), c => c.WithdrawAsync("damion")]),
        ("joined with another case", [Begin, Deliver, c => c.MergeAsync()]),
        ("nobody holds level 1", [c => c.EmptyAsync("tess"), Begin, c => c.RunOutAsync(TimeSpan.Zero), c => c.FillAsync("tess")]),
        ("nobody at level 1 could be reached", [Begin, c => c.RefuseAsync()]),
    ];

    [Fact]
    public async Task Every_page_tells_the_truth_in_every_state()
    {
        await using var desk = await DeskApplication.StartAsync(new(Idle: true));
        var (ada, found) = (await desk.SignInAsync("ada"), new List<string>());
        foreach (var (state, acts) in States)
        {
            var story = await CaseStory.RaiseAsync(desk, "Pictures");
            if (!state.StartsWith("gathering", StringComparison.Ordinal))
            {
                await story.ConsentAsync("damion", Consent.Named);
                await story.ConsentAsync("muhammed", Consent.Anonymous);
            }

            foreach (var act in acts)
                await act(story);
            found.AddRange([$"## {state}", .. await MarksAsync(desk, ada, story), ""]);
        }

        var report = Path.Combine(AppContext.BaseDirectory, "case-marks.found.txt");
        await File.WriteAllLinesAsync(report, found, TestContext.Current.CancellationToken);
        string.Join('\n', found).ShouldBe(string.Join('\n', await File.ReadAllLinesAsync(Approved, TestContext.Current.CancellationToken)), $"read {report}; where it is true, copy it over the table");
    }

    private static Task Begin(CaseStory story) => story.BeginAsync();

    private static Task Deliver(CaseStory story) => story.DeliverAsync();

    private static async Task<IReadOnlyList<string>> MarksAsync(DeskApplication desk, DeskClient ada, CaseStory story)
    {
        var number = await story.NumberAsync();
        var (dossier, print, ticket) = (await ada.GetAsync($"/escalations/{number}"), await ada.GetAsync($"/escalations/{number}/print"), await ada.GetAsync($"/tickets/{story.Ticket}"));
        var (board, policy) = (await ada.GetAsync("/escalations"), await ada.GetAsync($"/policies/{await story.SlugAsync()}"));
        var card = board.Document.QuerySelectorAll(".case").FirstOrDefault(c => c.QuerySelector($"a[href='/escalations/{number}']") is not null);
        var lately = board.Document.QuerySelectorAll(".lines li").FirstOrDefault(c => c.QuerySelector($"a[href='/escalations/{number}']") is not null);
        using var file = JsonDocument.Parse((await ada.GetAsync($"/escalations/{number}/export")).Content);
        var track = await desk.Stranger().GetAsync($"/track/{await story.TrackLinkAsync()}");
        await story.SpeakAsync("de");
        var german = await desk.Stranger().GetAsync($"/track/{await story.TrackLinkAsync()}");
        await story.SpeakAsync("en");
        return
        [
            $"dossier: {All(dossier, ".bar .state")} | {All(dossier, "#ladder li")} | {All(dossier, ".dossier > .tip b, .dossier > .warning-box b")}",
            $"dossier, questions and decisions: {All(dossier, ".dossier .decision")}",
            $"print: {All(print, ".printed > p.soft")} | {All(print, ".decision")}",
            $"board: {(card is null ? "" : $"{Say(card.ParentElement!.QuerySelector("h2")!.FirstChild!)} | {string.Join(" · ", card.QuerySelectorAll(".row > .state, .row > .push, p.small").Select(Say))}")}{(lately is null ? "" : $"decided recently | {Say(lately)}")}",
            $"ticket: {All(ticket, "#climbs .card > p:first-of-type, #climbs .decision")} | {All(ticket, ".event.climb")}",
            $"policy: {All(policy, ".side .card:has(h2) > p:first-of-type")} | {All(policy, ".said-did")}",
            $"export: {Export(file.RootElement.GetProperty("dossier"))}",
            $"tracker: {All(track, "h1")} | {All(track, ".hops li > b")} | {All(track, ".track > .card.decision, .track > .card:not(.decision) > h2")}",
            $"tracker, German: {All(german, "h1")} | {All(german, ".hops li > b")} | {All(german, ".track > .card.decision, .track > .card:not(.decision) > h2")}",
            $"mail to Damion: {await MailAsync(desk, story, MailKind.Step, MailKind.Question, MailKind.Decision)}",
            $"mail to the level: {await MailAsync(desk, story, MailKind.Delivery, MailKind.Answer, MailKind.LevelReminder)}",
        ];
    }

    // The newest of these kinds that the case owes, as it would leave now.
    private static async Task<string> MailAsync(DeskApplication desk, CaseStory story, params MailKind[] kinds)
    {
        await desk.Services.GetRequiredService<Unfold>().RunAsync(TestContext.Current.CancellationToken);
        await using var db = desk.Open();
        var mine = await db.Outbox.Where(m => m.ObjectId == story.CaseId && kinds.Contains(m.Kind) && (m.Kind == MailKind.Delivery || m.Kind == MailKind.Answer || m.Kind == MailKind.LevelReminder || m.PersonId == desk.Person("damion")))
            .OrderByDescending(m => m.EventId ?? db.Notices.Where(n => n.Id == m.NoticeId).Select(n => (long?)n.Event.Id).First()).ThenBy(m => m.Id).FirstOrDefaultAsync(TestContext.Current.CancellationToken);
        if (mine is null)
            return "";
        if (await LastCheck.AgainstAsync(db, mine, desk.Clock.Now, TestContext.Current.CancellationToken) is { } why)
            return $"{mine.Kind} is called off: {why}";

        var bytes = await desk.Services.GetRequiredService<MailWriter>().WriteAsync(db, mine, TestContext.Current.CancellationToken);
        using var stream = new MemoryStream(bytes.Mime);
        var mail = await MimeKit.MimeMessage.LoadAsync(stream, TestContext.Current.CancellationToken);
        var lines = mail.TextBody!.ReplaceLineEndings("\n").Split("http")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return mine.Kind == MailKind.Delivery ? "Delivery leaves" : Fold($"{mail.Subject} | {string.Join("⏎", lines[..^1].Where(line => !Regex.IsMatch(line, @"\d\d:\d\d")))}");
    }

    private static string Export(JsonElement dossier) => string.Join(" · ", dossier.GetProperty("decisions").EnumerateArray()
        .Select(d => $"{d.GetProperty("no")} {d.GetProperty("outcome")} {d.GetProperty("effect")}{(d.GetProperty("reopenedAt").ValueKind == JsonValueKind.Null ? "" : $" reopened: {d.GetProperty("reopenReason")}")}").Prepend($"{dossier.GetProperty("state")}"))
        .Replace("\n", "⏎", StringComparison.Ordinal);

    private static string All(DeskPage page, string selector) => string.Join(" · ", page.Document.QuerySelectorAll(selector).Select(Say));

    // Moments and days differ from run to run; that there is one is kept. A list's marks show that it is one.
    private static string Say(INode node)
    {
        if (node is not IElement element)
            return node.TextContent.Trim();

        var copy = (IElement)element.Clone();
        foreach (var time in copy.QuerySelectorAll("time"))
            time.TextContent = time.ClassList.Contains("late") ? "⟨late⟩" : time.ClassList.Contains("left") ? "⟨left⟩" : "⟨then⟩";
        foreach (var state in copy.QuerySelectorAll(".state"))
            state.TextContent = $"[{state.TextContent}] ";
        foreach (var heard in copy.QuerySelectorAll(".heard"))
            heard.Remove();
        foreach (var item in copy.QuerySelectorAll("li"))
            item.TextContent = $" • {item.TextContent}";
        foreach (var paragraph in copy.QuerySelectorAll("p, b, span, h2, h3, footer"))
            paragraph.TextContent += " ";
        return Fold(string.Join(' ', copy.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    private static string Fold(string text) => Regex.Replace(
        Regex.Replace(text, @"E-\d+|#\d+|Rule [0-9a-f]{32}", m => m.Value[0] switch { 'E' => "E-n", '#' => "#n", 'R' => "the rule", _ => m.Value }),
        @"(?:\p{L}+, )?\d{1,2}\.? \p{L}+ \d{4}(?:,? (?:at )?\d\d:\d\d)?|\b\p{Lu}\p{L}{1,2}\.?,? \d{1,2}\.? \p{Lu}\p{L}{2,4}\b\.?(?: \d{4})?(?:,? \d\d:\d\d \p{L}+)?", "⟨day⟩");
}
