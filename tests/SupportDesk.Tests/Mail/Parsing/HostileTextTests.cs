using SupportDesk.Mail.Parsing;
using SupportDesk.Search;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>
/// Everything that goes over text from outside takes twice as long for twice the text, up to the megabyte (<see cref="HostileMailTests"/> holds
/// whole mails to it). Measures time, so nothing runs beside it.
/// </summary>
[Collection(nameof(HostileMailTests))]
public class HostileTextTests(ITestOutputHelper output)
{
    static readonly Dictionary<string, Action<string>> Readers = new(StringComparer.Ordinal)
    {
        ["text to HTML"] = text => PostHtml.FromText(text),
        ["sanitiser"] = html => PostHtml.Clean(html),
        ["HTML walk"] = html => PostHtml.ToText(html),
        ["mail in HTML"] = html => MailParser.Parse(System.Text.Encoding.UTF8.GetBytes("From: damion@customer.test\nContent-Type: text/html; charset=utf-8\n\n" + html)),
        ["search words"] = text => Excerpt.Of(text, SearchWords.Parse(text)),
        ["one line"] = text => SupportDesk.Words.OneLine(text),
        ["file names"] = text => FileNames.Clean(text, "file"),
        ["message ids"] = text => MessageIds.All(text),
    };

    [Theory, Trait("threat", "T18")]
    [InlineData("text to HTML", "https://a.test/(")]
    [InlineData("text to HTML", "www.")]
    [InlineData("text to HTML", "a@")]
    [InlineData("text to HTML", "((((((((")]
    [InlineData("text to HTML", "https://a.test/) ")]
    [InlineData("text to HTML", ">")]
    [InlineData("text to HTML", "> > > > > > > > > > a\n")]
    [InlineData("text to HTML", "   \t")]
    [InlineData("sanitiser", "x &amp; y ")]
    [InlineData("sanitiser", "<!-- -")]
    [InlineData("sanitiser", "<a href='x' ")]
    [InlineData("sanitiser", "<![CDATA[")]
    [InlineData("sanitiser", "<")]
    [InlineData("sanitiser", "<p title='xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'>a")]
    [InlineData("sanitiser", "<b><p>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</b>")]
    [InlineData("HTML walk", "word ")]
    [InlineData("HTML walk", "<br>")]
    [InlineData("HTML walk", "<table><tr><td>a<td>b</table>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("HTML walk", "<ol><li>a</ol>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("mail in HTML", "<blockquote>On 1/1/2026, bojan wrote:</blockquote>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("mail in HTML", "<div class='gmail_quote'>a</div>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("mail in HTML", "<br>&gt; On 1/1/2026 a@b.test wrote:")]
    [InlineData("search words", "\"")]
    [InlineData("search words", "a\" ")]
    [InlineData("search words", "e\u0301")]
    [InlineData("search words", "#1 ")]
    [InlineData("one line", " \u202e\u0007")]
    [InlineData("file names", "../")]
    [InlineData("file names", ". ")]
    [InlineData("message ids", "<a@b>")]
    [InlineData("message ids", "<<@")]
    public void T18_Twice_the_text_takes_twice_the_time(string reader, string piece)
    {
        var half = Math.Max(20, Best(reader, piece, 500_000));
        var whole = Best(reader, piece, 1_000_000);

        output.WriteLine($"{half:0} ms, {whole:0} ms");
        // Twice and some room for a busy machine; a square takes four times, and where it hurts, minutes.
        whole.ShouldBeLessThan(Math.Max(500, half * 3.2));
        whole.ShouldBeLessThan(20_000);
    }

    static double Best(string reader, string piece, int length)
    {
        var text = string.Concat(Enumerable.Repeat(piece, length / piece.Length));
        return CpuTime.LeastOf(3, () => Readers[reader](text)).TotalMilliseconds;
    }
}
