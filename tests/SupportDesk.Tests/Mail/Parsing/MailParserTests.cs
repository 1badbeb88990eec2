using System.Text;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

public class MailParserTests
{
    [Fact]
    public void Header_fields_are_decoded()
    {
        var mail = Parse("""
            From: =?utf-8?Q?Dami=C3=B3n?= <damion@customer.test>
            Reply-To: other@customer.test
            To: Marketfield <support+abc@marketfield.test>, =?iso-8859-1?Q?B=F6jan?= <bojan@example.test>
            Cc: team: tess@example.test, aldo@example.test;
            Subject: =?utf-8?B?TGFtcGUg8J+SoQ==?=
            Date: Mon, 2 Mar 2026 10:00:00 +0100
            Message-ID: <One@customer.test>
            In-Reply-To: <zero@marketfield.test>
            References: <minus@marketfield.test>
             <zero@marketfield.test>

            Hello
            """);

        mail.From.ShouldBe(new WrittenAddress("damion@customer.test", "Damión"));
        mail.ReplyTo.ShouldHaveSingleItem().Address.ShouldBe("other@customer.test");
        mail.To.Select(t => t.Name).ShouldBe(["Marketfield", "Böjan"]);
        mail.Cc.Select(c => c.Address).ShouldBe(["tess@example.test", "aldo@example.test"]);
        mail.Subject.ShouldBe("Lampe 💡");
        mail.Date.ShouldBe(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        mail.MessageId.ShouldBe("One@customer.test");
        mail.InReplyTo.ShouldBe(["zero@marketfield.test"]);
        mail.References.ShouldBe(["minus@marketfield.test", "zero@marketfield.test"]);
        mail.TokenCandidates.ShouldBe(["support+abc@marketfield.test", "bojan@example.test", "tess@example.test", "aldo@example.test", "zero@marketfield.test", "minus@marketfield.test"]);
    }

    [Theory]
    [InlineData("From: damion@customer.test\nFrom: tess@example.test")]
    [InlineData("From: damion@customer.test, tess@example.test")]
    [InlineData("From: both: damion@customer.test, tess@example.test;")]
    public void Several_authors_are_all_shown(string headers)
    {
        Parse(headers + "\n\nHello").Authors.Select(a => a.Address).ShouldBe(["damion@customer.test", "tess@example.test"]);
    }

    [Fact]
    public void A_display_name_that_looks_like_an_address_is_only_a_name()
    {
        var mail = Parse("From: \"tess@example.test\" <damion@customer.test>\n\nHello");

        mail.From.ShouldBe(new WrittenAddress("damion@customer.test", "tess@example.test"));
    }

    [Fact]
    public void Control_characters_never_reach_a_line()
    {
        var mail = Parse("From: =?utf-8?Q?Damion=0D=0ABcc=3A_x?= <damion@customer.test>\nSubject: =?utf-8?Q?one=0Atwo=00=E2=80=AEthree?=\n\nHe\0llo\u001b[31m");

        mail.From!.Name.ShouldBe("Damion Bcc: x");
        mail.Subject.ShouldBe("onetwothree");
        mail.NewText.ShouldBe("Hello[31m");
    }

    [Fact]
    public void A_long_subject_is_cut()
    {
        var mail = Parse("Subject: " + new string('x', 5_000) + "\n\nHello");

        mail.Subject.Length.ShouldBe(Texts.SubjectLength);
        mail.Subject.ShouldEndWith("…");
    }

    [Fact]
    public void Trace_headers_keep_their_order()
    {
        var mail = Parse("Authentication-Results: mx.marketfield.test; dmarc=pass\nReceived: from a by mx.marketfield.test; Mon, 2 Mar 2026 10:00:00 +0100\nAuthentication-Results: mx.marketfield.test; dmarc=fail\nReceived: from b by a; Mon, 2 Mar 2026 10:00:00 +0100\nFrom: damion@customer.test\n\nHello");

        mail.Trace.Select(t => t.IsReceived).ShouldBe([false, true, false, true]);
        mail.Trace[0].Value.ShouldBe("mx.marketfield.test; dmarc=pass");
    }

    [Theory]
    [InlineData("Your program cannot show this message.", "The lamp arrived broken, see the picture of its foot below.", "The lamp arrived broken, see the picture of its foot below.")]
    [InlineData("The lamp arrived broken. See the picture!", "<p>The <b>lamp</b> arrived broken.</p><p>See the picture!</p>", "The lamp arrived broken. See the picture!")]
    [InlineData("灯坏了。\n请看图片。", "<p>灯坏了。请看图片。</p>", "灯坏了。\n请看图片。")]
    public void The_formatted_text_counts_where_the_plain_one_says_something_else(string plain, string html, string text)
    {
        Parse($"From: damion@customer.test\nContent-Type: multipart/alternative; boundary=seam\n\n--seam\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n--seam\nContent-Type: text/html; charset=utf-8\n\n{html}\n--seam--\n").NewText.ShouldBe(text);
    }

    [Fact]
    public void Lines_that_end_in_a_lone_return_are_lines()
    {
        var mail = Parse("From: damion@customer.test\nSubject: Lamp\n\none\ntwo".Replace('\n', '\r'));

        mail.Subject.ShouldBe("Lamp");
        mail.NewText.ShouldBe("one\ntwo");
    }

    [Theory]
    [InlineData("\n   \n\n")]
    [InlineData("\u0001Fr\u0002om x\n")]
    [InlineData("From damion@customer.test Mon Mar  2 10:00:00 2026\n")]
    public void Lines_above_the_header_are_skipped(string above)
    {
        var mail = Parse(above + "From: damion@customer.test\nSubject: Lamp\n\nHello");

        mail.Subject.ShouldBe("Lamp");
        mail.NewText.ShouldBe("Hello");
    }

    [Theory]
    [InlineData("<<garbage>>\n\u0001\u0002\nFrom: damion@customer.test\nSubject: Lamp\n\nHello", "Lamp", "Hello")]
    [InlineData(": no name\n folded onto nothing\nReceived: from a by b\nSubject: Lamp\n\nHello", "Lamp", "Hello")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\nSubject: Lamp\n\nHello", "Lamp", "Hello")]
    [InlineData("Hello, no header at all.\nSecond line.", "", "Hello, no header at all.\nSecond line.")]
    [InlineData("st of a field that was cut\nand a second\n\nHello", "", "st of a field that was cut\nand a second\n\nHello")]
    [InlineData("Subject: Lamp\nContent-Ty", "Lamp", "")]
    public void Of_a_damaged_header_the_rest_is_read(string raw, string subject, string words)
    {
        var mail = Parse(raw);

        mail.Unreadable.ShouldBeNull();
        mail.Subject.ShouldBe(subject);
        mail.NewText.ShouldBe(words);
    }

    [Fact]
    public void A_damaged_header_is_said() => Parse("Hello, no header at all.").LeftOut.ShouldBe(["The header of this message is damaged; only what could be read of it is shown."]);

    [Fact]
    public void The_alternative_with_pictures_gives_text_html_and_files()
    {
        var mail = OwnMessages.Parse("alternative-with-picture");

        mail.NewText.ShouldBe("It was mine, see the picture.");
        mail.HtmlWith(n => $"/attachments/{n}").ShouldBe("<p>It was mine, see the picture.<br><img src=\"/attachments/0\" alt=\"receipt\"></p>");
        mail.Files.Select(f => (f.Name, f.Type, f.IsInline)).ShouldBe([("receipt.png", "image/png", true), ("terms.pdf", "application/pdf", false)]);
        mail.Files[1].Content.ToArray().ShouldBe("%PDF-1.4\n"u8.ToArray());
    }

    [Fact]
    public void A_missing_boundary_is_found_by_its_first_line()
    {
        var mail = Parse("From: damion@customer.test\nContent-Type: multipart/mixed\n\n--seam\nContent-Type: text/plain\n\nHello\n--seam\nContent-Type: image/png; name=lamp.png\nContent-Transfer-Encoding: base64\n\niVBORw==\n--seam--\n");

        mail.NewText.ShouldBe("Hello");
        mail.Files.ShouldHaveSingleItem().Name.ShouldBe("lamp.png");
    }

    [Fact]
    public void A_nested_mail_is_a_file()
    {
        var mail = Parse("From: damion@customer.test\nContent-Type: multipart/mixed; boundary=seam\n\n--seam\nContent-Type: text/plain\n\nSee\n--seam\nContent-Type: message/rfc822\n\nFrom: bojan@example.test\nSubject: Receipt 7/26\n\nHere\n--seam--\n");

        mail.NewText.ShouldBe("See");
        mail.Files.ShouldHaveSingleItem().Name.ShouldBe("Receipt 7_26.eml");
    }

    [Fact]
    public void A_signed_mail_shows_its_text_and_keeps_the_signature()
    {
        var mail = Parse("From: damion@customer.test\nContent-Type: multipart/signed; boundary=seam; protocol=\"application/pgp-signature\"\n\n--seam\nContent-Type: text/plain\n\nSigned words\n--seam\nContent-Type: application/pgp-signature\n\n-----BEGIN PGP SIGNATURE-----\n--seam--\n");

        mail.NewText.ShouldBe("Signed words");
        mail.Files.ShouldHaveSingleItem().Name.ShouldBe("signature.asc");
    }

    [Theory]
    [InlineData("multipart/mixed; boundary=b", "--b\nContent-Type: multipart/mixed; boundary=b\n\n")]
    [InlineData("message/rfc822", "Content-Type: message/rfc822\n\n")]
    public void Endless_nesting_is_refused(string type, string level)
    {
        var raw = new StringBuilder($"From: damion@customer.test\nContent-Type: {type}\n\n");
        for (var i = 0; i < 10_000; i++) raw.Append(level.Replace("boundary=b", $"boundary=b{i}", StringComparison.Ordinal).Replace("--b\n", i == 0 ? "--b\n" : $"--b{i - 1}\n", StringComparison.Ordinal));

        var mail = Parse(raw.ToString());

        mail.From!.Address.ShouldBe("damion@customer.test");
        mail.Unreadable.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(3_000, 10, "header fields")]
    [InlineData(60, 30_000, "header is longer")]
    public void Too_much_header_is_refused(int fields, int length, string why)
    {
        var raw = string.Concat(Enumerable.Range(0, fields).Select(i => $"X-{i}: {new string('x', length)}\n"));

        Parse(raw + "\nHello").Unreadable.ShouldNotBeNull().ShouldContain(why);
    }

    [Theory]
    [InlineData("Subject: Lamp\nX-Long: {0}\nFrom: damion@customer.test\n\nHello", "Hello")]
    [InlineData("Subject: Lamp\nX-Long: x\n {0}\n {0}\nFrom: damion@customer.test\n\nHello", "Hello")]
    [InlineData("Subject: Lamp\nFrom: damion@customer.test\n\nX-Long: {0}", "X-Long: {0}")]
    [InlineData("Subject: Lamp\nFrom: damion@customer.test\nContent-Type: multipart/mixed; boundary=b\n\n--b\nX-Long: {0}\n\nHello\n--b--\n", "Hello")]
    public void A_field_that_is_too_long_is_cut_and_the_rest_is_read(string raw, string words)
    {
        var mail = Parse(raw.Replace("{0}", new string('x', 40_000), StringComparison.Ordinal));

        (mail.Subject, mail.From?.Address, mail.Unreadable).ShouldBe(("Lamp", "damion@customer.test", null));
        mail.NewText.ShouldBe(words.Replace("{0}", new string('x', 40_000), StringComparison.Ordinal));
        mail.LeftOut.ShouldBe(words == "Hello" ? ["Only the first 32,768 bytes of each header field were read."] : []);
    }

    [Fact]
    public void A_message_over_the_size_is_refused_and_its_header_read()
    {
        var mail = MailParser.Parse(Encoding.ASCII.GetBytes("From: damion@customer.test\nSubject: Big\n\n" + new string('x', 5_000)), new ParseLimits { Size = 1_000 });

        mail.Unreadable.ShouldNotBeNull().ShouldContain("limit");
        mail.Subject.ShouldBe("Big");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0")]
    [InlineData("Hello, no header at all")]
    [InlineData("From:\nTo:\nSubject:\nDate: yesterday\nMessage-ID: <>\nReferences: <> <<>> x\n\n")]
    [InlineData("Content-Type: multipart/alternative; boundary=\"\"\n\n--\n\n")]
    [InlineData("Content-Type: text/html; charset=\"\\\"\n\n<p>x")]
    [InlineData("Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+IgAA")]
    public void Broken_messages_are_read_as_far_as_they_go(string raw)
    {
        Should.NotThrow(() => Parse(raw));
    }

    [Fact]
    public void Damaged_messages_never_throw()
    {
        var random = new Random(7);
        foreach (var name in OwnMessages.Names)
        {
            var raw = File.ReadAllBytes(Path.Combine(OwnMessages.Folder, name + ".eml"));
            for (var i = 0; i < 40; i++)
            {
                var damaged = (byte[])raw.Clone();
                for (var k = 0; k < 1 + (i / 2); k++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);

                Should.NotThrow(() => MailParser.Parse(damaged.AsMemory(0, random.Next(damaged.Length / 2, damaged.Length + 1))), name);
            }
        }
    }

    static ParsedMail Parse(string raw) => MailParser.Parse(Encoding.UTF8.GetBytes(raw));
}
