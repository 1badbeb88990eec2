using System.Text;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>Tables, pictures, directions, names of files, subjects: what must look right on the page and in our mail.</summary>
public class ShownRightTests
{
    const string Header = "From: Ilse Kern <ilse@customer.test>\nTo: Help Desk <support@marketfield.test>\nSubject: Re: Badge\nMIME-Version: 1.0\n";
    const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNg+M9QAAADhwGG1Uor1QAAAABJRU5ErkJggg==";

    [Theory]
    [InlineData("<table><tr><td>Gate</td><td>North</td></tr></table>", "<table><tr><td>Gate</td><td>North</td></tr></table>")]
    [InlineData("<table><tr><td><table><tr><td>Gate</td><td>North</td></tr></table></td></tr></table>", "<table><tr><td>Gate</td><td>North</td></tr></table>")]
    [InlineData("<table><tr><th>Date</th><th>Sum</th></tr><tr><td>2026-09-01</td><td>10,00 €</td></tr></table>", "<table><tr><th>Date</th><th>Sum</th></tr><tr><td nowrap>2026-09-01</td><td nowrap>10,00 €</td></tr></table>")]
    [InlineData("<table><tr><td><img src=\"x\"></td><td>Ilse Kern<br>Purchasing</td></tr></table>", "<p>Ilse Kern<br>Purchasing</p>")]
    [InlineData("<table><tr><td>One cell alone</td></tr></table>", "<p>One cell alone</p>")]
    public void Values_side_by_side_are_a_table_and_layout_is_none(string html, string shown)
    {
        PostHtml.Clean(html).ShouldBe(shown);
    }

    [Theory]
    [InlineData("<p>שלום</p>", "<p dir=\"auto\">שלום</p>")]
    [InlineData("<blockquote><p>4711 שלום</p></blockquote>", "<blockquote dir=\"rtl\"><p dir=\"auto\">4711 שלום</p></blockquote>")]
    [InlineData("<blockquote><p>&lt;x&gt; hello שלום</p></blockquote>", "<blockquote dir=\"ltr\"><p dir=\"auto\">&lt;x&gt; hello שלום</p></blockquote>")]
    [InlineData("<table><tr><td nowrap>٤٧١١ طلب</td></tr></table>", "<table dir=\"rtl\"><tr><td dir=\"auto\" nowrap>٤٧١١ طلب</td></tr></table>")]
    [InlineData("<ul><li>a</li></ul><pre>b</pre>", "<ul dir=\"auto\"><li>a</li></ul><pre dir=\"auto\">b</pre>")]
    [InlineData("a < b", "a < b")]
    public void Each_block_says_its_direction(string html, string shown)
    {
        PostHtml.WithDirections(html).ShouldBe(shown);
    }

    [Fact]
    public void Pictures_are_told_by_their_first_bytes_and_stand_in_their_part()
    {
        var mail = MailParser.Parse(Encoding.UTF8.GetBytes($"""
            {Header}Content-Type: multipart/related; boundary=X

            --X
            Content-Type: text/html; charset=utf-8

            <p>Yes please. <img src="cid:shot"></p><div class="gmail_signature">Ilse Kern<br><img src="cid:logo"></div><div class="gmail_quote"><div class="gmail_attr">On Mon, 4 May 2026 at 09:40, Help Desk &lt;support@marketfield.test&gt; wrote:</div><blockquote class="gmail_quote">Shall we? <img src="cid:old"></blockquote></div>
            --X
            Content-Type: application/octet-stream; name=shot.png
            Content-ID: <shot>
            Content-Transfer-Encoding: base64

            {Png}
            --X
            Content-Type: application/octet-stream; name=logo
            Content-ID: <logo>
            Content-Transfer-Encoding: base64

            {Png}
            --X
            Content-Type: image/png; name=old.png
            Content-ID: <old>
            Content-Transfer-Encoding: base64

            {Png}
            --X--
            """));

        mail.Files.Select(f => f.Type).ShouldBe(["image/png", "image/png", "image/png"]);
        (mail.NewHtml.Contains("attachment:0", StringComparison.Ordinal), mail.SignatureHtml.Contains("attachment:1", StringComparison.Ordinal), mail.QuotedHtml.Contains("attachment:2", StringComparison.Ordinal)).ShouldBe((true, true, true));
    }

    [Theory]
    [InlineData("filename*=utf-8''Erkl%C3%A4rung%20A.txt", "Erklärung A.txt")]
    [InlineData("filename*=\"us-ascii''Platte%20W%F6lbung.jpg\"", "Platte Wölbung.jpg")]
    [InlineData("filename=\"=?windows-1252?Q?R=FCck_Seite?=.pdf\"", "Rück Seite.pdf")]
    [InlineData("filename=\"=?utf-8?B?QmVzY2h3ZXJkZSDD?= =?utf-8?B?vGJlciBHZWLDvGhyLm1zZw==?=\"", "Beschwerde über Gebühr.msg")]
    [InlineData("filename=Antrag 3/2026 Teil: B.pdf", "Antrag 3_2026 Teil: B.pdf")]
    [InlineData("filename*=us-ascii''Revised%0D%0A%2010%5F20.doc", "Revised 10_20.doc")]
    [InlineData("filename=\"Geb%C3%BChr.pdf\"", "Gebühr.pdf")]
    [InlineData("filename=\"100%25 sure.pdf\"", "100%25 sure.pdf")]
    [InlineData("filename*0=\"=?utf-8?Q?Sehr_langer_Name_=C3=BCber_Geb=C3\"; filename*1=\"=BChren=2Epdf?=\"", "Sehr langer Name über Gebühren.pdf")]
    [InlineData("filename*0*=utf-8''%E2%82%AC%20; filename*1=\"rates.xls\"", "€ rates.xls")]
    public void Nothing_of_a_files_name_is_lost(string parameter, string name)
    {
        var mail = MailParser.Parse(Encoding.UTF8.GetBytes($"{Header}Content-Type: multipart/mixed; boundary=X\n\n--X\nContent-Type: text/plain\n\nSee the file.\n--X\nContent-Type: application/octet-stream\nContent-Disposition: attachment; {parameter}\n\na\n--X--\n"));

        mail.Files.ShouldHaveSingleItem().Name.ShouldBe(name);
    }

    [Theory]
    [InlineData("Badge", "Badge")]
    [InlineData("Re: Badge", "Badge")]
    [InlineData("AW: Re: WG: Fwd: RE: Badge", "Badge")]
    [InlineData("Fwd: Badge", "Fwd: Badge")]
    [InlineData("Re[2]: SV: Badge", "Badge")]
    [InlineData("[EXT] Re: [EXT] Re: Badge", "[EXT] Badge")]
    [InlineData("Re: Badge [#12]", "Badge")]
    [InlineData("Re: Badge [#12] [#13]", "Badge")]
    [InlineData("Report: the badge", "Report: the badge")]
    [InlineData("[Urgent] Badge", "[Urgent] Badge")]
    public void A_subject_of_ours_begins_without_marks(string written, string bare)
    {
        Subjects.Bare(written).ShouldBe(bare);
    }

    [Fact]
    public void A_ticket_number_is_never_cut_off_a_subject()
    {
        var cut = Subjects.Cut("Re: " + new string('x', 300) + " [#4711]", 200);

        cut.Length.ShouldBe(200);
        cut.ShouldEndWith("… [#4711]");
        Subjects.Cut("Re: Badge [#4711]", 200).ShouldBe("Re: Badge [#4711]");
    }
}
