using SupportDesk.People;

namespace SupportDesk.Tests.People;

public sealed class AbsenceDaysTests
{
    [Theory]
    [InlineData(null, "2026-03-27T00:00Z", "2026-03-30T00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-26T23:00Z", "2026-03-29T22:00Z")]
    [InlineData("America/Los_Angeles", "2026-03-27T07:00Z", "2026-03-30T07:00Z")]
    [InlineData("Pacific/Kiritimati", "2026-03-26T10:00Z", "2026-03-29T10:00Z")]
    public void An_absence_lasts_to_the_end_of_its_last_day_where_the_person_is(string? zone, string from, string to)
    {
        var days = new AbsenceDays(new(2026, 3, 27), new(2026, 3, 29));

        var moments = days.In(zone);

        moments.ShouldBe((DateTimeOffset.Parse(from, null), DateTimeOffset.Parse(to, null)));
        AbsenceDays.LastOf(moments.To, zone).ShouldBe(days.Last);
    }

    [Fact]
    public void An_absence_noted_in_utc_keeps_its_last_day_where_the_person_moves() =>
        AbsenceDays.LastOf(new AbsenceDays(new(2026, 3, 2), new(2026, 3, 4)).In(null).To, "Europe/Berlin").ShouldBe(new(2026, 3, 4));
}
