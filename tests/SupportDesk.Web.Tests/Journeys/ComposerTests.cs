using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using SupportDesk.Threads;
using SupportDesk.Web.Tests.Servers;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Journeys;

/// <summary>The composer as somebody at a browser uses it.</summary>
public sealed class ComposerTests(Browser browser)
{
    [Fact]
    public async Task A_picture_that_is_pasted_stands_within_the_words_and_survives_taking_the_reply_back()
    {
        await using var desk = await StartAsync();
        var number = await desk.TicketAsync("Where do I press?");
        await using var context = await SignInAsync(desk);
        var page = await OpenAsync(desk, context, number);

        await page.Keyboard.TypeAsync("Press this: ");
        await PasteAsync(page, "button.png");
        await Assertions.Expect(page.Locator("#composer trix-editor img")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#composer [data-files] li")).ToHaveCountAsync(0);
        // At once: key by key on a busy machine a line break was once left behind the picture.
        await page.Keyboard.InsertTextAsync(" and wait.");
        await SendAsync(desk, page, number, 2);
        await ShownAsync(page, 2);
        (await page.Locator("#post-2 .files li").CountAsync()).ShouldBe(0);

        await page.Locator(".flash form button").ClickAsync();
        await Assertions.Expect(page.Locator("#composer trix-editor img")).ToHaveCountAsync(1);
        var second = await SendAsync(desk, page, number, 3);
        await ShownAsync(page, 3);

        second.Html.Replace('\u00A0', ' ').ShouldBe($"<p>Press this: <img src=\"{Attachment.AddressOf(await desk.ReadAsync(db => db.Attachments.Where(a => a.PostId == second.Id).Select(a => a.Id).SingleAsync()))}\" alt=\"\"> and wait.</p>");
    }

    [Fact]
    public async Task A_picture_that_is_taken_out_of_the_words_is_not_sent()
    {
        await using var desk = await StartAsync();
        var number = await desk.TicketAsync("Where do I press?");
        await using var context = await SignInAsync(desk);
        var page = await OpenAsync(desk, context, number);
        await page.Keyboard.TypeAsync("Look: ");
        await PasteAsync(page, "one.png");
        await PasteAsync(page, "two.png");
        await Assertions.Expect(page.Locator("#composer trix-editor img")).ToHaveCountAsync(2);

        await page.Locator("#composer trix-editor").FocusAsync();
        await page.Keyboard.PressAsync("End");
        // The first press picks the picture out, the second takes it away.
        await page.Keyboard.PressAsync("Backspace");
        await page.Keyboard.PressAsync("Backspace");
        await Assertions.Expect(page.Locator("#composer trix-editor img")).ToHaveCountAsync(1);
        var post = await SendAsync(desk, page, number, 2);

        var files = await desk.ReadAsync(db => db.Attachments.Where(a => a.PostId == post.Id).ToListAsync());
        files.Count.ShouldBe(1);
        post.Html.Split("<img").Length.ShouldBe(2, post.Html);
        post.Html.ShouldContain($"<img src=\"{Attachment.AddressOf(files[0].Id)}\"");
    }

    [Fact]
    public async Task A_macro_by_keyboard_leaves_the_caret_behind_its_text_and_closes_its_menu()
    {
        await using var desk = await StartAsync();
        var number = await desk.TicketAsync("Where do I press?");
        await using var context = await SignInAsync(desk);
        var page = await OpenAsync(desk, context, number);
        await page.Keyboard.TypeAsync("Before. ");

        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("m");
        await Assertions.Expect(page.Locator("#composer [data-insert]").First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#composer details[open]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#composer trix-editor")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("THE END");

        var words = (await page.Locator("#composer trix-editor").InnerTextAsync()).Trim();
        words.ShouldStartWith("Before. Hi Damion,");
        words.ShouldEndWith("THE END");
    }

    [Fact]
    public async Task Escape_leaves_the_editor_for_the_shortcuts()
    {
        await using var desk = await StartAsync();
        var number = await desk.TicketAsync("Where do I press?");
        await using var context = await SignInAsync(desk);
        var page = await OpenAsync(desk, context, number);
        await page.Keyboard.TypeAsync("Half");

        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("n");
        await page.Keyboard.TypeAsync("only us");

        await Assertions.Expect(page.Locator("#composer trix-editor")).ToHaveTextAsync("Half");
        await Assertions.Expect(page.Locator("#note trix-editor")).ToHaveTextAsync("only us");
    }

    [Fact]
    public async Task After_assigning_and_sending_the_focus_stays_where_the_work_is()
    {
        await using var desk = await StartAsync();
        var number = await desk.TicketAsync("Where do I press?");
        await using var context = await SignInAsync(desk);
        var page = await OpenAsync(desk, context, number);
        await page.Keyboard.PressAsync("Escape");

        await page.Keyboard.PressAsync("a");
        await page.Locator(".drop #act select").SelectOptionAsync(new SelectOptionValue { Value = $"{desk.Person("bojan")}" });
        await page.Locator(".drop #act button").PressAsync("Enter");
        await Assertions.Expect(page.Locator(".flash")).ToContainTextAsync("is assigned to");
        await Assertions.Expect(page.Locator("summary[data-key=a]")).ToBeFocusedAsync();
        await page.Locator("#composer trix-editor").ClickAsync();
        await page.Keyboard.TypeAsync("We look into it.");
        await page.Keyboard.PressAsync("Control+Enter");

        await Assertions.Expect(page.Locator("#post-2")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_message_after_an_act_lies_over_the_page_and_can_be_dismissed()
    {
        await using var desk = await StartAsync();
        var number = await desk.TicketAsync("Where do I press?");
        await using var context = await SignInAsync(desk);
        var page = await OpenAsync(desk, context, number);
        var before = await page.Locator("header.bar").EvaluateAsync<double>("bar => bar.offsetTop");
        await page.Keyboard.TypeAsync("We look into it.");
        await page.Keyboard.PressAsync("Control+Enter");

        await Assertions.Expect(page.Locator(".flash form button")).ToBeVisibleAsync();
        (await page.Locator("header.bar").EvaluateAsync<double>("bar => bar.offsetTop")).ShouldBe(before);
        await page.GetByLabel("Dismiss").ClickAsync();

        (await page.Locator(".flash").CountAsync()).ShouldBe(0);
    }

    static async Task<DeskApplication> StartAsync()
    {
        Machine.NeedsChromium();
        return await DeskApplication.StartAsync(new(Listen: true));
    }

    async Task<IBrowserContext> SignInAsync(DeskApplication desk)
    {
        var context = await browser.OpenAsync();
        await context.AddCookiesAsync([new() { Name = "desk-staff", Value = await desk.StaffCookieAsync("aldo"), Url = desk.Address.AbsoluteUri }]);
        return context;
    }

    static async Task<IPage> OpenAsync(DeskApplication desk, IBrowserContext context, long number)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(desk.Address, $"/tickets/{number}").AbsoluteUri);
        await page.Locator("#composer trix-editor").ClickAsync();
        return page;
    }

    // A red square, as a program that takes pictures of the screen puts it on the clipboard.
    internal static async Task PasteAsync(IPage page, string name) => await page.Locator("#composer trix-editor").EvaluateAsync("""
        async (editor, name) => {
          const canvas = new OffscreenCanvas(240, 80), pen = canvas.getContext("2d");
          pen.fillStyle = "#c0392b";
          pen.fillRect(0, 0, 240, 80);
          const clipboardData = new DataTransfer();
          clipboardData.items.add(new File([await canvas.convertToBlob()], name, { type: "image/png" }));
          editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }
        """, name);

    static async Task<Post> SendAsync(DeskApplication desk, IPage page, long number, int position)
    {
        await page.Locator("#composer [value=Pend]").ClickAsync();
        await Assertions.Expect(page.Locator($"#post-{position}")).ToBeVisibleAsync();
        return (await desk.PostsAsync(number)).Single(p => p.Position == position);
    }

    static Task ShownAsync(IPage page, int position) => Eventually.True("the picture is shown in the thread", async () =>
        await page.Locator($"#post-{position} .said img").EvaluateAsync<int>("picture => picture.naturalWidth") == 240);
}
