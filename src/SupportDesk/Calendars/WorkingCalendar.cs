using System.Text.Json.Serialization;

namespace SupportDesk.Calendars;

/// <summary>
/// When a level or a team works: a zone, opening hours for each weekday, holidays; immutable, so that it can be frozen with a chain.
/// Computes promised times: what is due is always a UTC moment in whole milliseconds.
/// </summary>
/// <param name="Name">As the configuration calls it.</param>
/// <param name="No">The version of the calendar with this content.</param>
/// <param name="Zone">An IANA zone, e.g. <c>Europe/Berlin</c>.</param>
/// <param name="Hours">Opening hours, in order and not overlapping; a weekday that is missing is closed.</param>
/// <param name="Holidays">Local dates on which nothing is open.</param>
public sealed record WorkingCalendar(string Name, int No, string Zone, IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpeningHours>> Hours, IReadOnlyList<DateOnly> Holidays)
{
    /// <summary>No promise looks further than this; a calendar that is closed for longer has no due moment.</summary>
    private const int DaysLookedAt = 20_000;

    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
    private readonly HashSet<DateOnly> closed = [.. Holidays];

    /// <summary>A calendar that never closes, in UTC.</summary>
    public static WorkingCalendar Always { get; } = new("always", 1, "UTC",
        Enum.GetValues<DayOfWeek>().ToDictionary(d => d, _ => (IReadOnlyList<OpeningHours>)[new OpeningHours(0, 1440)]), []);

    [JsonIgnore]
    public TimeZoneInfo TimeZone => zone;

    /// <summary>Whether work is done at all on a local date.</summary>
    public bool IsWorkingDay(DateOnly day) => !closed.Contains(day) && Hours.TryGetValue(day.DayOfWeek, out var hours) && hours.Count > 0;

    /// <summary>
    /// The moment a promise given at <paramref name="start"/> falls due. A start outside opening hours counts from the next opening,
    /// except for plain time.
    /// </summary>
    /// <exception cref="DeskException">The calendar stays closed for as far as one can see.</exception>
    public DateTimeOffset Due(DateTimeOffset start, PromisedTime promise)
    {
        if (promise.Plain)
            return Plainly(start, promise, 1);

        var from = NextOpen(start);
        return promise.Unit switch
        {
            PromiseUnit.Minutes => Elapse(from, TimeSpan.FromMinutes(promise.Amount)),
            PromiseUnit.Hours => Elapse(from, TimeSpan.FromHours(promise.Amount)),
            PromiseUnit.Days => OnWorkingDay(from, promise.Amount, 1),
            _ => WeeksFrom(from, promise.Amount, 1),
        };
    }

    /// <summary>The moment a time before a due moment, counted the same way backwards: when a reminder goes out.</summary>
    /// <exception cref="DeskException">The calendar was closed for as far back as one can see.</exception>
    public DateTimeOffset Before(DateTimeOffset due, PromisedTime time)
    {
        if (time.Plain)
            return Plainly(due, time, -1);

        return time.Unit switch
        {
            PromiseUnit.Minutes => ElapseBack(due, TimeSpan.FromMinutes(time.Amount)),
            PromiseUnit.Hours => ElapseBack(due, TimeSpan.FromHours(time.Amount)),
            PromiseUnit.Days => OnWorkingDay(due, time.Amount, -1),
            _ => WeeksFrom(due, time.Amount, -1),
        };
    }

    /// <summary>How much of the time between two moments lies in opening hours.</summary>
    public TimeSpan OpenTime(DateTimeOffset from, DateTimeOffset to)
    {
        var open = TimeSpan.Zero;
        if (from >= to)
            return open;

        foreach (var (opens, closes) in Stretches(DateOf(from), 1))
        {
            if (opens >= to)
                break;

            var (begins, ends) = (from > opens ? from : opens, to < closes ? to : closes);
            if (begins < ends)
                open += ends - begins;
        }

        return open;
    }

    /// <summary>The moment when so much time in opening hours has passed.</summary>
    /// <exception cref="DeskException">The calendar stays closed for as far as one can see.</exception>
    public DateTimeOffset After(DateTimeOffset start, TimeSpan openTime) => Elapse(NextOpen(start), openTime);

    /// <summary>The first moment of a local date.</summary>
    public DateTimeOffset StartOf(DateOnly day) => LocalTime.ToUtc(zone, day.ToDateTime(TimeOnly.MinValue));

    /// <summary>The local date of a moment.</summary>
    public DateOnly DateOf(DateTimeOffset at) => DateOnly.FromDateTime(LocalTime.In(zone, at));

    /// <summary>The moment itself where it lies in opening hours, else the next opening.</summary>
    public DateTimeOffset NextOpen(DateTimeOffset at)
    {
        foreach (var (opens, closes) in Stretches(DateOf(at), 1))
        {
            if (at < closes)
                return at > opens ? at.ToUniversalTime() : opens;
        }

        throw Closed();
    }

    private DateTimeOffset Elapse(DateTimeOffset from, TimeSpan left)
    {
        foreach (var (opens, closes) in Stretches(DateOf(from), 1))
        {
            var begins = from > opens ? from : opens;
            if (begins >= closes)
                continue;

            if (closes - begins >= left)
                return begins + left;

            left -= closes - begins;
        }

        throw Closed();
    }

    private DateTimeOffset ElapseBack(DateTimeOffset due, TimeSpan left)
    {
        foreach (var (opens, closes) in Stretches(DateOf(due), -1))
        {
            var ends = due < closes ? due : closes;
            if (ends <= opens)
                continue;

            if (ends - opens >= left)
                return ends - left;

            left -= ends - opens;
        }

        throw Closed();
    }

    private DateTimeOffset OnWorkingDay(DateTimeOffset from, int count, int step)
    {
        var local = LocalTime.In(zone, from);
        var day = DateOnly.FromDateTime(local);
        for (var looked = 0; looked < DaysLookedAt; looked++)
        {
            day = day.AddDays(step);
            if (IsWorkingDay(day) && --count == 0)
                return At(day, local);
        }

        throw Closed();
    }

    private DateTimeOffset WeeksFrom(DateTimeOffset from, int weeks, int step)
    {
        var local = LocalTime.In(zone, from);
        var day = DateOnly.FromDateTime(local).AddDays(7 * weeks * step);
        for (var looked = 0; looked < DaysLookedAt; looked++, day = day.AddDays(step))
        {
            if (IsWorkingDay(day))
                return At(day, local);
        }

        throw Closed();
    }

    private DateTimeOffset Plainly(DateTimeOffset from, PromisedTime time, int step) => time.Unit switch
    {
        PromiseUnit.Minutes => from.ToUniversalTime().AddMinutes(step * time.Amount),
        PromiseUnit.Hours => from.ToUniversalTime().AddHours(step * time.Amount),
        PromiseUnit.Days => LocalTime.ToUtc(zone, LocalTime.In(zone, from).AddDays(step * time.Amount)),
        _ => LocalTime.ToUtc(zone, LocalTime.In(zone, from).AddDays(7 * step * time.Amount)),
    };

    private DateTimeOffset At(DateOnly day, DateTime local) => LocalTime.ToUtc(zone, day.ToDateTime(TimeOnly.FromDateTime(local)));

    /// <summary>The opening stretches from a day on (or back from it), as UTC moments, in the direction of the step.</summary>
    private IEnumerable<(DateTimeOffset Opens, DateTimeOffset Closes)> Stretches(DateOnly day, int step)
    {
        for (var looked = 0; looked < DaysLookedAt; looked++, day = day.AddDays(step))
        {
            if (!IsWorkingDay(day))
                continue;

            foreach (var hours in step > 0 ? Hours[day.DayOfWeek] : Hours[day.DayOfWeek].Reverse())
                yield return (Moment(day, hours.Opens), Moment(day, hours.Closes));
        }
    }

    private DateTimeOffset Moment(DateOnly day, int minutes) => LocalTime.ToUtc(zone, day.ToDateTime(TimeOnly.MinValue).AddMinutes(minutes));

    private DeskException Closed() => new($"The calendar '{Name}' has no opening hours within reach, so nothing can fall due in it.");
}
