using System.Collections.Concurrent;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using MimeKit;
using SupportDesk.Mail;
using SupportDesk.Notifications.Rendering;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>An agent's browser, and all that it must not see: scripts that ran, requests that name <c>evil</c>, links to scripts, what its policy had to stop.</summary>
sealed class WatchedBrowser : IAsyncDisposable
{
    readonly IBrowserContext context;
    readonly DeskApplication desk;
    readonly ConcurrentQueue<string> seen = new();
    int controls, controlled;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    WatchedBrowser(IBrowserContext context, IPage page, DeskApplication desk) => (this.context, Page, this.desk) = (context, page, desk);

    public IPage Page { get; }

    public IReadOnlyCollection<string> Seen => seen;

    public static async Task<WatchedBrowser> OpenAsync(Browser browser, DeskApplication desk, bool policy)
    {
        var context = await browser.OpenAsync(policy: policy);
        await context.AddCookiesAsync([new() { Name = "desk-staff", Value = await desk.StaffCookieAsync("aldo"), Url = desk.Address.AbsoluteUri }]);
        await context.AddInitScriptAsync("""
            window.alert = window.confirm = window.prompt = what => told(`ran ${what}`);
            document.addEventListener("securitypolicyviolation", event => told(`stopped ${event.violatedDirective} ${event.blockedURI}`));
            """);
        var watch = new WatchedBrowser(context, await context.NewPageAsync(), desk);
        await context.ExposeFunctionAsync<string, bool>("told", watch.Tell);
        context.Request += (_, request) => watch.Note(request.Url);
        await context.RouteAsync(url => !url.StartsWith(desk.Address.AbsoluteUri, StringComparison.Ordinal), route => route.AbortAsync());
        return watch;
    }

    /// <returns>How many posts there were.</returns>
    public async Task<int> LookThroughAsync(long number)
    {
        var shown = 0;
        for (var at = $"/tickets/{number}"; at is not null; at = await EarlierAsync())
        {
            await LookAsync(at);
            shown += await Page.Locator("article .said:not(.plain)").CountAsync();
        }

        return shown;
    }

    /// <summary>The mails of a kind that are owed, as they will leave, each in a frame without any fence.</summary>
    /// <returns>How many quote what they answer.</returns>
    public async Task<int> LookAtMailsAsync(MailKind kind)
    {
        var (writer, quoting, html) = (desk.Services.GetRequiredService<MailWriter>(), 0, "");
        await Page.RouteAsync("**/mails-as-they-leave", route => route.FulfillAsync(new() { ContentType = "text/html; charset=utf-8", Body = html }));
        await using var db = desk.Open();
        foreach (var mails in (await db.Outbox.Where(m => m.Kind == kind).ToListAsync(Stop)).Chunk(40))
        {
            html = "";
            foreach (var mail in mails)
            {
                using var message = MimeMessage.Load(new MemoryStream((await writer.WriteAsync(db, mail, Stop)).Mime), Stop);
                var said = message.HtmlBody.ShouldNotBeNull();
                html += $"<iframe srcdoc=\"{WebUtility.HtmlEncode(said)}\"></iframe>";
                quoting += said.Contains("<blockquote", StringComparison.Ordinal) ? 1 : 0;
            }

            await LookAsync("/mails-as-they-leave");
        }

        return quoting;
    }

    public async Task LookAsync(string path)
    {
        (await Page.GotoAsync(new Uri(desk.Address, path).AbsoluteUri))!.Status.ShouldBe(200, path);
        await SettleAsync();
    }

    // What the pieces began has its turn before what is begun now; that this is seen shows that they would have been.
    public async Task SettleAsync()
    {
        foreach (var wrong in await Page.EvaluateAsync<string[]>("""
            () => [document, ...[...document.querySelectorAll("iframe[srcdoc]")].map(frame => frame.contentDocument)].flatMap(shown => [...shown.querySelectorAll("a[href], area[href]")]).filter(a => !["http:", "https:", "mailto:"].includes(a.protocol) || a.closest(".said") && a.origin === location.origin).map(a => `leads to ${a.href}`)
                .concat([...document.querySelectorAll(".said :is(form, input, button, script, style, link, meta, base, iframe, object, embed, svg, math, [style], [id], [class], [name])")].map(e => `holds ${e.outerHTML}`))
            """))
            Tell(wrong);
        controls++;
        await Page.EvaluateAsync("""no => { const control = new Image(); control.onerror = () => alert(`control ${no}`); control.src = "https://control.test/"; }""", controls);
        await Eventually.True("the control is seen", () => Volatile.Read(ref controlled) == controls);
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    async Task<string?> EarlierAsync() => await Page.Locator("a[href*='before=']").CountAsync() == 0 ? null : await Page.Locator("a[href*='before=']").First.GetAttributeAsync("href");

    bool Tell(string what)
    {
        if (what.StartsWith("ran control", StringComparison.Ordinal))
            Interlocked.Increment(ref controlled);
        else if (!what.EndsWith("https://control.test/", StringComparison.Ordinal))
            seen.Enqueue($"{what} on {Page.Url}");
        return true;
    }

    void Note(string url)
    {
        if (url.Contains("evil", StringComparison.Ordinal))
            seen.Enqueue($"fetched {url} on {Page.Url}");
    }
}
