using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using SupportDesk.Threads;
using SupportDesk.Web.Tests.Servers;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Journeys;

/// <summary>Drafts as somebody at a browser meets them.</summary>
public sealed class DraftJourneyTests(Browser browser)
{
    const string Reply = "#composer trix-editor", Note = "#note trix-editor";

    [Fact]
    public async Task A_note_comes_back_as_a_note_and_Ctrl_Enter_mails_nothing()
    {
        await using var desk = await StartAsync();
        var number = await desk.TicketAsync("Picture refused");
        await using var context = await SignInAsync(desk);
        var page = await OpenAsync(desk, context, number);
        await page.Keyboard.PressAsync("n");
        await page.Keyboard.TypeAsync("He is rude.");

        await page.GotoAsync(At(desk, "/tickets?view=open"));
        await page.GotoAsync(At(desk, $"/tickets/{number}"));
        await Assertions.Expect(page.Locator(Note)).ToContainTextAsync("He is rude.");
        await page.Locator(Note).ClickAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("#post-2.note")).ToBeVisibleAsync();

        (await page.Locator(Reply).TextContentAsync())!.Trim().ShouldBe("");
        (await desk.PostsAsync(number)).Select(p => p.Kind).ShouldBe([PostKind.Reply, PostKind.Note]);
        (await desk.ReadAsync(db => db.Outbox.CountAsync(m => m.Kind == SupportDesk.Mail.MailKind.Reply))).ShouldBe(0);
    }

    [Fact]
    public async Task Reply_and_note_never_exchange_words_while_one_is_typed_and_the_other_opened()
    {
        await using var desk = await StartAsync();
        var number = await desk.TicketAsync("Picture refused");
        await using var context = await SignInAsync(desk);
        var page = await OpenAsync(desk, context, number);

        for (var i = 0; i < 6; i++)
        {
            await page.Locator($"[name=write][value={(i % 2 == 0 ? "reply" : "note")}]").FocusAsync();
            await page.Keyboard.PressAsync(i % 2 == 0 ? "r" : "n");
            await page.Keyboard.InsertTextAsync(i % 2 == 0 ? $"reply{i} " : $"note{i} ");
        }

        (await page.Locator(Reply).TextContentAsync())!.ShouldNotContain("note");
        (await page.Locator(Note).TextContentAsync())!.ShouldNotContain("reply");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(Reply)).ToContainTextAsync("reply0 reply2 reply4");
        await Assertions.Expect(page.Locator(Note)).ToContainTextAsync("note1 note3 note5");
    }

    /// <summary>The editor draws a frame after a key and sets the caret then: by that time the next words may have begun elsewhere.</summary>
    [Fact]
    public async Task The_caret_stays_in_the_note_that_was_opened_before_the_reply_was_drawn()
    {
        await using var desk = await StartAsync();
        var number = await desk.TicketAsync("Picture refused");
        await using var context = await SignInAsync(desk);
        var page = await OpenAsync(desk, context, number);
        await page.Keyboard.PressAsync("r");

        await page.EvaluateAsync("""
            async () => {
              document.execCommand("insertText", false, "reply");
              document.querySelector("[name=write][value=note]").click();
              document.querySelector("#note trix-editor").focus();
              await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
            }
            """);
        await page.Keyboard.TypeAsync("note");
        (await page.Locator(Reply).TextContentAsync())!.Trim().ShouldBe("reply");
        (await page.Locator(Note).TextContentAsync())!.Trim().ShouldBe("note");

        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("r");
        await page.Keyboard.TypeAsync("2");
        await Assertions.Expect(page.Locator(Reply)).ToHaveTextAsync("reply2");
    }

    [Fact]
    public async Task A_draft_with_its_picture_and_file_is_there_on_another_device()
    {
        await using var desk = await StartAsync();
        var number = await desk.TicketAsync("Picture refused");
        await using (var context = await SignInAsync(desk))
        {
            var page = await OpenAsync(desk, context, number);
            await page.Locator(Reply).ClickAsync();
            await page.Keyboard.TypeAsync("Press this: ");
            await ComposerTests.PasteAsync(page, "button.png");
            await Assertions.Expect(page.Locator($"{Reply} img")).ToHaveCountAsync(1);
            await page.Locator("#composer input[type=file]").SetInputFilesAsync(new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "Notes"u8.ToArray() });
            await Eventually.True("the desk has words and files", async () =>
                (await desk.ReadAsync(db => db.Drafts.Select(d => d.Fields).ToListAsync())).Exists(fields => fields.Contains("keep") && fields.Contains("/files/")));
        }

        await using var elsewhere = await SignInAsync(desk);
        var other = await OpenAsync(desk, elsewhere, number);
        await Assertions.Expect(other.Locator($"{Reply} img")).ToHaveCountAsync(1);
        await Assertions.Expect(other.Locator("#composer [data-files]")).ToContainTextAsync("notes.txt");
        await other.Locator("#composer [value=Pend]").ClickAsync();
        await Assertions.Expect(other.Locator("#post-2 .said img")).ToBeVisibleAsync();

        await Assertions.Expect(other.Locator("#post-2 .files li")).ToHaveCountAsync(1);
        (await desk.ReadAsync(db => db.Attachments.CountAsync(a => a.PostId == null))).ShouldBe(0);
        (await desk.ReadAsync(db => db.Drafts.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_typed_after_the_session_ended_is_there_after_signing_in_again()
    {
        await using var desk = await StartAsync();
        var number = await desk.TicketAsync("Picture refused");
        await using var context = await SignInAsync(desk);
        var page = await OpenAsync(desk, context, number);
        await page.Keyboard.PressAsync("n");
        await context.ClearCookiesAsync(new() { Name = "desk-staff" });
        await page.Keyboard.TypeAsync("Typed without a session");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForURLAsync("**/sign-in*");

        await context.AddCookiesAsync([await CookieAsync(desk)]);
        await page.GotoAsync(At(desk, $"/tickets/{number}"));

        await Assertions.Expect(page.Locator(Note)).ToContainTextAsync("Typed without a session");
        (await page.Locator(Reply).TextContentAsync())!.Trim().ShouldBe("");
        (await desk.PostsAsync(number)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_JavaScript_the_page_says_that_drafts_are_not_kept_and_shows_no_dead_button()
    {
        await using var desk = await StartAsync();
        var number = await desk.TicketAsync("Picture refused");
        await using var context = await SignInAsync(desk, script: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync(At(desk, $"/tickets/{number}"));

        (await page.Locator("#composer").InnerTextAsync()).ShouldContain("Without JavaScript, drafts are not kept");
        await page.Locator("#composer summary").ClickAsync();
        (await page.Locator("#composer button[type=button]:visible").CountAsync()).ShouldBe(0);
        (await page.Locator("#composer select[name=macro]").IsVisibleAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_typed_is_saved_as_the_page_goes_and_not_only_after_seconds()
    {
        await using var desk = await StartAsync();
        var number = await desk.TicketAsync("Picture refused");
        await using var context = await SignInAsync(desk);
        await context.AddInitScriptAsync("const later = window.setTimeout; window.setTimeout = (run, after, ...more) => after >= 1000 ? 0 : later(run, after, ...more);");
        var page = await OpenAsync(desk, context, number);
        await page.Keyboard.PressAsync("n");
        await page.Keyboard.TypeAsync("He is rude.");

        await page.GotoAsync("about:blank");

        await Eventually.True("the desk has the draft", () => desk.ReadAsync(db => db.Drafts.AnyAsync(d => d.Fields.Contains("He is rude."))));
    }

    [Fact]
    public async Task Other_forms_keep_what_was_typed_too()
    {
        await using var desk = await StartAsync();
        await using var context = await SignInAsync(desk);
        var page = await context.NewPageAsync();
        await page.GotoAsync(At(desk, "/tickets/new"));
        await page.GetByLabel("Subject").PressSequentiallyAsync("Called about a picture");
        await page.GetByLabel("What they said").PressSequentiallyAsync("It refuses my picture.");

        await page.GotoAsync(At(desk, "/tickets"));
        await page.GotoAsync(At(desk, "/tickets/new"));

        await Assertions.Expect(page.GetByLabel("Subject")).ToHaveValueAsync("Called about a picture");
        await Assertions.Expect(page.GetByLabel("What they said")).ToHaveValueAsync("It refuses my picture.");
    }

    internal static string At(DeskApplication desk, string path) => new Uri(desk.Address, path).AbsoluteUri;

    internal static async Task<Cookie> CookieAsync(DeskApplication desk) => new() { Name = "desk-staff", Value = await desk.StaffCookieAsync("aldo"), Url = desk.Address.AbsoluteUri };

    static async Task<DeskApplication> StartAsync()
    {
        Machine.NeedsChromium();
        return await DeskApplication.StartAsync(new(Listen: true));
    }

    async Task<IBrowserContext> SignInAsync(DeskApplication desk, bool script = true)
    {
        var context = await browser.OpenAsync(script: script);
        await context.AddCookiesAsync([await CookieAsync(desk)]);
        return context;
    }

    static async Task<IPage> OpenAsync(DeskApplication desk, IBrowserContext context, long number)
    {
        var page = await context.NewPageAsync();
        // As on a slow machine, where keys come before the editor has drawn the last one.
        var chromium = await context.NewCDPSessionAsync(page);
        await chromium.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = 4 });
        await page.GotoAsync(At(desk, $"/tickets/{number}"));
        await Assertions.Expect(page.Locator("trix-editor")).ToHaveCountAsync(2);
        return page;
    }
}
