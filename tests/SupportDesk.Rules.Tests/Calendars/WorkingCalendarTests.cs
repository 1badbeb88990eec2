using SupportDesk.Calendars;

namespace SupportDesk.Tests.Calendars;

public sealed class WorkingCalendarTests
{
    static readonly WorkingCalendar Berlin = Open("Europe/Berlin", [new(9 * 60, 17 * 60)], new DateOnly(2026, 12, 25));
    static readonly WorkingCalendar Split = Open("Europe/Berlin", [new(8 * 60, 12 * 60), new(13 * 60, 17 * 60)]);
    static readonly WorkingCalendar Night = new("night", 1, "Europe/Berlin", Enum.GetValues<DayOfWeek>().ToDictionary(d => d, _ => (IReadOnlyList<OpeningHours>)[new(0, 1440)]), []);

    static WorkingCalendar Open(string zone, OpeningHours[] hours, params DateOnly[] holidays) =>
        new("office", 1, zone, Enum.GetValues<DayOfWeek>().Where(d => d is not DayOfWeek.Saturday and not DayOfWeek.Sunday).ToDictionary(d => d, _ => (IReadOnlyList<OpeningHours>)hours), holidays);

    static DateTimeOffset At(string local) => DateTimeOffset.Parse(local, System.Globalization.CultureInfo.InvariantCulture);

    static void Falls(WorkingCalendar calendar, string start, string promise, string due)
    {
        var found = calendar.Due(At(start), PromisedTime.Parse(promise));

        found.ShouldBe(At(due));
        found.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("2026-11-02T10:00+01:00", "2h", "2026-11-02T12:00+01:00")]
    [InlineData("2026-11-02T10:00+01:00", "8h", "2026-11-03T10:00+01:00")]
    [InlineData("2026-11-06T16:00+01:00", "8h", "2026-11-09T16:00+01:00")]
    [InlineData("2026-11-02T16:50+01:00", "30m", "2026-11-03T09:20+01:00")]
    public void Hours_are_elapsed_working_time(string start, string promise, string due) => Falls(Berlin, start, promise, due);

    [Fact]
    public void Hours_leave_the_lunch_break_out() => Falls(Split, "2026-11-02T11:00+01:00", "2h", "2026-11-02T14:00+01:00");

    [Theory]
    [InlineData("2026-11-02T10:30+01:00", "2d", "2026-11-04T10:30+01:00")]
    [InlineData("2026-11-05T10:30+01:00", "2d", "2026-11-09T10:30+01:00")]
    [InlineData("2026-11-05T10:30+01:00", "1w", "2026-11-12T10:30+01:00")]
    public void Days_are_the_same_local_time_on_a_following_working_day(string start, string promise, string due) => Falls(Berlin, start, promise, due);

    [Fact]
    public void Plain_days_run_through_the_weekend() => Falls(Berlin, "2026-11-06T22:00+01:00", "2d!", "2026-11-08T22:00+01:00");

    [Theory]
    [InlineData("2026-11-07T12:00+01:00", "1h", "2026-11-09T10:00+01:00")]
    [InlineData("2026-11-02T06:00+01:00", "8h", "2026-11-02T17:00+01:00")]
    [InlineData("2026-11-06T20:00+01:00", "2d", "2026-11-11T09:00+01:00")]
    public void A_start_outside_hours_counts_from_the_next_opening(string start, string promise, string due) => Falls(Berlin, start, promise, due);

    [Fact]
    public void A_holiday_is_no_working_day() => Falls(Berlin, "2026-12-24T10:00+01:00", "1d", "2026-12-28T10:00+01:00");

    [Fact]
    public void A_leap_day_is_a_day() => Falls(Berlin, "2028-02-28T10:00+01:00", "1d", "2028-02-29T10:00+01:00");

    [Fact]
    public void A_skipped_local_time_goes_forward() => Falls(Night, "2026-03-28T02:30+01:00", "1d!", "2026-03-29T03:30+02:00");

    [Fact]
    public void A_doubled_local_time_is_its_first() => Falls(Night, "2026-10-24T02:30+02:00", "1d!", "2026-10-25T02:30+02:00");

    [Fact]
    public void Hours_across_a_clock_change_are_real_hours() => Falls(Night, "2026-03-28T22:00+01:00", "8h", "2026-03-29T07:00+02:00");

    [Theory]
    [InlineData("2026-11-09T10:00+01:00", "2h", "2026-11-06T16:00+01:00")]
    [InlineData("2026-11-09T10:00+01:00", "1d", "2026-11-06T10:00+01:00")]
    [InlineData("2026-11-09T10:00+01:00", "1d!", "2026-11-08T10:00+01:00")]
    public void Times_before_a_due_moment_are_counted_the_same_way_back(string due, string time, string before) =>
        Berlin.Before(At(due), PromisedTime.Parse(time)).ShouldBe(At(before));

    [Theory]
    [InlineData("2h", "2026-12-24T16:00+01:00")]
    [InlineData("1d", "2026-12-24T10:00+01:00")]
    [InlineData("9h", "2026-12-24T09:00+01:00")]
    public void A_holiday_is_left_out_on_the_way_back_to_a_reminder(string time, string before) =>
        Berlin.Before(At("2026-12-28T10:00+01:00"), PromisedTime.Parse(time)).ShouldBe(At(before));

    [Fact]
    public void A_week_back_that_ends_on_a_holiday_goes_on_to_the_day_before() =>
        Berlin.Before(At("2027-01-01T10:00+01:00"), PromisedTime.Parse("1w")).ShouldBe(At("2026-12-24T10:00+01:00"));

    [Theory]
    [InlineData("2026-12-01", "2026-12-01T00:00+01:00")]
    [InlineData("2026-07-01", "2026-07-01T00:00+02:00")]
    [InlineData("2026-03-29", "2026-03-29T00:00+01:00")]
    public void A_day_begins_at_midnight_of_its_own_zone(string day, string begins) =>
        Berlin.StartOf(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(At(begins));

    [Theory]
    [InlineData("1h", "2026-11-02T17:00+01:00")]
    [InlineData("2h", "2026-11-03T09:00+01:00")]
    [InlineData("6h", "2026-11-03T14:00+01:00")]
    public void An_afternoon_is_followed_by_the_next_morning(string promise, string due) => Falls(Split, "2026-11-02T16:00+01:00", promise, due);

    [Theory]
    [InlineData("2026-11-02T10:00+01:00", "1h", "2026-11-02T09:00+01:00")]
    [InlineData("2026-11-02T14:00+01:00", "2h", "2026-11-02T11:00+01:00")]
    [InlineData("2026-11-03T09:00+01:00", "90m", "2026-11-02T16:30+01:00")]
    public void Hours_back_leave_the_lunch_break_out(string due, string time, string before) => Split.Before(At(due), PromisedTime.Parse(time)).ShouldBe(At(before));

    [Theory]
    [InlineData("90m!", "2026-11-06T23:30+01:00")]
    [InlineData("26h!", "2026-11-08T00:00+01:00")]
    [InlineData("2w!", "2026-11-20T22:00+01:00")]
    public void Plain_time_runs_whatever_is_closed(string promise, string due) => Falls(Berlin, "2026-11-06T22:00+01:00", promise, due);

    [Fact]
    public void A_start_at_closing_time_counts_from_the_next_opening() => Falls(Berlin, "2026-11-02T17:00+01:00", "1d", "2026-11-04T09:00+01:00");

    [Fact]
    public void A_weekday_without_hours_is_no_working_day()
    {
        var mondays = new WorkingCalendar("office", 1, "UTC", new Dictionary<DayOfWeek, IReadOnlyList<OpeningHours>> { [DayOfWeek.Monday] = [new(540, 1020)], [DayOfWeek.Tuesday] = [] }, []);

        (mondays.IsWorkingDay(new(2026, 11, 2)), mondays.IsWorkingDay(new(2026, 11, 3)), mondays.IsWorkingDay(new(2026, 11, 4))).ShouldBe((true, false, false));
        mondays.Due(At("2026-11-02T10:00Z"), PromisedTime.Parse("1d")).ShouldBe(At("2026-11-09T10:00Z"));
    }

    [Theory]
    [InlineData("2026-11-02T16:00+01:00", "2026-11-03T10:00+01:00", 120)]
    [InlineData("2026-11-02T20:00+01:00", "2026-11-02T22:00+01:00", 0)]
    [InlineData("2026-11-03T10:00+01:00", "2026-11-02T10:00+01:00", 0)]
    [InlineData("2026-11-06T09:00+01:00", "2026-11-09T09:00+01:00", 480)]
    public void Open_time_is_what_lies_in_opening_hours(string from, string to, int minutes) => Berlin.OpenTime(At(from), At(to)).TotalMinutes.ShouldBe(minutes);

    [Theory]
    [InlineData("1h")]
    [InlineData("1d")]
    [InlineData("1w")]
    public void One_that_never_opens_has_no_due_moment(string time)
    {
        var closed = new WorkingCalendar("closed", 1, "UTC", new Dictionary<DayOfWeek, IReadOnlyList<OpeningHours>>(), []);

        foreach (var act in new Action[] { () => closed.Due(At("2026-11-02T10:00Z"), PromisedTime.Parse(time)), () => closed.Before(At("2026-11-02T10:00Z"), PromisedTime.Parse(time)) })
            Should.Throw<DeskException>(act).Message.ShouldBe("The calendar 'closed' has no opening hours within reach, so nothing can fall due in it.");
    }

    [Fact]
    public void One_that_is_open_for_a_minute_in_the_week_has_no_due_moment_for_what_takes_centuries()
    {
        var seldom = new WorkingCalendar("seldom", 1, "UTC", new Dictionary<DayOfWeek, IReadOnlyList<OpeningHours>> { [DayOfWeek.Monday] = [new(540, 541)] }, []);

        Should.Throw<DeskException>(() => seldom.Due(At("2026-11-02T10:00Z"), PromisedTime.Parse("9999h"))).Message.ShouldContain("'seldom'");
    }

    [Fact]
    public void What_never_closes_is_called_always_and_counts_in_utc()
    {
        (WorkingCalendar.Always.Name, WorkingCalendar.Always.TimeZone.BaseUtcOffset).ShouldBe(("always", TimeSpan.Zero));
        WorkingCalendar.Always.OpenTime(At("2026-11-07T00:00Z"), At("2026-11-09T00:00Z")).ShouldBe(TimeSpan.FromDays(2));
    }
}
