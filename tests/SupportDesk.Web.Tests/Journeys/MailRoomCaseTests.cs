using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Journeys;

/// <summary>The same case as a newcomer plays it: the demo as it is shipped, the mail room instead of a mail server, and a browser that runs no script.</summary>
public sealed class MailRoomCaseTests(Browser browser)
{
    private const string Subject = "The picture and the identity";
    private const string Statement = "A verified badge replaces the mandatory picture from next month on.";

    [Fact]
    public async Task A_newcomer_plays_the_case_to_its_decision_by_pages_alone_and_without_script()
    {
        await using var desk = await DeskProcess.StartAsync([new("Serilog:MinimumLevel:Default", "Warning")], "Development");
        await using var room = await Seat.TakeAsync(browser, desk, null, script: false);

        await room.GoAsync("/mailroom/new");
        await FillAsync(room, ("FromName", "Damion M"), ("FromAddress", "damion@customer.test"), ("Subject", Subject), ("Text", "The picture needs a verified identity, which needs the picture."));
        await room.ClickAsync("Send");
        await OpenAsync(room, Subject);

        await using var valeria = await Seat.TakeAsync(browser, desk, "Valeria K", script: false);
        var ticket = await valeria.AssignAsync(Subject, "Aldo L");

        await using var aldo = await Seat.TakeAsync(browser, desk, "Aldo L", script: false);
        await aldo.GoAsync(ticket);
        await aldo.Page.Locator("#composer summary").ClickAsync();
        await aldo.Page.Locator("#composer select[name=macro]").SelectOptionAsync("We pass this on");
        await aldo.Page.Locator("#composer button[formaction$=macro]").ClickAsync();
        await aldo.Page.Locator("#composer button[name=then][value=Pend]").ClickAsync();
        await room.GoAsync("/mailroom");
        await room.ClickAsync("+1 hour");
        await OpenAsync(room, Subject, "I can't change them");
        await ReplyAsync(room, "Please pass this on to someone who can influence it.");
        await UntilSeenAsync(aldo, ticket, "Please pass this on");

        await aldo.PassUpAsync(ticket);
        await OpenAsync(room, "/consent/");
        await room.Page.FrameLocator("iframe.paper").Locator("a[href*='/consent/']").First.ClickAsync();
        await room.ArrivesAsync(new("/consent/"));
        await room.ConsentAsync("Named");
        var tracker = room.Page.Url;

        await using var ines = await Seat.TakeAsync(browser, desk, "Ines A", script: false);
        var dossier = await ines.TimeOutAsync("Head of Trust & Safety");
        await ines.SeesAsync("Team lead: time ran out");
        await ines.ActAsync($"{dossier}/question", "Would a badge do for you?");
        await OpenAsync(room, "Would a badge do for you?");
        await ReplyAsync(room, "A badge would do for me.");
        await UntilSeenAsync(ines, dossier, "A badge would do for me.");
        await ines.ActAsync($"{dossier}/forwarding", "It costs us people.");

        await using var victor = await Seat.TakeAsync(browser, desk, "Victor N", script: false);
        await victor.DecideAsync(dossier, Statement);
        await OpenAsync(room, Statement);

        await room.GoAsync(tracker);
        await room.SeesAsync(Statement);
        await victor.GoAsync("/policies/mandatory-profile-picture");
        await victor.SeesAsync(Statement);
    }

    private static async Task FillAsync(Seat seat, params (string Name, string Value)[] fields)
    {
        foreach (var (name, value) in fields)
            await seat.Page.Locator($"main [name={name}]").FillAsync(value);
    }

    // Reads the newest mails in the room, as a person looks through an inbox, until one holds the words.
    private static Task OpenAsync(Seat room, params string[] words) => Eventually.True($"a mail with {words[^1]}", async () =>
    {
        await room.GoAsync("/mailroom");
        foreach (var mail in await Task.WhenAll((await room.Page.Locator("nav.mails a").AllAsync()).Take(6).Select(a => a.GetAttributeAsync("href"))))
        {
            await room.GoAsync(mail!);
            var (head, paper) = (await room.Page.Locator("article.mail").InnerTextAsync(), await room.Page.FrameLocator("iframe.paper").Locator("body").InnerHTMLAsync());
            if (Array.TrueForAll(words, w => head.Contains(w, StringComparison.Ordinal) || paper.Contains(w, StringComparison.Ordinal)))
                return true;
        }

        return false;
    }, TimeSpan.FromSeconds(60));

    private static async Task ReplyAsync(Seat room, string words)
    {
        await room.Page.Locator("textarea[name=Text]").FillAsync(words);
        await room.ClickAsync("Send the reply");
    }

    private static Task UntilSeenAsync(Seat seat, string path, string words) => Eventually.True($"{path} shows {words}", async () =>
    {
        await seat.GoAsync(path);
        return (await seat.Page.Locator("main").InnerTextAsync()).Contains(words, StringComparison.Ordinal);
    }, TimeSpan.FromSeconds(60));
}
