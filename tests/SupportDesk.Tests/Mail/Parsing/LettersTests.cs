using System.Text;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

/// <summary>Letters whose charset is not said, said wrongly, or changes within one text.</summary>
public class LettersTests
{
    const string Russian = "Добрый день, не могу войти в личный кабинет.";
    const string German = "Grüße aus Köln, bitte prüfen Sie das Guthaben.";
    const string Japanese = "日本語の手紙です。";

    [Theory]
    [InlineData("text/html", "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\">")]
    [InlineData("text/html; charset=us-ascii", "<META CHARSET='cp-1251'>")]
    [InlineData("text/html; charset=x-unknown", "<meta content=\"text/html;charset=windows-1251\" http-equiv=content-type>")]
    [InlineData("text/html; charset=utf-8", "<meta charset=windows-1251>")]
    [InlineData("text/html", "<?xml version=\"1.0\" encoding=\"windows-1251\"?>")]
    public void Html_without_a_charset_is_read_in_the_one_that_it_names_itself(string type, string meta)
    {
        var mail = Parse(type, Ascii($"{meta}<p>"), In(1251, Russian), Ascii("</p>"));

        mail.NewText.ShouldBe(Russian);
        mail.LetterDoubt.ShouldBeNull();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData("text/plain; charset=us-ascii")]
    [InlineData("text/plain; charset=iso-8859-1")]
    [InlineData("text/html; charset=utf-8")]
    public void Escapes_are_letters_without_a_declaration(string type)
    {
        Parse(type, [0x1B], Ascii("$B$*Ld$$9g$o$;"), [0x1B], Ascii("(B "), [0x1B], Ascii("$B-!-\""), [0x1B], Ascii("(B")).NewText.ShouldBe("お問い合わせ ①②");
        Parse(type, [0x1B], Ascii("$)C"), [0x0E], Ascii(">H3g"), [0x0F], Ascii(" ok")).NewText.ShouldBe("안녕 ok");
    }

    [Fact]
    public void Escapes_stand_in_a_subject_too()
    {
        var mail = Read([.. "From: a@b.test\nSubject: "u8, 0x1B, .. "$B@A5a=q"u8, 0x1B, .. "(B 7\n\nx"u8]);

        mail.Subject.ShouldBe("請求書 7");
    }

    [Theory]
    [InlineData(1252, "Diese E-Mail enthält Vertrauliches. Geschäftsführer: Jörg Müller.")]
    [InlineData(1251, "Это сообщение содержит конфиденциальную информацию.")]
    [InlineData(20866, "Это сообщение содержит конфиденциальную информацию.")]
    [InlineData(936, "本邮件包含机密信息，如果您不是收件人，请立即删除。")]
    [InlineData(932, "このメールには機密情報が含まれています。")]
    public void A_footer_in_another_charset_spoils_no_words_and_is_read_itself(int page, string footer)
    {
        foreach (var words in new[] { German, Russian, Japanese })
        {
            Whole(Parse("text/plain; charset=utf-8", In(65001, words), Ascii("\n\nInfo: "), In(page, footer))).ShouldBe($"{words} Info: {footer}");
            Whole(Parse("text/html; charset=utf-8", Ascii("<p>"), In(65001, words), Ascii("</p><p>Info: "), In(page, footer), Ascii("</p>"))).ShouldBe($"{words} Info: {footer}");
        }
    }

    [Theory]
    [InlineData("iso-8859-1", 1252, German)]
    [InlineData("windows-1251", 1251, Russian)]
    [InlineData("shift_jis", 932, Japanese)]
    [InlineData("gb2312", 936, "我无法登录我的账户，请尽快处理。")]
    public void A_footer_in_utf8_spoils_no_words_of_another_charset(string charset, int page, string words)
    {
        foreach (var footer in new[] { "Diese E-Mail enthält Vertrauliches für Sie.", "Это сообщение содержит информацию." })
        {
            Whole(Parse($"text/plain; charset={charset}", In(page, words), Ascii("\n\nInfo: "), In(65001, footer))).ShouldBe($"{words} Info: {footer}");
        }
    }

    [Theory]
    [InlineData("shift_jis", 932, Japanese, new byte[] { 0x81, 0xAD })]
    [InlineData("gb2312", 936, "我无法登录", new byte[] { 0xFF })]
    [InlineData("euc-kr", 949, "안녕하세요", new byte[] { 0xC9, 0xFF })]
    [InlineData("big5", 950, "請幫忙", new byte[] { 0xFF })]
    [InlineData("iso-2022-jp", 50220, Japanese, new byte[] { 0x1B, 0x24, 0x42, 0x7A, 0x7A, 0x1B, 0x28, 0x42 })]
    [InlineData("windows-1253", 1253, "Καλημέρα", new byte[] { 0xFF })]
    public void One_code_that_is_not_defined_costs_one_letter(string charset, int page, string words, byte[] code)
    {
        var mail = Parse($"text/plain; charset={charset}", In(page, words), Ascii(" "), code, Ascii(" "), In(page, words));

        mail.NewText.Split(' ').ShouldBe([words, mail.NewText.Split(' ')[1], words]);
    }

    [Theory]
    [InlineData("iso-2022-jp", 50220, new byte[] { 0x1B, 0x24, 0x42, 0x7A, 0x7A, 0x1B, 0x28, 0x42 })]
    [InlineData("shift_jis", 932, new byte[] { 0x88, 0x40 })]
    [InlineData("euc-jp", 51932, new byte[] { 0xAF, 0xA1 })]
    public void What_a_Japanese_charset_leaves_undefined_is_a_middle_dot_and_said(string charset, int page, byte[] code)
    {
        var mail = Parse($"text/plain; charset={charset}", In(page, Japanese), Ascii(" "), code);

        mail.NewText.ShouldBe(Japanese + " ・");
        mail.LetterDoubt.ShouldNotBeNull().ShouldContain('・');
    }

    [Theory]
    [InlineData("text/plain", "Grüße")]
    [InlineData("text/html", "<p>Grüße</p>")]
    public void What_a_list_sets_below_base64_is_text_of_its_own(string type, string words)
    {
        var mail = MailParser.Parse(Encoding.ASCII.GetBytes($"From: a@b.test\nContent-Type: {type}; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(Encoding.UTF8.GetBytes(words))}\n_______\nList mailing list\nhttps://lists.test/x\n"));

        Whole(mail).ShouldBe("Grüße _______ List mailing list https://lists.test/x");
    }

    [Theory]
    [InlineData(1253, "Καλημέρα, δεν μπορώ να συνδεθώ.")]
    [InlineData(20866, Russian)]
    [InlineData(1255, "שלום, אני לא מצליח להתחבר לחשבון שלי.")]
    [InlineData(932, "こんにちは、ログインできません。")]
    [InlineData(936, "您好，请帮忙")]
    [InlineData(950, "您好，請幫忙")]
    [InlineData(28592, "Dzień dobry, nie mogę się zalogować, proszę o pomoc. Źle, są śliwki.")]
    [InlineData(28592, "Příliš žluťoučký kůň úpěl, prosím o pomoc.")]
    [InlineData(1250, "Dzień dobry, nie mogę się zalogować, proszę o pomoc. Źle, są śliwki.")]
    [InlineData(1250, "Proszę o zwrot, dziękuję. Łukasz Ślązak")]
    [InlineData(28592, "Proszę o zwrot, dziękuję. Łukasz Ślązak")]
    [InlineData(1250, "Příliš žluťoučký kůň úpěl, prosím o pomoc.")]
    [InlineData(1253, "Άλλαξα τη διεύθυνσή μου. Ώρα, Έλλη, Ήρα, Όμηρος")]
    [InlineData(28597, "Άλλαξα τη διεύθυνσή μου. Ώρα, Έλλη, Ήρα, Όμηρος")]
    public void Letters_without_a_charset_are_guessed_and_the_guess_is_said(int page, string words)
    {
        var mail = Parse("text/plain", In(page, words));

        mail.NewText.ShouldBe(words);
        mail.LetterDoubt.ShouldNotBeNull().ShouldContain("the desk guessed ");
    }

    [Fact]
    public void Western_letters_without_a_charset_are_no_guess_worth_a_word()
    {
        var mail = Parse("text/plain", In(1252, German + " 5 €"));

        mail.NewText.ShouldBe(German + " 5 €");
        mail.LetterDoubt.ShouldBeNull();
    }

    [Fact]
    public void Letters_that_cannot_be_read_are_said_to_be_so()
    {
        Parse("text/plain; charset=shift_jis", In(932, Japanese), [0x81, 0x39]).LetterDoubt.ShouldNotBeNull().ShouldContain("could not be read");
    }

    [Fact]
    public void Cyrillic_words_that_claim_to_be_latin_are_read()
    {
        Parse("text/plain; charset=iso-8859-1", In(1251, Russian)).NewText.ShouldBe(Russian);
    }

    static ParsedMail Read(byte[] raw) => MailParser.Parse(raw);

    static string Whole(ParsedMail mail) => string.Join(' ', string.Join(' ', mail.NewText, mail.Signature, mail.QuotedText).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    static byte[] In(int page, string text) => (page == 936 ? Encoding.GetEncoding(54936) : Encoding.GetEncoding(page)).GetBytes(text);

    static ParsedMail Parse(string type, params byte[][] text) =>
        Read([.. Ascii($"From: a@b.test\nSubject: x\nMIME-Version: 1.0\nContent-Type: {type}\nContent-Transfer-Encoding: 8bit\n\n"), .. text.SelectMany(t => t)]);
}
