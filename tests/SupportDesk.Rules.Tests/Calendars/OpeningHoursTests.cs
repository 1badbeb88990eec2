using SupportDesk.Calendars;

namespace SupportDesk.Tests.Calendars;

public sealed class OpeningHoursTests
{
    [Theory, InlineData("09:30-17:45"), InlineData("00:00-24:00"), InlineData("23:59-24:00")]
    public void They_read_what_they_write(string text) => OpeningHours.Parse(text).ToString().ShouldBe(text);

    [Fact]
    public void They_are_minutes_after_midnight() => OpeningHours.Parse("09:30 - 17:45").ShouldBe(new OpeningHours(570, 1065));

    [Theory]
    [InlineData(""), InlineData(null), InlineData("09:00"), InlineData("9-17"), InlineData("09:00-09:00"), InlineData("17:00-00:00"), InlineData("24:00-24:00"), InlineData("09:00-12:00-17:00"), InlineData("09:00-24:01")]
    public void Anything_else_is_refused_with_what_was_found_and_what_is_expected(string? text) =>
        Should.Throw<FormatException>(() => OpeningHours.Parse(text)).Message.ShouldBe($"'{text}': expected opening hours such as 09:00-17:00.");

    [Theory, InlineData("22:00-06:00", "22:00-24:00", "00:00-06:00"), InlineData("17:00-09:00", "17:00-24:00", "00:00-09:00")]
    public void Hours_over_midnight_are_refused_with_how_to_write_them(string text, string today, string tomorrow)
    {
        var refusal = Should.Throw<FormatException>(() => OpeningHours.Parse(text)).Message;

        refusal.ShouldBe($"'{text}': expected opening hours such as 09:00-17:00; hours over midnight are two: {today}, and {tomorrow} on the next day.");
    }
}
