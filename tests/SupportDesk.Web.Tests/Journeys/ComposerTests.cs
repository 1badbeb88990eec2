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
        await Assertions.Expect(page.Locator("trix-editor img")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("[data-files]")).ToContainTextAsync("button.png");
        // At once: key by key on a busy machine a line break was once left behind the picture.
        await page.Keyboard.InsertTextAsync(" and wait.");
        var first = await SendAsync(desk, page, number, 2);
        await ShownAsync(page, 2);

        await page.Locator(".flash button").ClickAsync();
        await Assertions.Expect(page.Locator("trix-editor img")).ToHaveCountAsync(1);
        var second = await SendAsync(desk, page, number, 3);
        await ShownAsync(page, 3);

        foreach (var post in new[] { first, second })
            post.Html.Replace('\u00A0', ' ').ShouldBe($"<p>Press this: <img src=\"{Attachment.AddressOf(await desk.ReadAsync(db => db.Attachments.Where(a => a.PostId == post.Id).Select(a => a.Id).SingleAsync()))}\" alt=\"\"> and wait.</p>");
    }

    [Fact]
    public async Task A_picture_leaves_the_words_with_its_file_and_the_file_with_its_picture()
    {
        await using var desk = await StartAsync();
        var number = await desk.TicketAsync("Where do I press?");
        await using var context = await SignInAsync(desk);
        var page = await OpenAsync(desk, context, number);
        await page.Keyboard.TypeAsync("Look: ");
        await PasteAsync(page, "one.png");
        await PasteAsync(page, "two.png");
        await PasteAsync(page, "three.png");
        await Assertions.Expect(page.Locator("trix-editor img")).ToHaveCountAsync(3);

        await page.GetByLabel("Remove two.png").ClickAsync();
        await Assertions.Expect(page.Locator("trix-editor img")).ToHaveCountAsync(2);
        await page.Locator("trix-editor").FocusAsync();
        await page.Keyboard.PressAsync("End");
        // The first press picks the picture out, the second takes it away.
        await page.Keyboard.PressAsync("Backspace");
        await page.Keyboard.PressAsync("Backspace");
        await Assertions.Expect(page.Locator("[data-files] li")).ToHaveCountAsync(1);
        var post = await SendAsync(desk, page, number, 2);

        var files = await desk.ReadAsync(db => db.Attachments.Where(a => a.PostId == post.Id).ToListAsync());
        files.Select(f => f.Name).ShouldBe(["one.png"]);
        post.Html.ShouldStartWith("<p>Look:");
        post.Html.Split("<img").Length.ShouldBe(2, post.Html);
        post.Html.ShouldContain($"<img src=\"{Attachment.AddressOf(files[0].Id)}\"");
    }

    [Fact]
    public async Task A_draft_keeps_the_words_and_says_nothing_of_pictures_that_are_gone()
    {
        await using var desk = await StartAsync();
        var number = await desk.TicketAsync("Where do I press?");
        await using var context = await SignInAsync(desk);
        var page = await OpenAsync(desk, context, number);
        await page.Keyboard.TypeAsync("Press this: ");
        await PasteAsync(page, "button.png");
        await Assertions.Expect(page.Locator("[data-draft-says]")).ToHaveTextAsync("Draft kept on this device");
        await Eventually.True("the draft has the words", async () => (await page.EvaluateAsync<string>("Object.values(localStorage).join()")).Contains("Press this:"));

        await page.ReloadAsync();

        await Assertions.Expect(page.Locator("trix-editor")).ToContainTextAsync("Press this:");
        (await page.Locator("trix-editor img").CountAsync()).ShouldBe(0);
        (await page.EvaluateAsync<string>("Object.values(localStorage).join()")).ShouldNotContain("data:");
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
        await page.Locator("trix-editor").ClickAsync();
        return page;
    }

    // A red square, as a program that takes pictures of the screen puts it on the clipboard.
    static async Task PasteAsync(IPage page, string name) => await page.Locator("trix-editor").EvaluateAsync("""
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
