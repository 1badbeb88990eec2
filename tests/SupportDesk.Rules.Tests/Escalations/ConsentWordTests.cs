using CsCheck;
using SupportDesk.Escalations;

namespace SupportDesk.Tests.Escalations;

public sealed class ConsentWordTests
{
    [Theory]
    [InlineData("NAME", ConsentChoice.Named)]
    [InlineData("  name.\n", ConsentChoice.Named)]
    [InlineData("*Anonymous*", ConsentChoice.Anonymous)]
    [InlineData("“ANONYM”", ConsentChoice.Anonymous)]
    [InlineData("Count   only", ConsentChoice.Private)]
    [InlineData("NUR ZÄHLEN", ConsentChoice.Private)]
    [InlineData("nur zaehlen", ConsentChoice.Private)]
    [InlineData("NO!", ConsentChoice.NotAtAll)]
    [InlineData("Nein", ConsentChoice.NotAtAll)]
    [InlineData("\n\nWITHDRAW\n\nThank you all the same.", ConsentChoice.Withdraw)]
    [InlineData("Zurückziehen", ConsentChoice.Withdraw)]
    public void One_word_alone_on_the_first_line_is_a_choice(string text, ConsentChoice choice) => ConsentWord.Read(text)!.Value.Choice.ShouldBe(choice);

    [Theory]
    [InlineData("please take me out")]
    [InlineData("No, thank you.")]
    [InlineData("Name me if you must.")]
    [InlineData("I withdraw.")]
    [InlineData("Hello,\nNAME")]
    [InlineData("anonymous please")]
    [InlineData("count")]
    [InlineData("")]
    public void Sentences_are_never_guessed_at(string text) => ConsentWord.Read(text).ShouldBeNull();

    [Theory]
    [InlineData("name                                    ", true)]
    [InlineData("name                                     ", false)]
    public void A_line_of_more_than_forty_characters_is_prose(string line, bool isWord) => (ConsentWord.Read($"{line}\nMore.") is not null).ShouldBe(isWord);

    [Fact]
    public void Where_nothing_stands_below_nothing_is_kept() => ConsentWord.Read("NAME")!.Value.Below.ShouldBe("");

    [Fact]
    public void What_stands_below_the_word_is_kept() => ConsentWord.Read("NAME\r\n\r\nMy picture still fails.")!.Value.Below.ShouldBe("My picture still fails.");

    [Fact]
    public void No_text_makes_it_fail_and_a_choice_is_nothing_but_its_first_line() => Gen.String.Sample(text =>
    {
        if (ConsentWord.Read(text) is { } said)
            text.ShouldContain(said.Below);
    });
}
