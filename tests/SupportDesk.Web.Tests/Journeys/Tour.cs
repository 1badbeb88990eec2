using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Web.Commands;

namespace SupportDesk.Web.Tests.Journeys;

/// <summary>Somebody who plays README's tour by pages alone: who acts, what is pressed and where it leads is read from its steps.</summary>
sealed partial class Tour(DeskApplication desk, Tour.MovedClock clock) : IDisposable
{
    private const string Answer = "I will carry what you say.";
    private const string Statement = "A verified badge replaces the mandatory picture from next month on.";
    private readonly Dictionary<string, DeskClient> clients = [];
    private readonly StringBuilder seen = new();
    private string ticket = "";
    private string dossier = "";
    private string policy = "";

    /// <summary>The machine's clock, moved: its timers run as always.</summary>
    internal sealed class MovedClock(TimeSpan ahead) : TimeProvider
    {
        private long ticks = ahead.Ticks;

        public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref ticks));
    }

    /// <summary>How each step is played, in README's order.</summary>
    public IReadOnlyList<Func<string, Task>> Plays =>
        [AssignAsync, AnswerAsync, ReplyAsync, PassUpAsync, ConsentAsync, PushAsync, LevelAsync, DecideAsync];

    /// <summary>All words of the pages that were looked at since it was last asked.</summary>
    public string TakeSeen()
    {
        var words = seen.ToString();
        seen.Clear();
        return words;
    }

    /// <summary>What a step calls by the words of the pages: in italics or in quotes.</summary>
    public static IEnumerable<string> WordsIn(string step) => PageWords().Matches(step.Replace("**", "", StringComparison.Ordinal))
        .Select(m => m.Groups[1].Value + m.Groups[2].Value);

    public void Dispose()
    {
        foreach (var client in clients.Values)
            client.Dispose();
    }

    private async Task AssignAsync(string step)
    {
        var page = await SeeAsync(await SignInAsync(step), "/moderation");
        var row = page.Document.QuerySelectorAll("ul.work li").First(li => li.TextContent.Contains("Damion", StringComparison.Ordinal));
        ticket = row.QuerySelector("a.title")!.GetAttribute("href")!;
        var agent = row.QuerySelectorAll("option")
            .Single(o => o.TextContent.Contains(AssignedTo().Match(step).Groups[1].Value, StringComparison.Ordinal)).GetAttribute("value");
        (await SeeAsync(await SignInAsync(step), ticket)).Words.ShouldContain("nothing came of it");
        await SubmitAsync(await SignInAsync(step), "/moderation", $"form[action='{ticket}/assignment']", [("agent", agent)]);
    }

    private async Task AnswerAsync(string step)
    {
        var aldo = await SignInAsync(step);
        (await SeeAsync(aldo, "/tickets?view=mine")).Document.QuerySelector($"a[href^='{ticket}']").ShouldNotBeNull();
        await SubmitAsync(aldo, ticket, "#composer", [("words", Answer)], "button[value=Pend]");
        clock.Advance(TimeSpan.FromSeconds(11));
        await LetterAsync(Answer);
    }

    private async Task ReplyAsync(string step)
    {
        await WriteAsync(await LetterAsync(Answer), "Please do, and you may quote me.");
        await SeesAsync("Aldo", ticket, "Please do, and you may quote me.");
    }

    private async Task PassUpAsync(string step)
    {
        policy = WordsIn(step).Last();
        var aldo = await SignInAsync(step);
        var page = await SeeAsync(aldo, $"{ticket}/escalation");
        var choice = page.Document.QuerySelectorAll("label.choice").First(l => l.TextContent.Contains(policy, StringComparison.Ordinal))
            .QuerySelector("input")!.GetAttribute("value");
        await SubmitAsync(aldo, $"{ticket}/escalation", "#act", [("Policy", choice), ("Passages[0].Picked", "true")], "button.climb");
    }

    private async Task ConsentAsync(string step)
    {
        var letter = await LetterAsync("/consent/");
        var link = ConsentLink().Match((await Stranger.GetAsync($"{letter}?handler=Paper")).Text).Value;
        await SubmitAsync(Stranger, link, "form.form", [("Form", "Named")]);
    }

    private async Task PushAsync(string step)
    {
        var (press, level) = (WordsIn(step).First(), WordsIn(step).Last());
        var ines = await SignInAsync("Sign in as Ines");
        for (var pushes = 0; pushes < 60; pushes++)
        {
            var room = await Eventually.Get("nothing is behind", async () => await Stranger.GetAsync("/mailroom") is var page
                && Button(page, press) is not null ? page : null);
            if (await AtLevelAsync(ines, level) is { } found)
            {
                dossier = found;
                return;
            }

            Button(room, press)!.Id = "press";
            seen.Append(room.Words);
            await Stranger.SubmitAsync(room, "form[action='/mailroom/clock']", press: "#press");
        }

        throw new InvalidOperationException($"After 60 pushes the case is not at {level}");
    }

    private async Task LevelAsync(string step)
    {
        var ines = await SignInAsync(step);
        await SeeAsync(ines, dossier);
        await SubmitAsync(ines, $"{dossier}/acknowledgement", "#act", [], "button.climb");
        await SubmitAsync(ines, $"{dossier}/question", "#act", [("Text", "Would a badge do for you?")], "button.climb");
        clock.Advance(TimeSpan.FromSeconds(11));
        await WriteAsync(await LetterAsync("Would a badge do for you?"), "A badge would do.");
        await SeesAsync("Ines", dossier, "A badge would do.");
        await SubmitAsync(ines, $"{dossier}/forwarding", "#act", [("Text", "It costs us people.")], "button.climb");
    }

    private async Task DecideAsync(string step)
    {
        var victor = await SignInAsync(step);
        await SeeAsync(victor, dossier);
        (string, string?)[] words = [("Outcome", "Accepted"), ("Statement", Statement)];
        await PressAsync(await victor.GetAsync($"{dossier}/decision"), async page =>
            await victor.SubmitAsync(await victor.SubmitAsync(page, "#act", words, "button.preview"), "#act", press: "button.confirm"));
        clock.Advance(TimeSpan.FromSeconds(11));
        await LetterAsync(Statement);
        var shown = (await victor.GetAsync("/policies")).Document.QuerySelectorAll("a")
            .First(a => a.TextContent.Contains(policy, StringComparison.Ordinal)).GetAttribute("href")!;
        await SeesAsync("Victor", shown, Statement);
        await using var scope = desk.Services.CreateAsyncScope();
        step.ShouldContain("receipts verify");
        (await ReceiptCommands.VerifyAsync(scope.ServiceProvider, [], [], TextWriter.Null, TestContext.Current.CancellationToken))
            .ShouldBe(0);
    }

    private DeskClient Stranger => clients.TryGetValue("", out var known) ? known : clients[""] = desk.Stranger();

    // With one click, as the step says.
    private async Task<DeskClient> SignInAsync(string step)
    {
        var name = Who().Match(step).Groups[1].Value;
        if (clients.TryGetValue(name, out var known))
            return known;

        var client = desk.Stranger();
        var page = await client.GetAsync("/sign-in");
        page.Document.QuerySelectorAll("ul.cast form").Single(f => f.TextContent.Contains(name, StringComparison.Ordinal)).Id = "me";
        (await client.SubmitAsync(page, "#me")).Status.ShouldBe(HttpStatusCode.Redirect);
        return clients[name] = client;
    }

    private async Task<DeskPage> SeeAsync(DeskClient client, string path)
    {
        var page = await client.GetAsync(path);
        page.Status.ShouldBe(HttpStatusCode.OK, $"{path}: {page.Words}");
        seen.Append(page.Words).Append('\n');
        return page;
    }

    private async Task SubmitAsync(DeskClient client, string path, string form, IEnumerable<(string Name, string? Value)> fields,
        string press = "button:not([formaction])")
    {
        var sent = fields.ToList();
        await PressAsync(await SeeAsync(client, path), page => client.SubmitAsync(page, form, sent, press));
    }

    private static async Task PressAsync(DeskPage page, Func<DeskPage, Task<DeskPage>> press)
    {
        var answer = await press(page);
        answer.Status.ShouldBe(HttpStatusCode.Redirect, $"{answer.Path}: {answer.Words}");
    }

    private async Task SeesAsync(string name, string path, string words)
    {
        var client = await SignInAsync($"As {name}");
        await Eventually.True($"{name} sees {words}", async () =>
            (await client.GetAsync(path)).Words.Contains(words, StringComparison.Ordinal));
    }

    // The path of the newest mail in the room that holds the words, among the newest ones.
    private Task<string> LetterAsync(string words) => Eventually.Get($"a mail with {words}", async () =>
    {
        var room = await SeeAsync(Stranger, "/mailroom");
        foreach (var path in room.Document.QuerySelectorAll("nav.mails a").Take(8).Select(a => a.GetAttribute("href")!))
        {
            if ((await Stranger.GetAsync($"{path}?handler=Paper")).Text.Contains(words, StringComparison.Ordinal))
                return path;
        }

        return null;
    });

    private Task WriteAsync(string letter, string words) =>
        SubmitAsync(Stranger, letter, $"form[action='{letter}/reply']", [("Text", words)]);

    private static IHtmlButtonElement? Button(DeskPage page, string words) =>
        page.Document.QuerySelectorAll("button").OfType<IHtmlButtonElement>().FirstOrDefault(b =>
            b.TextContent.Contains(words, StringComparison.Ordinal));

    private async Task<string?> AtLevelAsync(DeskClient client, string level) =>
        (await SeeAsync(client, "/escalations")).Document.QuerySelectorAll("section")
            .Where(s => s.TextContent.Contains(level, StringComparison.Ordinal))
            .SelectMany(s => s.QuerySelectorAll("article.case")).FirstOrDefault(card => card.TextContent.Contains(policy, StringComparison.Ordinal))
            ?.QuerySelector("a[href^='/escalations/']")?.GetAttribute("href");

    [GeneratedRegex(@"\*([^*]+)\*|""([^""]+)""")]
    private static partial Regex PageWords();

    [GeneratedRegex(@"(?:Sign in as|Be|As) ([A-Z]\w+)")]
    private static partial Regex Who();

    [GeneratedRegex(@"it to ([A-Z]\w+)\.")]
    private static partial Regex AssignedTo();

    [GeneratedRegex("/consent/[A-Za-z0-9_-]+", RegexOptions.NonBacktracking)]
    private static partial Regex ConsentLink();
}
