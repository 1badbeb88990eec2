using System.Text;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>Messages that programs put together in their own way: nothing of their words and files is lost.</summary>
public class OddPartsTests
{
    const string Header = "From: Ilse Kern <ilse@customer.test>\nTo: Help Desk <support@marketfield.test>\nSubject: Badge\nMIME-Version: 1.0\n";
    const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNg+M9QAAADhwGG1Uor1QAAAABJRU5ErkJggg==";

    [Fact]
    public void The_words_between_pictures_of_an_apple_mail_are_all_shown()
    {
        var mail = Parse($"""
            Content-Type: multipart/alternative; boundary=A

            --A
            Content-Type: text/plain; charset=utf-8

            My badge.

            It opens no gate since Monday.
            --A
            Content-Type: multipart/mixed; boundary=M

            --M
            Content-Type: text/html; charset=utf-8

            <div>My badge.</div>
            --M
            Content-Type: image/png; name=badge.png
            Content-Disposition: inline; filename=badge.png
            Content-Transfer-Encoding: base64

            {Png}
            --M
            Content-Type: text/html; charset=utf-8

            <div>It opens no gate since Monday.</div>
            --M
            Content-Type: application/pdf; name=rules.pdf
            Content-Disposition: attachment; filename=rules.pdf

            %PDF-1.4
            --M--
            --A--
            """);

        mail.NewText.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["My badge.", "It opens no gate since Monday."]);
        mail.Files.Select(f => f.Name).ShouldBe(["badge.png", "rules.pdf"]);
    }

    [Fact]
    public void A_plain_text_above_a_signature_in_html_stays()
    {
        var mail = Parse("Content-Type: multipart/mixed; boundary=A\n\n--A\nContent-Type: text/plain\n\nWhere is my badge?\n--A\nContent-Type: text/html\n\n<p><b>Ilse Kern</b><br>Gate services</p>\n--A--\n");

        mail.NewText.ShouldStartWith("Where is my badge?");
        mail.NewHtml.ShouldContain("Where is my badge?");
    }

    [Fact]
    public void A_numbered_list_of_outlook_keeps_its_numbers_and_what_stands_below()
    {
        var mail = OwnMessages.Html("<div class=WordSection1><p class=MsoNormal>We need:</p><ol start=1 type=1><li class=MsoListParagraph>a new badge</li><li class=MsoListParagraph>a key</li></ol><p class=MsoNormal>By Friday, please.</p></div>", Header.TrimEnd());

        mail.NewText.ShouldContain("1. a new badge");
        mail.NewText.ShouldContain("2. a key");
        mail.NewText.ShouldEndWith("By Friday, please.");
        mail.NewHtml.ShouldContain("<ol start=\"1\"><li>a new badge</li><li>a key</li></ol>");
    }

    [Theory]
    [InlineData("authentication-results: spf=none;\n \nx-ms-exchange: 1\n")]
    [InlineData("X-Long: one,\n\t\n two\n")]
    public void A_folded_field_with_an_empty_line_does_not_end_the_header(string fields)
    {
        var mail = Parse(fields + "Content-Type: multipart/mixed; boundary=A\n\n--A\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nTWVpbiBTY2hsw7xzc2Vs\n--A\nContent-Type: application/pdf; name=one.pdf\n\n%PDF-1.4\n--A--\n");

        mail.NewText.ShouldBe("Mein Schlüssel");
        mail.Files.Select(f => f.Name).ShouldBe(["one.pdf"]);
    }

    [Fact]
    public void A_type_that_was_encoded_like_a_subject_leaves_the_file_and_the_text()
    {
        var mail = Parse("Content-Type: multipart/mixed; boundary=A\n\n--A\nContent-Type: text/plain; charset=utf-8\n\nSee the bill.\n--A\nContent-Type: =?utf-8?Q?application/pdf;_name=3D=22bill.pdf=22?=\nContent-Disposition: attachment; filename=bill.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQK\n--A--\n");

        mail.NewText.ShouldBe("See the bill.");
        mail.Files.ShouldHaveSingleItem().Name.ShouldBe("bill.pdf");
    }

    [Fact]
    public void A_mail_inside_with_an_empty_encoding_is_a_file_with_its_subject_as_name()
    {
        var mail = Parse("Content-Type: multipart/mixed; boundary=A\n\n--A\nContent-Type: text/plain\n\nSee the mail.\n--A\nContent-Type: message/rfc822\nContent-Transfer-Encoding: \n\nFrom: gate@customer.test\nSubject: =?utf-8?Q?=C3=84rger_am_Tor?=\nContent-Type: text/plain\n\nClosed.\n--A--\n");

        mail.NewText.ShouldBe("See the mail.");
        var inside = mail.Files.ShouldHaveSingleItem();
        (inside.Name, inside.Type).ShouldBe(("Ärger am Tor.eml", "message/rfc822"));
        MailParser.Parse(inside.Content).NewText.ShouldBe("Closed.");
    }

    [Theory]
    [InlineData("8-bit", "Schlüssel")]
    [InlineData("utf-8", "Schlüssel")]
    [InlineData("none", "Schlüssel")]
    [InlineData("base64 ", "U2NobMO8c3NlbA==")]
    [InlineData("Base64;", "U2NobMO8c3NlbA==")]
    [InlineData("base64 (by the gate)", "U2NobMO8c3NlbA==")]
    [InlineData("\"quoted-printable\"", "Schl=C3=BCssel")]
    public void An_encoding_that_is_badly_named_is_understood(string encoding, string words) =>
        Parse($"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n{words}\n").NewText.ShouldBe("Schlüssel");

    [Theory]
    [InlineData("text/html; charset=utf-8", "<p>Same <b>words</b>.</p>", "text/plain", "Same words.")]
    [InlineData("text/plain", "Same words.", "text/html; charset=utf-8", "<p>Same <b>words</b>.</p>")]
    public void Of_two_forms_in_either_order_the_words_stand_once(string first, string one, string second, string other)
    {
        var mail = Parse($"Content-Type: multipart/alternative; boundary=A\n\n--A\nContent-Type: {first}\n\n{one}\n--A\nContent-Type: {second}\n\n{other}\n--A--\n");

        (mail.NewText, mail.Files.Count).ShouldBe(("Same words.", 0));
    }

    static ParsedMail Parse(string rest) => MailParser.Parse(Encoding.UTF8.GetBytes(Header + rest));
}
