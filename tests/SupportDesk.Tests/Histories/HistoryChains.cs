using SupportDesk.Calendars;
using SupportDesk.Chains;
using SupportDesk.Tests.Escalations;

namespace SupportDesk.Tests.Histories;

/// <summary>The chains of histories: three levels whose times, calendars, powers and ends of time are drawn.</summary>
static class HistoryChains
{
    static readonly string[] Times = ["4h", "1d", "2d", "26h!", "3d!", "90m"];
    static readonly Powers[] Lowest = [Powers.Forward | Powers.Ask, Powers.Forward, Powers.Forward | Powers.Ask | Powers.Decide];

    /// <summary>Moments before summer time begins and ends, before holidays, and in an ordinary week.</summary>
    public static IReadOnlyList<DateTimeOffset> Begins { get; } =
        [At(2026, 3, 26, 15), At(2026, 10, 23, 13), At(2026, 12, 22, 10), At(2026, 6, 1, 9), At(2026, 4, 1, 16), At(2026, 7, 3, 22)];

    public static FrozenChain Of(int drawn, int version, bool moreHolidays)
    {
        var (levels, times, calendars) = Draw(drawn, moreHolidays);
        return FrozenChain.Of(Complaint.Who(92), version, "Policies", levels, times, calendars);
    }

    /// <summary>The team's lead, then the policy's owner with Bojan as deputy, then Victor.</summary>
    public static (IReadOnlyList<Level> Levels, CaseTimes Times, IReadOnlyList<WorkingCalendar> Calendars) Draw(int drawn, bool moreHolidays)
    {
        var (berlin, york) = (Offices("Berlin", "Europe/Berlin", 540, 1020, moreHolidays), Offices("New York", "America/New_York", 480, 990, moreHolidays));
        var levels = new[]
        {
            LevelOf("Team lead", Lowest[drawn % 3], drawn, berlin, [Seat.TeamLead]),
            LevelOf(
                "Head of Trust & Safety", Powers.Forward | Powers.Ask | Powers.Decide, drawn / 3, drawn % 2 == 0 ? york : WorkingCalendar.Always,
                [Seat.PolicyOwner], Seat.Person("bojan@marketfield.test")),
            LevelOf("Senior VP", Powers.Ask | Powers.Decide, drawn / 5, drawn % 4 < 2 ? WorkingCalendar.Always : berlin, [Seat.Person("victor@marketfield.test")]),
        };
        var answer = PromisedTime.Parse(drawn % 3 == 0 ? "2d" : "5d");
        var times = new CaseTimes(PromisedTime.Parse("5d"), answer, PromisedTime.Parse("3d"), drawn % 4 == 0 ? 1 + drawn % 3 : null);
        return (levels, times, [WorkingCalendar.Always, berlin, york]);
    }

    static Level LevelOf(string name, Powers powers, int drawn, WorkingCalendar calendar, Seat[] who, params Seat[] deputies) => new(
        name, who, deputies, powers, calendar.Name, PromisedTime.Parse(Times[drawn % 6]), PromisedTime.Parse(Times[(drawn + 2) % 6]),
        drawn % 5 == 0 ? [] : drawn % 2 == 0 ? [PromisedTime.Parse("2h")] : [PromisedTime.Parse("1d"), PromisedTime.Parse("1h")],
        drawn % 3 == 0 ? OnTimeOut.Remind : OnTimeOut.Forward, NotifyAbove: drawn % 2 == 0, PromisedTime.Parse("1d"));

    static WorkingCalendar Offices(string name, string zone, int opens, int closes, bool moreHolidays) => new(
        name, moreHolidays ? 2 : 1, zone, Enum.GetValues<DayOfWeek>().Where(d => d is not DayOfWeek.Saturday and not DayOfWeek.Sunday)
            .ToDictionary(d => d, _ => (IReadOnlyList<OpeningHours>)[new(opens, 720), new(780, closes)]),
        [.. Holidays, .. moreHolidays ? MoreHolidays : []]);

    static readonly DateOnly[] Holidays = [new(2026, 4, 3), new(2026, 4, 6), new(2026, 12, 25), new(2027, 1, 1)];
    static readonly DateOnly[] MoreHolidays = [new(2026, 12, 28), new(2026, 10, 26), new(2026, 6, 4)];

    static DateTimeOffset At(int year, int month, int day, int hour) => new(year, month, day, hour, 0, 0, TimeSpan.Zero);
}
