using SupportDesk.Search;

namespace SupportDesk.Tests.Search;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("refund", "refund", true)]
    [InlineData("a-b C", "a b|c", false)]
    [InlineData("Rückgabe Straße", "ruckgabe|strasse", true)]
    [InlineData("\"not delivered\" parcel", "not delivered|parcel", true)]
    [InlineData("NOT (x OR y)* NEAR \"", "not|x|or|y|near", false)]
    [InlineData("damion@customer.test", "damion customer test", true)]
    [InlineData("ref", "ref", true)]
    [InlineData("re", "re", false)]
    [InlineData("\"ref\"", "ref", false)]
    [InlineData("退款政策", "退款 款政 政策", false)]
    [InlineData("退", "退", true)]
    [InlineData("\"退\"", "退", true)]
    [InlineData("手机abc", "手机 机 abc", true)]
    [InlineData("환불", "환불", true)]
    [InlineData("!!! ---", "", false)]
    [InlineData("", "", false)]
    public void What_is_typed_becomes_plain_words(string typed, string terms, bool prefix)
    {
        var words = SearchWords.Parse(typed);

        string.Join('|', words.Terms.Select(t => string.Join(' ', t.Tokens))).ShouldBe(terms);
        words.LastIsPrefix.ShouldBe(prefix);
    }

    [Theory]
    [InlineData("#1042", 1042L)]
    [InlineData("1042", 1042L)]
    [InlineData("#١٠٤٢", 1042L)]
    [InlineData("#1042 refund", null)]
    [InlineData("-5", null)]
    [InlineData("99999999999999999999", null)]
    public void A_number_alone_names_a_ticket(string typed, long? number) => SearchWords.Parse(typed).Number.ShouldBe(number);

    [Fact]
    public void An_excerpt_marks_the_words_and_begins_near_the_first()
    {
        var text = string.Join(' ', Enumerable.Repeat("before", 40)) + " my <b>Rückgabe</b> of the shoes " + string.Join(' ', Enumerable.Repeat("after", 60));

        var excerpt = Excerpt.Of(text, SearchWords.Parse("ruckgabe shoe"));

        excerpt.Hits.Select(h => excerpt.Text.Substring(h.Start, h.Length)).ShouldBe(["Rückgabe", "shoes"]);
        excerpt.Text.ShouldStartWith("…before");
        excerpt.Text.Length.ShouldBeLessThan(230);
    }

    [Theory]
    [InlineData("我要退款政策改变", "退款政策", "退款政策")]
    [InlineData("我要退款政策改变", "政", "政")]
    [InlineData("ﾊﾟｽﾜｰﾄﾞです", "パスワード", "ﾊﾟｽﾜｰﾄﾞ")]
    [InlineData("a-b and b-a, a", "a-b", "a-b")]
    [InlineData("Der kräftige E\u0301clair", "eclair kraftig", "kräftige|E\u0301clair")]
    [InlineData("退款退款", "退款", "退款|退款")]
    public void An_excerpt_marks_what_was_asked_for_and_no_more(string text, string typed, string marked)
    {
        var excerpt = Excerpt.Of(text, SearchWords.Parse(typed));

        string.Join('|', excerpt.Hits.Select(h => excerpt.Text.Substring(h.Start, h.Length))).ShouldBe(marked);
    }

    [Fact]
    public void An_excerpt_of_anything_stays_within_its_text() => CsCheck.Check.Sample(
        CsCheck.Gen.Select(CsCheck.Gen.String, CsCheck.Gen.String[0, 20]),
        (text, typed) =>
        {
            var excerpt = Excerpt.Of(text, SearchWords.Parse(typed), 40);
            excerpt.Hits.ShouldAllBe(h => h.Start >= 0 && h.Length > 0 && h.Start + h.Length <= excerpt.Text.Length);
            excerpt.Hits.Zip(excerpt.Hits.Skip(1)).ShouldAllBe(two => two.First.Start + two.First.Length <= two.Second.Start);
        });
}
