using System.Formats.Asn1;
using System.Text;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>Words that lie inside a part of another form: a signature, Outlook's container, an encoded multipart, a text with a name.</summary>
public class OpenedPartsTests
{
    const string Header = "From: Ilse Kern <ilse@customer.test>\nTo: Help Desk <support@marketfield.test>\nSubject: Badge\nMIME-Version: 1.0\n";
    const string Words = "Please block my badge 4711 today.";

    [Theory]
    [InlineData("Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Disposition: attachment; filename=smime.p7m", false)]
    [InlineData("Content-Type: application/x-pkcs7-mime; name=smime.p7m", true)]
    [InlineData("Content-Type: application/octet-stream; name=smime.p7m\nContent-Disposition: attachment; filename=smime.p7m", false)]
    public void The_words_inside_an_opaque_signature_are_shown(string fields, bool inPieces)
    {
        var signed = Signed($"Content-Type: text/plain; charset=utf-8\r\n\r\n{Words}\r\n", inPieces);

        var mail = Parse($"{fields}\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(signed, Base64FormattingOptions.InsertLineBreaks)}");

        mail.NewText.ShouldBe(Words);
        mail.Files.Select(f => f.Name).ShouldBe(["smime.p7m"]);
        mail.Remarks.ShouldHaveSingleItem().ShouldContain("not checked");
    }

    [Fact]
    public void An_encrypted_mail_says_that_it_is()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence()) writer.WriteObjectIdentifier("1.2.840.113549.1.7.3");

        var mail = Parse($"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(writer.Encode())}");

        mail.Files.ShouldHaveSingleItem().Name.ShouldBe("smime.p7m");
        mail.Remarks.ShouldHaveSingleItem().ShouldContain("encrypted");
    }

    [Theory]
    [InlineData("application/ms-tnef", "See the form.")]
    [InlineData("application/octet-stream", "See the form.")]
    [InlineData("application/octet-stream", "")]
    public void A_winmail_dat_of_any_type_gives_its_files_and_its_words_once(string type, string words)
    {
        var mail = Parse($"Content-Type: multipart/mixed; boundary=T\n\n--T\nContent-Type: text/plain\n\n{words}\n--T\nContent-Type: {type}; name=winmail.dat\nContent-Disposition: attachment; filename=winmail.dat\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(Tnef(Words, "Form.pdf", "%PDF-1.7 form"))}\n--T--\n");

        mail.NewText.ShouldBe(words.Length > 0 ? words : Words);
        mail.Files.Select(f => f.Name).ShouldBe(["Form.pdf"]);
    }

    [Theory]
    [InlineData("text/plain", "")]
    [InlineData("text/plain", "\u00A0\n \n")]
    [InlineData("text/html", "<html><body><p>&nbsp;</p></body></html>")]
    public void The_words_inside_winmail_dat_are_shown_beside_an_empty_part(string type, string empty)
    {
        var mail = Parse($"""
            Content-Type: multipart/mixed; boundary=T

            --T
            Content-Type: {type}; charset=utf-8

            {empty}
            --T
            Content-Type: application/ms-tnef; name=winmail.dat
            Content-Transfer-Encoding: base64

            {Convert.ToBase64String(Tnef(Words, "Form.pdf", "%PDF-1.7 form"))}
            --T--
            """);

        mail.NewText.ShouldBe(Words);
        mail.Files.Select(f => (f.Name, f.Type)).ShouldBe([("Form.pdf", "application/pdf")]);
    }

    [Theory]
    [InlineData(@"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator Riched20;}\pard Please block my badge 4711 today.\par}")]
    [InlineData(@"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Please block {\*\htmltag84 <b>}my badge 4711{\*\htmltag92 </b>} today.\htmlrtf\par}\htmlrtf0 }")]
    public void The_words_of_a_text_in_rtf_are_shown_where_there_are_no_others(string rtf)
    {
        var mail = Parse($"Content-Type: multipart/mixed; boundary=T\n\n--T\nContent-Type: text/plain\n\n\n--T\nContent-Type: text/rtf\n\n{rtf}\n--T--\n");

        mail.NewText.ShouldBe(Words);
    }

    [Fact]
    public void Letters_of_rtf_are_read_in_its_charset()
    {
        RtfText.Read(@"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8\'e2\'e5\'f2, K\u246?ln \{1\}\line \u8364\'80 5}"u8).ShouldBe("Привет, Köln {1}\n€ 5");
    }

    [Theory]
    [InlineData("base64", "Content-Transfer-Encoding: base64")]
    [InlineData("qp", "Content-Transfer-Encoding: Quoted-Printable")]
    public void A_multipart_that_was_encoded_whole_is_read(string encoding, string field)
    {
        var inside = $"--U\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{Words}\r\n--U\r\nContent-Type: application/pdf; name=o.pdf\r\nContent-Disposition: attachment; filename=o.pdf\r\n\r\n%PDF-1.7\r\n--U--\r\n";
        var encoded = encoding == "qp" ? inside.Replace("=", "=3D", StringComparison.Ordinal).Replace("--U", "=2D-U", StringComparison.Ordinal) : Convert.ToBase64String(Encoding.UTF8.GetBytes(inside), Base64FormattingOptions.InsertLineBreaks);

        var mail = Parse($"Content-Type: multipart/mixed; boundary=\"U\"\n{field}\n\n{encoded}\n");

        mail.NewText.ShouldBe(Words);
        mail.Files.Select(f => f.Name).ShouldBe(["o.pdf"]);
    }

    [Theory]
    [InlineData("Content-Type: text/plain; charset=utf-8; name=\"message.txt\"\nContent-Disposition: inline; filename=\"message.txt\"")]
    [InlineData("Content-Type: text/plain; charset=utf-8; name=\"part1.txt\"")]
    [InlineData("Content-Type: text/plain; charset=utf-8\nContent-Disposition: inline")]
    public void A_text_with_a_name_is_the_text_where_nothing_else_has_words(string fields)
    {
        var mail = Parse($"Content-Type: multipart/mixed; boundary=Q\n\n--Q\n{fields}\n\n{Words}\n--Q\nContent-Type: text/plain; name=log.txt\nContent-Disposition: inline; filename=log.txt\n\n12:00 started\n--Q--\n");

        mail.NewText.ShouldBe(Words);
        mail.Files.Select(f => f.Name).ShouldBe(["log.txt"]);
    }

    [Fact]
    public void A_form_for_mail_that_acts_is_no_file()
    {
        var mail = Parse($"Content-Type: multipart/alternative; boundary=A\n\n--A\nContent-Type: text/plain\n\n{Words}\n--A\nContent-Type: text/x-amp-html\n\n<html amp4email><body>{Words}</body></html>\n--A\nContent-Type: text/html\n\n<p>{Words}</p>\n--A--\n");

        mail.NewText.ShouldBe(Words);
        mail.Files.ShouldBeEmpty();
    }

    [Fact]
    public void What_one_formatted_part_leaves_open_hides_nothing_of_the_next()
    {
        var mail = Parse("Content-Type: multipart/mixed; boundary=A\n\n--A\nContent-Type: text/html\n\n<table><tr><td>First<!-- \n--A\nContent-Type: text/html\n\n<p>Second</p><style>p {\n--A\nContent-Type: text/plain\n\nThird\n--A--\n");

        (mail.NewHtml.Contains("First", StringComparison.Ordinal), mail.NewHtml.Contains("Second", StringComparison.Ordinal), mail.NewHtml.Contains("Third", StringComparison.Ordinal)).ShouldBe((true, true, true));
        mail.NewText.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["First", "Second", "Third"]);
    }

    [Theory]
    [InlineData("Badge 4711", "<p>Badge 4711</p>", null)]
    [InlineData("Badge 4711, and keys 12", "<p>Badge 4711</p>", "Badge 4711, and keys 12")]
    [InlineData("See <https://desk.test/x>", "<p><a href=\"https://desk.test/x\">See</a></p>", null)]
    public void Words_that_only_the_plain_form_has_are_kept(string plain, string html, string? kept)
    {
        var mail = Parse($"Content-Type: multipart/alternative; boundary=A\n\n--A\nContent-Type: text/plain\n\n{plain}\n--A\nContent-Type: text/html\n\n{html}\n--A--\n");

        mail.PlainForm.ShouldBe(kept);
    }

    static ParsedMail Parse(string rest) => MailParser.Parse(Encoding.UTF8.GetBytes(Header + rest));

    static byte[] Signed(string content, bool inPieces)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        var inside = new Asn1Tag(TagClass.ContextSpecific, 0);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.2.840.113549.1.7.2");
            using (writer.PushSequence(inside))
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                writer.PushSetOf();
                writer.PopSetOf();
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("1.2.840.113549.1.7.1");
                    using (writer.PushSequence(inside)) Write(writer, Encoding.UTF8.GetBytes(content), inPieces);
                }
            }
        }

        return writer.Encode();
    }

    static void Write(AsnWriter writer, byte[] content, bool inPieces)
    {
        if (!inPieces)
        {
            writer.WriteOctetString(content);
            return;
        }

        // As OpenSSL writes it when it does not know the length yet.
        writer.WriteEncodedValue([0x24, 0x80, 0x04, 20, .. content[..20], 0x04, (byte)(content.Length - 20), .. content[20..], 0, 0]);
    }

    static byte[] Tnef(string body, string name, string file)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(0x223E9F78u);
        writer.Write((ushort)1);
        Attribute(writer, 1, 0x00089006, BitConverter.GetBytes(0x00010000));
        Attribute(writer, 1, 0x00078008, "IPM.Microsoft Mail.Note\0"u8.ToArray());
        Attribute(writer, 1, 0x0002800C, Encoding.ASCII.GetBytes(body + "\0"));
        Attribute(writer, 2, 0x00069002, [1, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0]);
        Attribute(writer, 2, 0x00018010, Encoding.ASCII.GetBytes(name + "\0"));
        Attribute(writer, 2, 0x0006800F, Encoding.ASCII.GetBytes(file));
        return bytes.ToArray();
    }

    static void Attribute(BinaryWriter writer, byte level, int id, byte[] data)
    {
        writer.Write(level);
        writer.Write(id);
        writer.Write(data.Length);
        writer.Write(data);
        writer.Write((ushort)data.Sum(b => b));
    }
}
