using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using MimeKit;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>A mail post in a real browser: its parts in one form, invitations in the reader's zone, right to left, wide tables.</summary>
public sealed class MailPostTests(Browser browser) : IAsyncLifetime
{
    static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNg+M9QAAADhwGG1Uor1QAAAABJRU5ErkJggg==");

    const string PricesStayOnOneLine =
        """
        [...document.querySelectorAll('.said td')].filter(c => /^\d+,\d+ €$/.test(c.textContent)).every(c => {
          const words = document.createRange();
          words.selectNodeContents(c);
          return words.getClientRects().length === 1;
        })
        """;

    readonly List<IBrowserContext> contexts = [];
    DeskApplication desk = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => desk = await RawDoor.StartAsync();

    // A page that is open keeps its live stream, and the desk waits for it.
    public async ValueTask DisposeAsync()
    {
        foreach (var context in contexts)
            await context.DisposeAsync();
        await desk.DisposeAsync();
    }

    [Fact]
    public async Task Folded_parts_have_the_form_of_the_post_and_keep_their_pictures()
    {
        var page = await TicketAsync("Signed", new BodyBuilder
        {
            TextBody = "I did. See note 12.",
            HtmlBody = "<p>I did.</p><div class=gmail_signature><b>Damion</b><br><img src='cid:logo'></div><div class=gmail_quote>"
                + "<div class=gmail_attr>On Mon, 4 May 2026 at 09:40, Help Desk &lt;support@marketfield.test&gt; wrote:</div>"
                + "<blockquote class=gmail_quote><ul><li>Who parked?</li></ul></blockquote></div>",
            LinkedResources = { Picture("logo") },
            Attachments = { Picture("photo") },
        }.ToMessageBody());

        await page.ClickAsync(".post .card > details:not(.mail-head) > summary >> nth=0");
        await Assertions.Expect(page.Locator(".post details .said li")).ToHaveTextAsync("Who parked?");
        await Assertions.Expect(page.Locator(".post details .said b, .post details .said strong")).ToHaveTextAsync("Damion");
        await Assertions.Expect(page.Locator(".post details .said img")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".files .cut")).ToHaveTextAsync(["photo.png"]);
        await page.ClickAsync(".post .card > details:not(.mail-head) > summary >> nth=1");
        await Assertions.Expect(page.Locator(".post details .plain")).ToHaveTextAsync("I did. See note 12.");
        await page.LookAsync("mail-folded");
    }

    [Fact]
    public async Task An_invitation_says_its_time_in_the_readers_zone()
    {
        var calendar = new TextPart("calendar")
        {
            Text = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nVERSION:2.0\nPRODID:-//x//EN\nBEGIN:VEVENT\nUID:1\nSUMMARY:Call about the refund\n"
                + "DTSTART:20260914T130000Z\nDTEND:20260914T133000Z\nLOCATION:Room 7\nDESCRIPTION:Join https://meet.customer.test/j/9\n"
                + "ORGANIZER;CN=Damion:mailto:damion@customer.test\nEND:VEVENT\nEND:VCALENDAR\n",
        };
        var page = await TicketAsync("Call about the refund", new MultipartAlternative(new TextPart("plain") { Text = "Let us talk." }, calendar));

        var card = page.Locator(".invitation");
        await Assertions.Expect(card).ToContainTextAsync("Call about the refund");
        await Assertions.Expect(card.Locator("time")).ToContainTextAsync("14 September 2026");
        await Assertions.Expect(card.Locator("time")).ToContainTextAsync("09:00");
        await Assertions.Expect(card.Locator("time")).ToContainTextAsync("(New York)");
        await Assertions.Expect(card).ToContainTextAsync("Room 7");
        await Assertions.Expect(card.Locator("a")).ToHaveAttributeAsync("href", "https://meet.customer.test/j/9");
        await Assertions.Expect(card).ToContainTextAsync("Damion (damion@customer.test)");
        await page.LookAsync("mail-invitation");
    }

    [Fact]
    public async Task Hebrew_runs_from_right_to_left_and_a_wide_table_scrolls_by_itself()
    {
        var cells = string.Concat(Enumerable.Range(1, 15).Select(n => $"<td>Column {n}<br>2026-09-{n:00}</td>"));
        var page = await TicketAsync("בקשה להחזר כספי עבור הזמנה 4711.", new TextPart("html")
        {
            Text = $"<p>שלום, ההזמנה 4711 (ABC-1) הגיעה שבורה!</p><p>And in English.</p><table><tr>{cells}</tr><tr>{cells}</tr></table>"
                + "<table><tr><th>Order</th><th>Price</th><th>Remark</th></tr><tr><td>472</td><td>20,00 €</td>"
                + "<td>broken on arrival, the glass is in pieces and the cable is missing</td></tr></table><table><tr><td>Left</td><td>Right</td></tr></table>",
        });

        (await DirectionAsync(page, ".said p >> nth=0")).ShouldBe("rtl");
        (await DirectionAsync(page, ".said p >> nth=1")).ShouldBe("ltr");
        (await DirectionAsync(page, "h1")).ShouldBe("rtl");
        foreach (var width in new[] { 360, 1440 })
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.ShouldNotScrollSidewaysAsync();
            (await page.EvaluateAsync<bool>(PricesStayOnOneLine)).ShouldBeTrue();
        }

        await page.SetViewportSizeAsync(360, 900);
        (await page.EvaluateAsync<bool>("(w => w.scrollWidth > w.clientWidth)(document.querySelector('.wide'))")).ShouldBeTrue();
        (await page.Locator(".said table").CountAsync()).ShouldBe(3);
        await page.LookAsync("mail-right-to-left");
    }

    static Task<string> DirectionAsync(IPage page, string element) => page.EvalOnSelectorAsync<string>(element, "e => getComputedStyle(e).direction");

    static MimePart Picture(string name) => new("image", "png")
    {
        Content = new MimeContent(new MemoryStream(Png)), ContentId = name,
        FileName = name + ".png",
        ContentTransferEncoding = ContentEncoding.Base64,
        ContentDisposition = new(ContentDisposition.Attachment),
    };

    async Task<IPage> TicketAsync(string subject, MimeEntity body)
    {
        using var mail = new MimeMessage { Subject = subject, Body = body, MessageId = $"{Guid.CreateVersion7(DateTimeOffset.UnixEpoch):N}@customer.test" };
        mail.From.Add(new MailboxAddress("Damion", "damion@customer.test"));
        await desk.HandInAsync(mail);
        var number = await desk.ReadAsync(db => db.Tickets.OrderByDescending(t => t.Number).Select(t => t.Number).FirstAsync(Stop));

        var context = await browser.OpenAsync(zone: "America/New_York");
        contexts.Add(context);
        await context.AddCookiesAsync([new() { Name = "desk-staff", Value = await desk.StaffCookieAsync("aldo"), Url = $"{desk.Address}" }]);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(desk.Address, $"/tickets/{number}").AbsoluteUri);
        return page;
    }
}
