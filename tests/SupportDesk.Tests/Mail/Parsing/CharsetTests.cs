using System.Text;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

public class CharsetTests
{
    [Theory]
    [InlineData("utf-8", "Grüße")]
    [InlineData("iso-8859-1", "Grüße €")]
    [InlineData("us-ascii", "Grüße")]
    [InlineData("big5", "您好！ 你今天好吗？")]
    [InlineData("no-such-charset", "Grüße")]
    public void Text_in_utf8_is_read_whatever_the_declared_charset(string charset, string text)
    {
        var mail = Parse([.. Encoding.ASCII.GetBytes($"From: a@b.test\nContent-Type: text/plain; charset={charset}\n\n"), .. Encoding.UTF8.GetBytes(text)]);

        mail.NewText.ShouldBe(text);
    }

    [Theory]
    [InlineData("iso-8859-1", new byte[] { 0x47, 0x72, 0xFC, 0xDF, 0x65 }, "Grüße")]
    [InlineData("windows-1251", new byte[] { 0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2 }, "Привет")]
    [InlineData("utf-8", new byte[] { 0x47, 0x72, 0xFC, 0xDF, 0x65 }, "Grüße")]
    [InlineData("iso-2022-jp", new byte[] { 0x1B, 0x24, 0x42, 0x25, 0x46, 0x25, 0x39, 0x25, 0x48, 0x1B, 0x28, 0x42 }, "テスト")]
    [InlineData("utf-7", new byte[] { 0x46, 0x72, 0x2B, 0x41, 0x50, 0x59, 0x2D, 0x73 }, "Frös")]
    public void Text_in_its_charset_is_read(string charset, byte[] bytes, string text)
    {
        var mail = Parse([.. Encoding.ASCII.GetBytes($"From: a@b.test\nContent-Type: text/plain; charset={charset}\n\n"), .. bytes]);

        mail.NewText.ShouldBe(text);
    }

    [Fact]
    public void Text_in_utf8_that_was_damaged_in_one_place_stays_readable()
    {
        var mail = Parse([.. "From: a@b.test\nContent-Type: text/plain; charset=utf-8\n\nGrüße aus K"u8, 0xC3, .. "ln, schöne"u8]);

        mail.NewText.ShouldBe("Grüße aus K\uFFFDln, schöne");
    }

    [Theory]
    [InlineData("utf-8", new byte[] { 0xD0, 0x9B }, "Л")]
    [InlineData("windows-1251", new byte[] { 0xCB, 0xE0, 0xEC, 0xEF, 0xE0 }, "Лампа")]
    [InlineData("shift_jis", new byte[] { 0x83, 0x89, 0x83, 0x93, 0x83, 0x76 }, "ランプ")]
    [InlineData("iso-8859-1", new byte[] { 0xCB, 0xE0 }, "\uFFFD\uFFFD")]
    [InlineData("shift_jis", new byte[] { 0x81, 0x39 }, "\uFFFD9")]
    public void Bare_bytes_in_header_fields_are_utf8_or_what_the_text_declares(string charset, byte[] bytes, string letters)
    {
        var mail = Parse([.. "From: \""u8, .. bytes, .. "\" <damion@customer.test>\nSubject: The "u8, .. bytes, .. " and =?iso-8859-1?Q?B"u8, 0xF6, .. Encoding.ASCII.GetBytes($"jan?=\nContent-Type: multipart/mixed; boundary=seam\n\n--seam\nContent-Type: text/plain; charset={charset}\n\nx\n--seam\nContent-Type: image/png; name=\""), .. bytes, .. ".png\"\n\nx\n--seam--\n"u8]);

        mail.Subject.ShouldBe($"The {letters} and Böjan");
        mail.From.ShouldBe(new WrittenAddress("damion@customer.test", letters));
        mail.Files.ShouldHaveSingleItem().Name.ShouldBe(letters + ".png");
    }

    static ParsedMail Parse(byte[] raw) => MailParser.Parse(raw);
}
