using AngleSharp.Html.Parser;
using CsCheck;

namespace SupportDesk.Tests.Notifications;

/// <summary>Words that people type as plain text, as pages and mails show them.</summary>
public sealed class PlainTextTests
{
    static readonly string[] Allowed = ["p", "br", "ul", "ol", "li"];

    [Theory]
    [InlineData("One.\n\nTwo.", "<p>One.</p><p>Two.</p>")]
    [InlineData("\r\n  \r\nOne,\r\ntwo.\r\n\r\n\r\n\r\nThree.\r\n", "<p>One,<br>two.</p><p>Three.</p>")]
    [InlineData("We change:\n- the form,\n- the page.\nFrom May.", "<p>We change:</p><ul><li>the form,</li><li>the page.</li></ul><p>From May.</p>")]
    [InlineData("* a\n\n* b", "<ul><li>a</li><li>b</li></ul>")]
    [InlineData("• a\n  goes on\n• b", "<ul><li>a<br>goes on</li><li>b</li></ul>")]
    [InlineData("- The badge is asked for from the first of December and not\nbefore that day.\nWe thank you.", "<ul><li>The badge is asked for from the first of December and not<br>before that day.</li></ul><p>We thank you.</p>")]
    [InlineData("1. first\n2. second", "<ol><li>first</li><li>second</li></ol>")]
    [InlineData("3) third\n4) fourth\n7) seventh", "<ol><li value=\"3\">third</li><li>fourth</li><li value=\"7\">seventh</li></ol>")]
    [InlineData("- a\n  - a1\n  - a2\n- b", "<ul><li>a<ul><li>a1</li><li>a2</li></ul></li><li>b</li></ul>")]
    [InlineData("1. December is the day.", "<p>1. December is the day.</p>")]
    [InlineData("-- \nDirk", "<p>--<br>Dirk</p>")]
    [InlineData("<b>No</b> & \"so\"\n- <script>x</script>", "<p>&lt;b&gt;No&lt;/b&gt; &amp; &quot;so&quot;</p><ul><li>&lt;script&gt;x&lt;/script&gt;</li></ul>")]
    [InlineData(null, "")]
    public void Paragraphs_lists_and_line_breaks_become_html_and_nothing_else_does(string? text, string html) =>
        PlainText.ToHtml(text).Replace("\n", "", StringComparison.Ordinal).ShouldBe(html);

    [Theory]
    [InlineData("One.\n\n- two  \n- three\n\n", "> One.\n>\n> - two\n> - three")]
    [InlineData("One.\r\n\t\r\nTwo.", "> One.\n>\n> Two.")]
    [InlineData("> older\nnewer", ">> older\n> newer")]
    [InlineData("", "")]
    public void Each_line_of_a_quotation_has_its_mark(string text, string quoted) => PlainText.Quote(text).ShouldBe(quoted);

    [Fact]
    public void Whatever_is_typed_no_word_is_lost_and_no_other_element_appears() =>
        Gen.OneOfConst("- ", "* ", "1. ", "2) ", "  ", "\n", "\n\n", "word", "<b>", "&amp;", "</li>", "\t", "> ", "Ünï", "-", "1.").Array[0, 40].Sample(parts =>
        {
            var text = string.Concat(parts);
            var body = new HtmlParser().ParseDocument(PlainText.ToHtml(text)).Body!;

            body.QuerySelectorAll("*").Select(e => e.LocalName).Except(Allowed).ShouldBeEmpty();
            Letters(body.TextContent).ShouldBe(Letters(text));
            PlainText.Quote(text).Split('\n').ShouldAllBe(line => line.Length == 0 || line.StartsWith('>'));
        }, iter: 3000);

    // A list's marks are not in its text: letters are what may not be lost.
    static string Letters(string text) => string.Concat(text.Where(char.IsLetter));
}
