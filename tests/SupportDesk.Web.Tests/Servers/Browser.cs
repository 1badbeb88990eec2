using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SupportDesk.Web.Tests.Servers;

[assembly: AssemblyFixture(typeof(Browser))]

namespace SupportDesk.Web.Tests.Servers;

/// <summary>One real Chromium for all tests, started by the first that opens a context. Take it as a constructor argument of the test class.</summary>
public sealed class Browser : IAsyncDisposable
{
    const int WidePage = 1280, WideHeight = 900, NarrowHeight = 780;

    readonly SemaphoreSlim gate = new(1);
    IPlaywright? driver;
    IBrowser? chromium;

    /// <summary>The width every page must fit into without scrolling sideways, in CSS pixels.</summary>
    public const int NarrowPage = 360;

    /// <summary>Opens a context of its own cookies, in UTC and English; skips the test where there is no Chromium.</summary>
    /// <param name="dark">Prefer the dark colours.</param>
    /// <param name="narrow">360 pixels wide, as a small telephone.</param>
    /// <param name="script">False switches JavaScript off.</param>
    /// <param name="zone">The reader's (IANA).</param>
    /// <param name="policy">False ignores Content-Security-Policy: what it would stop must not be there in the first place.</param>
    public async Task<IBrowserContext> OpenAsync(bool dark = false, bool narrow = false, bool script = true, bool policy = true, string zone = "UTC")
    {
        Machine.NeedsChromium();
        var context = await (await Chromium()).NewContextAsync(new()
        {
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = narrow ? new() { Width = NarrowPage, Height = NarrowHeight } : new() { Width = WidePage, Height = WideHeight },
            JavaScriptEnabled = script,
            BypassCSP = !policy,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = zone,
        });
        context.SetDefaultTimeout(40_000);
        Assertions.SetDefaultExpectTimeout(40_000);
        return context;
    }

    async Task<IBrowser> Chromium()
    {
        await gate.WaitAsync();
        try
        {
            driver ??= await Playwright.CreateAsync();
            return chromium ??= await driver.Chromium.LaunchAsync(new() { ExecutablePath = Machine.Chromium, Headless = true });
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
            await chromium.DisposeAsync();
        driver?.Dispose();
        gate.Dispose();
    }
}

static class PageChecks
{
    /// <summary>Fails with rule, help and elements of every violation that axe finds on the page.</summary>
    public static async Task ShouldBeAccessibleAsync(this IPage page)
    {
        var result = await page.RunAxe(new AxeRunOptions { Iframes = false }); // our frames hold others' mail, sandboxed without scripts

        result.Violations.Select(Describe).ShouldBeEmpty($"axe on {page.Url}");
    }

    /// <summary>Fails where the page is wider than its window, naming the elements that stick out.</summary>
    public static async Task ShouldNotScrollSidewaysAsync(this IPage page)
    {
        var wide = await page.EvaluateAsync<string[]>(
            """
            () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
              [`page: ${document.documentElement.scrollWidth}`].concat([...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .slice(0, 10).map(e => `${e.tagName.toLowerCase()}.${e.className}: ${Math.round(e.getBoundingClientRect().right)}`))
            """);

        wide.ShouldBeEmpty($"{page.Url} is wider than its window");
    }

    /// <summary>
    /// Fails where words and an element with words stand side by side in a flex container: its gap comes between them in place of the space that was
    /// written, so that one sentence has two kinds of spaces. Words that belong together stand in one element.
    /// </summary>
    public static async Task ShouldKeepItsSpacesAsync(this IPage page)
    {
        var torn = await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && getComputedStyle(e).display.endsWith('flex')
                && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim().length > 1)
                && [...e.children].some(c => c.checkVisibility()
                    && !c.matches('svg, kbd, .icon, .face, .heard, .tag, .state, .button, .link, .num, input, select, form, details, .push') && c.textContent.trim() && getComputedStyle(c).position !== 'absolute'))
              .slice(0, 10).map(e => e.outerHTML.replace(/\s+/g, ' ').slice(0, 200))
            """);

        torn.ShouldBeEmpty($"{page.Url} tears words apart");
    }

    /// <summary>
    /// Holds the page to axe and to its width in light, in dark and at 360 pixels; where <c>SUPPORTDESK_PICTURES</c> names a folder, keeps how it looks.
    /// </summary>
    public static async Task LookAsync(this IPage page, string name)
    {
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1440), (ColorScheme.Dark, 1440), (ColorScheme.Light, Browser.NarrowPage) })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, 900);
            await page.ShouldNotScrollSidewaysAsync();
            await page.ShouldBeAccessibleAsync();
            await page.ShouldKeepItsSpacesAsync();
            if (Environment.GetEnvironmentVariable("SUPPORTDESK_PICTURES") is { Length: > 0 } folder)
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{scheme}-{width}.png".ToLowerInvariant()), FullPage = true, Animations = ScreenshotAnimations.Disabled });
        }
    }

    /// <summary>Writes docs/screenshots/<paramref name="name"/>.png, the whole page.</summary>
    public static async Task ScreenshotAsync(this IPage page, string name) =>
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "docs", "screenshots", $"{name}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });

    static string Describe(AxeResultItem violation) =>
        $"{violation.Id} ({violation.Impact}): {violation.Help}: {string.Join(' ', violation.Nodes.Select(node => node.Html))}";
}
