using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

public class TextsTests
{
    [Theory]
    [InlineData("a\0b\r\nc\rd\u2028e\tf\u0007", "ab\nc\nd\ne\tf")]
    [InlineData("💡", "💡")]
    [InlineData("\uFEFFa\uFFFE", "a")]
    public void Text_is_cleaned(string text, string clean)
    {
        Texts.Clean(text).ShouldBe(clean);
    }

    [Fact]
    public void Half_characters_are_dropped()
    {
        Texts.Clean($"x{'\ud800'}y{'\udc00'}").ShouldBe("xy");
    }

    [Fact]
    public void A_cut_never_halves_a_character()
    {
        var line = Texts.Line("abc💡💡💡", 5);

        line.ShouldBe("abc…");
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\damion\\lamp.png", "lamp.png")]
    [InlineData("lamp\u202Egnp.exe", "lampgnp.exe")]
    [InlineData("la\u200Bm\0p\r\n.png", "lamp.png")]
    [InlineData(".htaccess", "htaccess")]
    [InlineData("trailing. . ", "trailing")]
    [InlineData("CON.txt", "_CON.txt")]
    [InlineData("a<b>|c?.txt", "a_b__c_.txt")]
    [InlineData("///", "file")]
    [InlineData(null, "file")]
    [InlineData("レシート.pdf", "レシート.pdf")]
    public void File_names_are_cleaned(string? written, string clean)
    {
        FileNames.Clean(written, "file").ShouldBe(clean);
    }

    [Fact]
    public void A_long_file_name_keeps_its_ending()
    {
        var name = FileNames.Clean(new string('x', 300) + ".pdf", "file");

        name.Length.ShouldBe(FileNames.Length);
        name.ShouldEndWith("….pdf");
    }

    [Theory]
    [InlineData(" <A.b@C.test> ", "a.b@c.test")]
    [InlineData("a b@c", "ab@c")]
    [InlineData("<>", null)]
    [InlineData(null, null)]
    public void Message_ids_are_compared_in_one_form(string? written, string? key)
    {
        MessageIds.Key(written).ShouldBe(key);
    }

    [Fact]
    public void An_endless_message_id_has_a_short_key()
    {
        MessageIds.Key(new string('x', 900) + "@a.test")!.Length.ShouldBeLessThanOrEqualTo(MessageIds.KeyLength);
    }

    [Fact]
    public void References_are_read_each_once_without_words()
    {
        MessageIds.All("Your message of Monday <a@b.test> <c@d.test>\n <A@b.test> <nonsense>").ShouldBe(["a@b.test", "c@d.test"]);
    }

    [Fact]
    public void A_token_is_found_between_any_delimiters()
    {
        var token = "b" + new string('a', 39);

        foreach (var written in (string[])[$"support+{token}@m.test", $"support-{token}@m.test", $"support={token.ToUpperInvariant()}@m.test", $"\"support+{token}\"@m.test", $"{token}.xyz@m.test"])
            TokenForm.In(written).ShouldBe(token, written);
        TokenForm.In("support@m.test").ShouldBeNull();
        TokenForm.In($"support+{token[..39]}@m.test").ShouldBeNull();
    }
}
