using SupportDesk.Calendars;

namespace SupportDesk.Tests.Calendars;

public sealed class PromisedTimeTests
{
    [Theory, InlineData("30m"), InlineData("8h"), InlineData("2d"), InlineData("2d!"), InlineData("1w"), InlineData("9999h!")]
    public void It_reads_what_it_writes(string text) => PromisedTime.Parse(text).ToString().ShouldBe(text);

    [Theory, InlineData(""), InlineData(null), InlineData("d"), InlineData("0d"), InlineData("-1d"), InlineData("1.5h"), InlineData("2 d"), InlineData("10000m"), InlineData("2y"), InlineData("!2d"), InlineData("2D")]
    public void Anything_else_is_refused_with_what_is_expected(string? text)
    {
        var refusal = Should.Throw<FormatException>(() => PromisedTime.Parse(text));

        refusal.Message.ShouldContain(PromisedTime.Expected);
    }
}
