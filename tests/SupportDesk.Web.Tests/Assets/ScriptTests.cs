using Microsoft.Playwright;
using SupportDesk.Web.Assets;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Assets;

/// <summary>The modules in wwwroot/js, on a page that holds nothing but their marks, under the policy of real pages.</summary>
[Collection("front")]
public sealed class ScriptTests(FrontDesk front, Browser browser)
{
    private const string Composer =
        """
        <section class="composer" tabindex="-1">
          <label><input type="radio" name="write" value="reply" checked data-key="r" data-writes="composer">Reply</label><label><input type="radio" name="write" value="note" data-key="n" data-writes="note">Note</label>
          <form class="reply" id="composer" method="post" action="/sent" enctype="multipart/form-data" data-composer>
            <label for="words">Words</label><textarea id="words" name="words" placeholder="Write"></textarea><input type="hidden" name="format" value="text">
            <input type="file" name="files" multiple><ul data-files></ul><button class="first" type="submit" name="then" value="send">Send</button>
          </form>
          <form class="note" id="note" method="post" action="/noted" enctype="multipart/form-data" data-composer>
            <label for="note-words">Words of the note</label><textarea id="note-words" name="words"></textarea><input type="hidden" name="format" value="text">
            <input type="file" name="files" multiple><ul data-files></ul><button class="first" type="submit" name="then" value="note">Add note</button>
          </form>
        </section>
        """;

    [Fact]
    public async Task Ctrl_Enter_in_a_note_adds_the_note_at_once()
    {
        await using var context = await browser.OpenAsync();
        var page = await OpenAsync(context, Composer);
        await page.Keyboard.PressAsync("n");
        await Assertions.Expect(page.Locator("#note trix-editor")).ToBeFocusedAsync();
        await page.Keyboard.InsertTextAsync("only us");

        var sent = await page.RunAndWaitForRequestAsync(() => page.Keyboard.PressAsync("Control+Enter"), "**/noted");

        sent.PostData.ShouldNotBeNull().ShouldContain("<div>only us</div>", customMessage: sent.PostData);
        sent.PostData!.ShouldContain("name=\"then\"\r\n\r\nnote");
    }

    [Fact]
    public async Task A_dropped_file_goes_with_the_form()
    {
        await using var context = await browser.OpenAsync();
        var page = await OpenAsync(context, Composer);
        var file = await page.EvaluateHandleAsync("() => { const held = new DataTransfer(); held.items.add(new File(['abc'], 'proof.png')); return held }");

        await page.DispatchEventAsync("#composer trix-editor", "drop", new { dataTransfer = file });

        await page.GetByText("proof.png, 3 B").WaitForAsync();
        (await page.EvaluateAsync<int>("() => document.querySelector('#composer input[type=file]').files.length")).ShouldBe(1);
    }

    [Fact]
    public async Task Without_JavaScript_the_choice_still_shows_its_button()
    {
        await using var context = await browser.OpenAsync(script: false);
        var page = await OpenAsync(context, Composer, enhanced: false);

        await page.GetByText("Note", new() { Exact = true }).ClickAsync();

        (await page.GetByText("Add note").IsVisibleAsync()).ShouldBeTrue();
        (await page.GetByText("Send", new() { Exact = true }).IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_topic_that_changed_is_fetched_again()
    {
        await using var context = await browser.OpenAsync();
        await context.RouteAsync("**/live?*", route => route.FulfillAsync(new() { ContentType = "text/event-stream", Body = "event: changed\ndata: ticket:1042\n\n" }));
        await context.RouteAsync("**/fragment", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "a post that arrived" }));

        var page = await OpenAsync(context, """<div id="thread" data-live="ticket:1042" hx-get="/fragment" hx-trigger="live">old</div>""", enhanced: false);

        await page.Locator("#thread", new() { HasText = "a post that arrived" }).WaitForAsync();
    }

    [Fact]
    public async Task A_list_counts_what_is_new_instead_of_moving()
    {
        await using var context = await browser.OpenAsync();
        await context.RouteAsync("**/live?*", route => route.FulfillAsync(new() { ContentType = "text/event-stream", Body = "event: changed\ndata: queue\n\nevent: changed\ndata: queue\n\n" }));

        var page = await OpenAsync(context, """<button class="news" type="button" data-news="list" hidden></button><div id="list" data-live="queue">old</div>""", enhanced: false);

        await page.GetByText("2 new. Show them").WaitForAsync();
    }

    [Fact]
    public async Task Opened_is_posted_once_in_view()
    {
        await using var context = await browser.OpenAsync();
        var opened = new TaskCompletionSource<string?>();
        await context.RouteAsync("**/opened", route =>
        {
            opened.TrySetResult(route.Request.PostData);
            return route.FulfillAsync(new() { Status = 204 });
        });

        await OpenAsync(context, """<form method="post" action="/opened" data-opened><input type="hidden" name="act" value="7"></form>""", enhanced: false);

        (await opened.Task.WaitAsync(Eventually.Limit, TestContext.Current.CancellationToken)).ShouldNotBeNull().ShouldContain("name=\"act\"");
    }

    [Fact]
    public async Task Keys_walk_rows_and_can_be_switched_off()
    {
        await using var context = await browser.OpenAsync();
        var page = await OpenAsync(context, """<div data-row><a href="#one">one</a></div><div data-row><a href="#two">two</a></div><dialog id="keys"><dl></dl><input type="checkbox" data-keys-on aria-label="on"></dialog>""", enhanced: false);

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("?");
        await page.UncheckAsync("[data-keys-on]");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("k");

        page.Url.ShouldEndWith("#two");
        (await page.InnerTextAsync(".at")).ShouldBe("two");
    }

    private async Task<IPage> OpenAsync(IBrowserContext context, string marks, bool enhanced = true)
    {
        var page = await context.NewPageAsync();
        var html =
            $"""
            <!doctype html><html lang="en"><head><title>Marks</title><meta name="htmx-config" content='{"{"}"allowEval":false,"includeIndicatorStyles":false{"}"}'>
            <link rel="stylesheet" href="/assets/0/css/desk.css"><link rel="stylesheet" href="/assets/0/css/pages.css">
            <script src="/assets/0/lib/htmx.js" defer></script><script src="/assets/0/js/desk.js" type="module"></script></head><body data-icons="/assets/0/lib/icons.svg"><main>{marks}</main></body></html>
            """;
        await page.RouteAsync("**/marks", route => route.FulfillAsync(new() { ContentType = "text/html", Body = html, Headers = [new("Content-Security-Policy", ContentPolicy.Pages)] }));
        await page.GotoAsync(front.Desk.Address + "/marks");
        if (enhanced)
            await Assertions.Expect(page.Locator("trix-editor")).ToHaveCountAsync(2);
        return page;
    }
}
