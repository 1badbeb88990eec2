using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>
/// Every run of text of a message stands on its page once: among the new words, in the signature or in the history. Read here from the tree or
/// the plain text itself, without the code that folds it. <c>SUPPORTDESK_PAGE_RUNS</c> says how many damaged messages are tried.
/// </summary>
public sealed class PageTests(ITestOutputHelper output)
{
    const int Runs = 1_000;
    const int MostRuns = 150;

    static readonly HtmlParser Parser = new();

    [Fact]
    public void Each_run_of_text_of_a_message_stands_once_on_its_page()
    {
        var wrong = MessagesAtHand.All.Select(m => (m.Name, Trouble: Trouble(MailParser.Parse(m.Raw)))).Where(m => m.Trouble is not null).ToList();

        output.WriteLine($"{MessagesAtHand.All.Count} messages");
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Each_run_of_text_of_a_damaged_message_stands_once_on_its_page()
    {
        var messages = MessagesAtHand.All;
        var runs = int.TryParse(Environment.GetEnvironmentVariable("SUPPORTDESK_PAGE_RUNS"), CultureInfo.InvariantCulture, out var asked) ? asked : Runs;
        var (wrong, formatted, parted) = (new List<string>(), 0, 0);
        for (var run = 1; run <= runs; run++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var (name, raw) = messages[(int)((long)run * 7919 % messages.Count)];
            var mail = MailParser.Parse(new Damage(run).Of(raw, messages[run * 31 % messages.Count].Raw));
            formatted += mail.HtmlPieces.Count > 0 ? 1 : 0;
            parted += mail.QuotedHtml.Length > 0 ? 1 : 0;
            if (Trouble(mail) is { } trouble) wrong.Add($"run {run}, {name}: {trouble}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runs} runs over {messages.Count} messages, {formatted} with HTML, {parted} with history: {wrong.Count} wrong"));
        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<pre>I did.\n\nOn Mon, 4 May 2026 at 09:40, Help Desk &lt;support@marketfield.test&gt; wrote:\n&gt; Who parked?</pre>")]
    [InlineData("<div>I did. On Mon, 4 May 2026 at 09:40, Help Desk &lt;support@marketfield.test&gt; wrote:</div><blockquote>Who parked?</blockquote>")]
    [InlineData("<p>I did.</p><plaintext>On Mon, 4 May 2026 at 09:40, Help Desk <support@marketfield.test> wrote:\n> Who parked?")]
    [InlineData("<p>I did.</p><textarea>On Mon, 4 May 2026 at 09:40, Help Desk &lt;support@marketfield.test&gt; wrote:\n&gt; Who parked?</textarea>")]
    public void A_text_of_several_lines_is_parted_between_them(string html)
    {
        var mail = OwnMessages.Html(html, "From: Ilse Kern <ilse@customer.test>\nTo: Help Desk <support@marketfield.test>\nSubject: Re: Fee");

        mail.NewText.ShouldBe("I did.");
        mail.NewHtml.ShouldNotContain("wrote");
        mail.QuotedHtml.ShouldContain("Who parked?");
        (mail.NewHtml + mail.SignatureHtml + mail.QuotedHtml).Split("wrote").Length.ShouldBe(2, "each word stands once on the page");
    }

    [Fact]
    public void A_rule_that_the_plain_form_draws_with_underscores_is_no_text()
    {
        const string Header = "From: Help Desk <support@marketfield.test>\nSent: Monday, 4 May 2026 09:40\nTo: Ilse\nSubject: Fee\n\nWho parked?\n";
        var mail = MailParser.Parse(Encoding.UTF8.GetBytes("From: Ilse Kern <ilse@customer.test>\nTo: support@marketfield.test\nSubject: Re: Fee\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=B\n\n--B\nContent-Type: text/plain\n\nI did.\n\n________________________________\n" + Header
            + "--B\nContent-Type: text/html\n\n<div>I did.</div><hr><div id=\"divRplyFwdMsg\"><b>From:</b> Help Desk &lt;support@marketfield.test&gt;<br><b>Sent:</b> Monday, 4 May 2026 09:40<br><b>To:</b> Ilse<br><b>Subject:</b> Fee</div><div>Who parked?</div>\n--B--\n"));

        mail.NewText.ShouldBe("I did.");
        mail.QuotedText.ShouldContain("Who parked?");
        (mail.NewText + mail.Signature + mail.QuotedText).ShouldNotContain("____");
    }

    static string? Trouble(ParsedMail mail)
    {
        if (mail.Unreadable is not null || mail.LeftOut.Any(l => l.Contains("characters are shown", StringComparison.Ordinal))) return null;
        var said = mail.HtmlPieces.Count > 0 ? RunsOf(HtmlTree.Parse(mail.HtmlPieces)) : [.. mail.WholeText.Split('\n').Select(Letters)];
        var all = string.Concat(said);
        var page = string.Join('|', new[] { mail.NewHtml, mail.SignatureHtml, mail.QuotedHtml }.Select(p => string.Concat(RunsOf(WithoutAddresses(Parser.ParseDocument(p), all)))));
        var (lost, added) = (Counted(all), Counted(page.Replace("|", "", StringComparison.Ordinal)));
        foreach (var (letter, times) in lost)
        {
            if (added.GetValueOrDefault(letter) != times) return $"{times} × “{letter}” in the message, {added.GetValueOrDefault(letter)} on the page";
        }

        if (added.Count != lost.Count) return "the page has letters that the message has not";
        return said.Where(r => r.Length >= 12).Distinct().Take(MostRuns).FirstOrDefault(r => Times(r, page) != Times(r, all) && Times(r, all) == 1);
    }

    // A signature may show the address of a link too, which the tree keeps in its markup.
    static IHtmlDocument WithoutAddresses(IHtmlDocument page, string all)
    {
        foreach (var link in page.QuerySelectorAll("a").Where(a => a.TextContent.Contains("://", StringComparison.Ordinal) && !all.Contains(Letters(a.TextContent), StringComparison.Ordinal)).ToList()) link.Remove();
        return page;
    }

    static List<string> RunsOf(IHtmlDocument document) => document.Body is { } body ? [.. body.Descendants<IText>().SelectMany(t => t.Data.Split('\n')).Select(Letters)] : [];

    static string Letters(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var rune in Texts.Clean(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune)) letters.Append(rune.ToString());
        }

        return letters.ToString();
    }

    static Dictionary<string, int> Counted(string text) => text.EnumerateRunes().CountBy(r => r.ToString()).ToDictionary(c => c.Key, c => c.Value);

    static int Times(string run, string text)
    {
        var times = 0;
        for (var at = text.IndexOf(run, StringComparison.Ordinal); at >= 0; at = text.IndexOf(run, at + 1, StringComparison.Ordinal)) times++;
        return times;
    }
}
