using SupportDesk.Escalations.Redaction;

namespace SupportDesk.Tests.Escalations.Redaction;

public sealed class NameKindsTests
{
    static string Redact(string name, string text, params string[] addresses) => Redactor.Apply(text, new Redactor(KnownPerson.Named(name, addresses)).Find(text));

    [Theory]
    [InlineData("Wolfgang Amadeus von der Heide", "W. A. von der Heide asks, as Wolfgang von der Heide did.", "[…] asks, as […] did.")]
    [InlineData("Friederike Holm", "Rike war da.", "[…] war da.")]
    [InlineData("გიორგი ბერიძე", "გიორგის მაღაზია", "[…] მაღაზია")]
    [InlineData("Aino Virtanen", "Virtasen kauppa", "[…] kauppa")]
    [InlineData("Pavel Dvořák", "Pavlovi a Dvořákovi", "[…] a […]")]
    [InlineData("Κωνσταντίνος Παπαδόπουλος", "Papadopoulos asked.", "[…] asked.")]
    [InlineData("Александр Смирнов", "Alexander asked.", "[…] asked.")]
    [InlineData("박지성", "박 씨가 말했습니다.", "[…] 씨가 말했습니다.")]
    [InlineData("Bartholomew Finch", "Finch here. A finch sang.", "[…] here. A finch sang.")]
    [InlineData("Hope Winters", "They say that Hope should ask. We hope so.", "They say that […] should ask. We hope so.")]
    [InlineData("Petra Sommer", "Im Sommer fragte Frau Sommer.", "Im Sommer fragte Frau […].")]
    public void Names_are_left_out_in_these_kinds_too(string name, string text, string redacted) => Redact(name, text).ShouldBe(redacted);

    [Fact]
    public void Whoever_wrote_no_name_is_known_by_the_address() =>
        Redact("unnamed", "B. Wieczorek asks, Bartek too.", "bartosz.wieczorek@gmail.com").ShouldBe("[…] asks, […] too.");

    [Fact]
    public void A_name_in_small_letters_alone_may_be_a_word_and_is_unsure() =>
        new Redactor(KnownPerson.Named("Tilda Harrow")).Find("A harrow is a tool.").ShouldBe([new Finding(2, 6, FindingKind.Name, IsUnsure: true)]);

    [Theory]
    [InlineData("Please change it.\nJo Li\nBakery at the Gate", "Please change it.\n[…]\n[…]")]
    [InlineData("Please change it.\n\nJo Li | Owner | Bakery at the Gate", "Please change it.\n\n[…]")]
    [InlineData("Please change it.\n\nGreetings from the market,\nJo, Bakery at the Gate", "Please change it.\n\nGreetings from the market,\n[…]")]
    public void A_signature_without_a_mark_goes_whole(string text, string redacted) => Redact("Jo Li", text).ShouldBe(redacted);

    [Theory]
    [InlineData("First it is slow.\nSecond it is wrong.")]
    [InlineData("We need:\n\nTime\nMoney\nPatience")]
    [InlineData("Thanks\n\nPlease change the rule.")]
    public void Last_lines_that_are_no_signature_stay(string text) => Redact("Jo Li", text).ShouldBe(text);

    [Theory]
    [InlineData("My Instagram is brotfee.", "My Instagram is […].")]
    [InlineData("Mail brotfee(at)posteo.de or brotfee [at] posteo [dot] de or brotfee at posteo dot de.", "Mail […] or […] or […].")]
    [InlineData("See www.brotfee.example or brotfee.de for us.", "See […] or […] for us.")]
    [InlineData("Wir wohnen Am Alten Markt 5, 89073 Ulm.", "Wir wohnen […].")]
    [InlineData("Our shop is at Flat 3, 12 High St, or P.O. Box 1234.", "Our shop is at […], or […].")]
    [InlineData("Our shop is at 45 E 10th St, New York, NY 10003.", "Our shop is at […].")]
    [InlineData("Ik woon op de Prinsengracht 263, 1016 GV Amsterdam.", "Ik woon op de […].")]
    [InlineData("Vivo en la C/ Mayor, 5.", "Vivo en la […].")]
    public void Contacts_are_left_out_in_these_kinds_too(string text, string redacted) => Redact("Jo Li", text).ShouldBe(redacted);

    [Theory]
    [InlineData("The line is long, the user is right, and skype is down.")]
    [InlineData("The rule in paragraph 12, place of work.")]
    [InlineData("Look at the end of it.Then wait.")]
    public void Words_beside_such_kinds_stay(string text) => Redact("Jo Li", text).ShouldBe(text);

    [Fact]
    public void An_unknown_address_in_the_web_is_unsure() =>
        new Redactor(KnownPerson.Named("Jo Li")).Find("See www.brotfee.example").ShouldBe([new Finding(4, 19, FindingKind.WebAddress, IsUnsure: true)]);
}
