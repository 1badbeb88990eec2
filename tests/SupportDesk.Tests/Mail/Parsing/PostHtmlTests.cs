using System.Text;
using CsCheck;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

public class PostHtmlTests
{
    [Theory]
    [InlineData("<p>Hello <b>you</b></p><p>two</p>", "<p>Hello <strong>you</strong></p><p>two</p>")]
    [InlineData("<div>one</div><div>two</div>", "<p>one<br>two</p>")]
    [InlineData("<div>one</div><div><br></div><div>two</div>", "<p>one</p><p>two</p>")]
    [InlineData("one<br>two", "<p>one<br>two</p>")]
    [InlineData("<b>a<p>b</p></b>", "<p><strong>a</strong></p><p><strong>b</strong></p>")]
    [InlineData("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>")]
    [InlineData("<ul>loose<li>a</li></ul>", "<ul><li>loose</li><li>a</li></ul>")]
    [InlineData("<li>a</li><li>b</li>", "<p>a<br>b</p>")]
    [InlineData("<blockquote>q<p>r</p></blockquote>s", "<blockquote><p>q</p><p>r</p></blockquote><p>s</p>")]
    [InlineData("<pre>a\n  b</pre>", "<pre>a\n  b</pre>")]
    [InlineData("<h1>Title</h1>text", "<p><strong>Title</strong></p><p>text</p>")]
    [InlineData("<a href='https://marketfield.test/a?b=1&amp;c=2'>x</a>", "<p><a href=\"https://marketfield.test/a?b=1&amp;c=2\" rel=\"noopener noreferrer nofollow\">x</a></p>")]
    [InlineData("see https://marketfield.test/a.", "<p>see <a href=\"https://marketfield.test/a\" rel=\"noopener noreferrer nofollow\">https://marketfield.test/a</a>.</p>")]
    [InlineData("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>", "<table><tr><th>a</th><th>b</th></tr><tr><td nowrap>1</td><td nowrap>2</td></tr></table>")]
    [InlineData("<table><tr><td>only layout</td></tr></table>", "<p>only layout</p>")]
    [InlineData("<div><!--block-->From <em>Trix</em><br>two</div>", "<p>From <em>Trix</em><br>two</p>")]
    [InlineData("", "")]
    [InlineData("<ul></ul><p></p><b></b>", "")]
    public void Html_is_cut_to_the_subset(string html, string subset)
    {
        PostHtml.Clean(html).ShouldBe(subset);
    }

    [Fact]
    public void Cleaning_again_changes_nothing()
    {
        foreach (var name in OwnMessages.Names)
        {
            var html = OwnMessages.Parse(name).NewHtml;

            PostHtml.Clean(html, src => src).ShouldBe(html, name);
        }
    }

    public static TheoryData<string> Attacks =>
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<a href=\"javascript:alert(1)\">x</a>", "<a href=\"java\tscript:alert(1)\">x</a>", "<a href=\"&#106;avascript:alert(1)\">x</a>", "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>", "<a href=\"\u0001javascript:alert(1)\">x</a>", "<a href=\"vbscript:x\">x</a>",
        "<form action=https://evil.test><input name=a><button>go</button></form>", "<iframe src=https://evil.test></iframe>", "<object data=x></object>", "<embed src=x>", "<base href=https://evil.test>", "<meta http-equiv=refresh content=0>", "<link rel=stylesheet href=https://evil.test>", "<style>@import 'https://evil.test'</style>", "<p style=\"position:fixed;background:url(https://evil.test)\">x</p>",
        "<div class=modal id=config name=x hx-get=/evil data-hx-post=/evil>x</div>", "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<template><script>alert(1)</script></template>", "<xmp><script>alert(1)</script></xmp>", "<textarea><img src=x onerror=alert(1)></textarea>", "<select><option><script>alert(1)</script></select>",
        "<annotation-xml encoding=text/html><script>alert(1)</script></annotation-xml>", "<svg><style><img src=x onerror=alert(1)></style></svg>", "<img src=https://evil.test/pixel.gif>", "<img srcset=\"https://evil.test 2x\">", "<video poster=https://evil.test></video>", "<td background=https://evil.test>x</td>", "<svg><feImage href=https://evil.test /></svg>", "<a href=\"//evil.test\">x</a>", "<a href=\"/admin\">x</a>", "<p>\0<scr\0ipt>alert(1)</scr\0ipt>", "<!--><script>alert(1)</script>-->", "<a href='https://evil.test\" onclick=\"alert(1)'>x</a>",
        "<img src=\"attachment:0\" onerror=alert(1)>", "<plaintext><script>alert(1)", "<title><img src=x onerror=alert(1)></title>",
    ];

    [Theory, MemberData(nameof(Attacks)), Trait("threat", "T01b")]
    public void Nothing_active_survives(string html)
    {
        ShouldBeSubset(PostHtml.Clean(html, src => src.StartsWith("attachment:", StringComparison.Ordinal) ? src : null));
    }

    [Fact, Trait("threat", "T01b")]
    public void Whatever_is_thrown_together_comes_out_as_the_subset()
    {
        var piece = Gen.OneOfConst("<p>", "</p>", "<div class=a>", "</div>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<ul>", "<li>", "</li>", "</ul>", "<a href='https://a.test/\"x'>", "</a>", "<b>", "</b>", "text & more", "<svg>", "</svg>", "<style>", "</style>", "<img src=x onerror=y>", "<blockquote>", "</blockquote>", "<pre>", "</pre>", "\"'><", "<math>", "<script>", "</script>", "<br>", "&nbsp;", "<!--", "-->", "<template>", "</template>", "www.a.test");

        piece.Array[0, 40].Sample(pieces => ShouldBeSubset(PostHtml.Clean(string.Concat(pieces))), iter: 1000);
    }

    [Fact]
    public void Too_deep_or_too_many_elements_become_text()
    {
        var deep = string.Concat(Enumerable.Repeat("<div>", 5_000)) + "words";
        var many = string.Concat(Enumerable.Repeat("<ul><li>x", 20_001)) + "words";

        PostHtml.Clean(deep).ShouldBe("<p>words</p>");
        PostHtml.Clean(many).ShouldContain("words");
        PostHtml.Clean(many).ShouldNotContain("<ul>");
    }

    [Fact]
    public void Pictures_stand_only_at_addresses_of_ours()
    {
        var html = PostHtml.Clean("a <img src=\"attachment:1\" alt='A \"lamp\"'> b <img src=https://evil.test/x>", src => src == "attachment:1" ? src : null);

        PostHtml.PlacePictures(html, n => $"/attachments/{n}").ShouldBe("<p>a <img src=\"/attachments/1\" alt=\"A &quot;lamp&quot;\"> b</p>");
        PostHtml.PlacePictures(html, _ => null).ShouldBe("<p>a b</p>");
    }

    [Theory]
    [InlineData("one\ntwo\n\nthree", "<p>one<br>two</p><p>three</p>")]
    [InlineData("> q\n> r\nanswer", "<blockquote><p>q<br>r</p></blockquote><p>answer</p>")]
    [InlineData("<b>&\"", "<p>&lt;b&gt;&amp;&quot;</p>")]
    [InlineData("(see www.stall.example)", "<p>(see <a href=\"https://www.stall.example/\" rel=\"noopener noreferrer nofollow\">www.stall.example</a>)</p>")]
    [InlineData("mail damion@customer.test, please", "<p>mail <a href=\"mailto:damion@customer.test\" rel=\"noopener noreferrer nofollow\">damion@customer.test</a>, please</p>")]
    [InlineData("javascript://x", "<p>javascript://x</p>")]
    [InlineData("a  b", "<p>a \u00A0b</p>")]
    public void Plain_text_becomes_html(string text, string html)
    {
        PostHtml.FromText(text).ShouldBe(html);
    }

    [Fact]
    public void Html_becomes_plain_text_that_reads_well()
    {
        var text = PostHtml.ToText("<p>Dear Damion,</p><ul><li>one</li><li>two</li></ul><blockquote>quoted</blockquote><p>See <a href='https://marketfield.test/p'>the policy</a></p>");

        text.ShouldBe("Dear Damion,\n\n- one\n- two\n\n> quoted\n\nSee the policy <https://marketfield.test/p>");
    }

    static void ShouldBeSubset(string html)
    {
        string[] tags = ["p", "br", "ul", "ol", "li", "blockquote", "pre", "code", "strong", "em", "s", "a", "table", "caption", "tr", "th", "td", "img"];
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0; at = html.IndexOf('<', at + 1))
        {
            var end = html.IndexOf('>', at);
            var tag = html[(at + 1)..end].TrimStart('/');
            tags.ShouldContain(tag.Split(' ')[0], html);
            var attributes = tag.Contains(' ', StringComparison.Ordinal) ? tag[tag.IndexOf(' ', StringComparison.Ordinal)..] : "";
            foreach (var name in Names(attributes)) ((string[])["href", "rel", "src", "alt", "colspan", "nowrap", "start"]).ShouldContain(name, html);
        }

        html.ShouldNotContain("href=\"javascript", Case.Insensitive);
        html.ShouldNotContain("src=\"http", Case.Insensitive);
        html.ShouldNotContain("\0");
    }

    static IEnumerable<string> Names(string attributes)
    {
        var name = new StringBuilder();
        var inside = false;
        foreach (var c in attributes)
        {
            if (c == '"') inside = !inside;
            else if (!inside && c == '=')
            {
                yield return name.ToString().Trim();
                name.Clear();
            }
            else if (!inside) name.Append(c);
        }
    }
}
