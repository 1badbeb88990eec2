using SupportDesk.Mail;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>A mail nearly as it was sent.</summary>
public sealed class SentHtmlTests
{
    static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0];

    [Theory]
    [InlineData("<p style='color: red; position: fixed; background: url(https://evil.test/x)'>Hi</p>", "position", "url(", "evil.test")]
    [InlineData("<img src='https://evil.test/pixel.gif' srcset='https://evil.test/2x' alt='Logo'>", "<img", "evil.test", "srcset")]
    [InlineData("<a href='javascript:alert(1)'>x</a><a href='data:text/html,x'>y</a>", "javascript:", "data:", "alert")]
    [InlineData("<form action='https://evil.test'><input><button>Go</button></form><iframe src='https://evil.test'></iframe>", "<form", "<input", "iframe")]
    [InlineData("<svg onload=alert(1)><script>alert(1)</script></svg><style>@import 'https://evil.test/x'</style><p onclick=alert(1) id=config>Hi</p>", "alert", "evil.test", "id=")]
    public void Nothing_runs_loads_or_places_itself(string html, params string[] gone)
    {
        var (clean, _, _) = SentHtml.Clean(html, []);

        foreach (var word in gone)
            clean!.ShouldNotContain(word);
    }

    [Fact]
    public void Colours_tables_and_sizes_stay()
    {
        var (clean, remote, unshown) = SentHtml.Clean("<table border='1'><tr><td style='color: red; width: 40px' align='right'>7</td></tr></table>", []);

        clean.ShouldBe("<table border=\"1\"><tbody><tr><td style=\"color: rgba(255, 0, 0, 1); width: 40px\" align=\"right\">7</td></tr></tbody></table>");
        (remote, unshown).ShouldBe((0, 0));
    }

    [Fact]
    public void Pictures_that_came_along_stand_in_it_and_others_are_counted()
    {
        var files = new[] { new MailFile("a.png", "image/png", Png, "a@x", true), new MailFile("b.svg", "image/png", "<svg/>"u8.ToArray(), "b@x", true) };

        var (clean, remote, unshown) = SentHtml.Clean("<img src='cid:a@x'><img src='cid:b@x' alt='Chart'><img src='https://evil.test/p.png'>", files);

        clean.ShouldBe($"<img src=\"data:image/png;base64,{Convert.ToBase64String(Png)}\">[Chart]");
        (remote, unshown).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData("<img src='HTTPS://evil.test/p.png'><img src='//evil.test/p.png'>", 2)]
    [InlineData("<img srcset='https://evil.test/p.png 2x'>", 1)]
    [InlineData("<img src='https://evil.test/p.png' style='display: none'>", 1)]
    [InlineData("<body background='https://evil.test/p.png'><table background='http://evil.test/p.png'><tr><td>7</td></tr></table></body>", 2)]
    [InlineData("<p style='background: url( \"https://evil.test/p.png\" )'>Hi</p>", 1)]
    [InlineData("<style>p { background-image: url(https://evil.test/p.png) } div { list-style: url('//evil.test/q.png') }</style><p>Hi</p>", 2)]
    [InlineData("<picture><source srcset='https://evil.test/p.webp'></picture><video poster='https://evil.test/p.png'></video>", 2)]
    [InlineData("<form><input type=image src='https://evil.test/p.png'></form><svg><image href='https://evil.test/p.png'/></svg>", 2)]
    [InlineData("<a href='https://shop.test'>Shop</a><img src='cid:a@x'><img src='data:image/png;base64,AA=='><input value='https://shop.test'>", 0)]
    public void Every_way_to_load_a_picture_is_blocked_and_counted(string html, int expected)
    {
        var (clean, remote, _) = SentHtml.Clean(html, []);

        remote.ShouldBe(expected);
        clean!.ShouldNotContain("evil.test");
    }

    [Fact]
    public void An_original_shows_its_fields_and_the_words_before_they_were_folded()
    {
        var raw = "From: Eva <eva@team.test>\nTo: support@marketfield.test\nX-Mailer: Something\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n\nYes.\n\nOn Mon, 7 Sep 2026, Support wrote:\n> Shall we?\n"u8.ToArray();

        var original = OriginalMail.Read(raw);

        original.Subject.ShouldBe("Grüße");
        original.Fields.ShouldContain(("X-Mailer", "Something"));
        original.Fields.ShouldContain(("Subject", "Grüße"));
        original.Text.ShouldContain("Shall we?");
        (original.Html, original.Size).ShouldBe((null, raw.Length));
    }
}
