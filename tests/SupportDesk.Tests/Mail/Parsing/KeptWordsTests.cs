using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>Words that stand where parsers look for none.</summary>
public class KeptWordsTests
{
    const string Header = "From: Ilse <ilse@customer.test>\nTo: support@marketfield.test\nSubject: Parking fee";

    [Theory]
    [InlineData("<frameset rows=50,50><frame src=a><noframes><body><p>The fee is wrong.</p></body></noframes></frameset></html>\nSent by a list.", "The fee is wrong.", "Sent by a list.")]
    [InlineData("<p>The fee <!--#rotate> <b>is wrong.</b></p><p>It rained.</p>", "The fee is wrong.", "It rained.")]
    [InlineData("<p>The fee<!-- a > b --> is wrong.</p><p>It <!--#x>rained.</p>", "The fee is wrong.", "It rained.")]
    [InlineData("<p>Fee</p><applet code=x>The fee is wrong.</applet><noscript>Switch it on.</noscript>", "The fee is wrong.", "Switch it on.")]
    [InlineData("<form><textarea>The fee is wrong.</textarea><select><option>Yes<option>No</select><button>Send it</button></form>", "The fee is wrong.", "Yes\nNo\nSend it")]
    public void Every_word_of_a_page_is_shown(string html, string first, string second)
    {
        var mail = OwnMessages.Html(html, Header);

        mail.NewText.ShouldContain(first);
        mail.NewText.ShouldContain(second);
        PostHtml.ToText(mail.NewHtml).ShouldContain(second);
    }

    [Fact]
    public void A_comment_that_ends_hides_what_it_holds() =>
        OwnMessages.Html("<p>The fee</p><!-- <p>no word</p> --><p>is wrong.</p><!-->", Header).NewText.ShouldBe("The fee\n\nis wrong.");

    [Theory]
    [InlineData("Content-Type: text\n\nThe fee is wrong.")]
    [InlineData("Content-Type: text; charset=utf-8\nContent-Transfer-Encoding: base64\n\nVGhlIGZlZSBpcyB3cm9uZy4=")]
    [InlineData("Content-Type: text/plain; name=\" \"\nContent-Disposition: inline\n\nThe fee is wrong.")]
    [InlineData("Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>The fee is wrong.</p>\n--x\nContent-Type: multipart/related; boundary=y\n\nNothing.\n--x--\n")]
    public void A_text_whose_type_is_badly_written_is_read(string body)
    {
        var mail = MailParser.Parse(System.Text.Encoding.UTF8.GetBytes($"{Header}\nMIME-Version: 1.0\n{body}"));

        mail.NewText.Split('\n')[0].ShouldBe("The fee is wrong.");
        mail.Files.ShouldNotContain(f => f.Type == "application/octet-stream");
    }

    [Fact]
    public void A_file_without_a_valid_type_stays_a_file()
    {
        var mail = MailParser.Parse(System.Text.Encoding.UTF8.GetBytes($"{Header}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nThe fee.\n--x\nContent-Type: text; name=a.txt\n\nFile.\n--x--\n"));

        mail.NewText.ShouldBe("The fee.");
        mail.Files.Count.ShouldBe(1);
    }
}
