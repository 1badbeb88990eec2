using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using SupportDesk.Threads;
using SupportDesk.Web.Tests.Servers;
using SupportDesk.Web.Tests.Tickets;

namespace SupportDesk.Web.Tests.Journeys;

/// <summary>
/// Whatever somebody does at the browser, in whatever order: what was typed as a note is in no reply and in no mail that leaves,
/// and every word that was typed is in a post or in a draft of its kind.
/// </summary>
public sealed class DraftPropertyTests(Browser browser)
{
    private enum Deed { WriteReply, WriteNote, SwitchTab, Leave, Back, Reload, OtherWindow, Send, AddNote, LoseSession }

    private static int Histories => int.TryParse(Environment.GetEnvironmentVariable("SUPPORTDESK_DRAFT_HISTORIES"), out var count) ? count : 8;

    [Fact]
    public async Task What_was_typed_as_a_note_never_leaves_and_nothing_typed_is_lost()
    {
        Machine.NeedsChromium();
        await using var desk = await DeskApplication.StartAsync(new(Listen: true));
        var histories = Gen.OneOfConst(Enum.GetValues<Deed>()).Array[6, 16].Array[Histories];

        foreach (var history in histories.Single())
            await using (var writer = await Writer.StartAsync(browser, desk))
            {
                foreach (var deed in history)
                    await writer.DoAsync(deed);
                await writer.CheckAsync(string.Join(", ", history));
            }
    }

    private sealed class Writer(DeskApplication desk, IBrowserContext context, long number) : IAsyncDisposable
    {
        private readonly List<string> replies = [], notes = [];
        private readonly List<IPage> pages = [];
        private IPage page = null!;
        private int words;

        public static async Task<Writer> StartAsync(Browser browser, DeskApplication desk)
        {
            var writer = new Writer(desk, await browser.OpenAsync(), await desk.TicketAsync("Picture refused"));
            await writer.NewWindowAsync();
            return writer;
        }

        public async Task DoAsync(Deed deed)
        {
            await (deed switch
            {
                Deed.WriteReply => TypeAsync("r", "#composer", replies, "answer"),
                Deed.WriteNote => TypeAsync("n", "#note", notes, "secret"),
                Deed.SwitchTab => SwitchAsync(),
                Deed.Leave => page.GotoAsync(At("/tickets?view=open")),
                Deed.Back => BackAsync(),
                Deed.Reload => page.ReloadAsync(),
                Deed.OtherWindow => OtherWindowAsync(),
                Deed.Send => PressAsync("r", "#composer"),
                Deed.AddNote => PressAsync("n", "#note"),
                _ => context.ClearCookiesAsync(new() { Name = "desk-staff" }),
            });
        }

        public async Task CheckAsync(string history)
        {
            await OpenTicketAsync();
            await Eventually.True($"everything typed is a post or a draft after {history}", async () =>
            {
                var (posts, drafts) = await ReadAsync();
                return replies.TrueForAll(w => Holds(posts, drafts, PostKind.Reply, "Reply", w)) && notes.TrueForAll(w => Holds(posts, drafts, PostKind.Note, "Note", w));
            }, TimeSpan.FromSeconds(20));

            var (all, kept) = await ReadAsync();
            all.Where(p => p.Kind == PostKind.Reply).ShouldAllBe(p => !p.Text.Contains("secret"), history);
            kept.Where(d => d.Kind == "Reply").ShouldAllBe(d => !d.Words.Contains("secret"), history);
            all.Where(p => p.Kind == PostKind.Note).ShouldAllBe(p => !p.Text.Contains("answer"), history);
        }

        public async ValueTask DisposeAsync() => await context.DisposeAsync();

        private static bool Holds(List<Post> posts, List<(string Kind, string Words)> drafts, PostKind kind, string draft, string word) =>
            posts.Exists(p => p.Kind == kind && p.Text.Contains(word)) || drafts.Exists(d => d.Kind == draft && d.Words.Contains(word));

        private async Task<(List<Post> Posts, List<(string Kind, string Words)> Drafts)> ReadAsync()
        {
            var drafts = await desk.ReadAsync(db => db.Drafts.AsNoTracking().Where(d => d.Subject == $"ticket:{number}").ToListAsync());
            return (await desk.PostsAsync(number), [.. drafts.Select(d => ($"{d.Kind}", d.Fields))]);
        }

        private async Task TypeAsync(string key, string form, List<string> typed, string kind)
        {
            await FocusAsync(key, form);
            var word = $"{kind}{++words:000}";
            await page.Keyboard.InsertTextAsync($" {word} ");
            typed.Add(word);
        }

        private async Task PressAsync(string key, string form)
        {
            await FocusAsync(key, form);
            await page.Keyboard.PressAsync("Control+Enter");
            await Assertions.Expect(page.Locator("form[inert]")).ToHaveCountAsync(0);
        }

        // A page that answered a form can't be gone back to without sending the form again: whoever meets that opens the ticket in a new window.
        private async Task BackAsync()
        {
            try
            {
                await page.GoBackAsync();
            }
            catch (PlaywrightException notShown) when (notShown.Message.Contains("ERR_CACHE_MISS", StringComparison.Ordinal))
            {
                pages.Remove(page);
                await page.CloseAsync();
                await NewWindowAsync();
            }
        }

        private async Task SwitchAsync()
        {
            await FocusAsync("n", "#note");
            await FocusAsync("r", "#composer");
        }

        private async Task FocusAsync(string key, string form)
        {
            if (!await IsAtTicketAsync())
                await OpenTicketAsync();
            await page.Locator("#writing").FocusAsync();
            await page.Keyboard.PressAsync(key);
            await Assertions.Expect(page.Locator($"{form} trix-editor")).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("Control+End");
        }

        private async Task<bool> IsAtTicketAsync() => await page.Locator("trix-editor").CountAsync() == 2;

        private async Task OtherWindowAsync()
        {
            if (pages.Count < 2)
                await NewWindowAsync();
            else
                page = pages[(pages.IndexOf(page) + 1) % 2];
            await page.BringToFrontAsync();
        }

        private async Task NewWindowAsync()
        {
            pages.Add(page = await context.NewPageAsync());
            await OpenTicketAsync();
        }

        private async Task OpenTicketAsync()
        {
            await context.AddCookiesAsync([await DraftJourneyTests.CookieAsync(desk)]);
            await page.GotoAsync(At($"/tickets/{number}"));
            await Assertions.Expect(page.Locator("trix-editor")).ToHaveCountAsync(2);
        }

        private string At(string path) => DraftJourneyTests.At(desk, path);
    }
}
