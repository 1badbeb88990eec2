using System.ComponentModel.DataAnnotations;
using SupportDesk.Calendars;

namespace SupportDesk.Chains;

/// <summary>Section <c>Escalations</c> of appsettings.json: times that belong to no level, and the chains and calendars.</summary>
public sealed class EscalationOptions : IValidatableObject
{
    /// <summary>How long consent is asked for before silence counts.</summary>
    public string ConsentWithin { get; set; } = "5d";

    /// <summary>How long a question put to supporters waits for its answer.</summary>
    public string AnswerWithin { get; set; } = "5d";

    /// <summary>How long a return waits for the agent.</summary>
    public string ReturnWithin { get; set; } = "3d";

    /// <summary>Days after a decision within which telling it comes before raising anew.</summary>
    [Range(0, 3650)]
    public int RestDays { get; set; } = 90;

    /// <summary>Working calendars by name.</summary>
    public Dictionary<string, CalendarOptions> Calendars { get; set; } = [];

    /// <summary>Chains by name.</summary>
    public Dictionary<string, ChainOptions> Chains { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, text) in new[] { (nameof(ConsentWithin), ConsentWithin), (nameof(AnswerWithin), AnswerWithin), (nameof(ReturnWithin), ReturnWithin) })
        {
            if (!PromisedTime.TryParse(text, out _))
                yield return new(PromisedTime.Expected, [name]);
        }

        foreach (var (chain, no, level) in Chains.SelectMany(c => c.Value.Levels.Select((level, no) => (c.Key, no, level))))
        {
            if (level.Calendar.Length > 0 && !Calendars.Keys.Contains(level.Calendar, StringComparer.OrdinalIgnoreCase))
                yield return new($"“{level.Calendar}” is no calendar; expected one of {string.Join(", ", Calendars.Keys)}, or nothing for one that never closes.", [$"Chains:{chain}:Levels:{no}:Calendar"]);
        }

        foreach (var name in Calendars.Keys.Where(k => k.Equals(WorkingCalendar.Always.Name, StringComparison.OrdinalIgnoreCase)))
            yield return new("is the name of the calendar that never closes; expected another name.", [$"Calendars:{name}"]);
    }

    internal CaseTimes TimesOf(ChainOptions chain) => new(
        PromisedTime.Parse(ConsentWithin), PromisedTime.Parse(AnswerWithin), PromisedTime.Parse(ReturnWithin),
        chain.MaxQuestions == FrozenChain.UsualMaxQuestions ? null : chain.MaxQuestions);
}

/// <summary>A chain as written in appsettings.json.</summary>
public sealed class ChainOptions : IValidatableObject
{
    /// <summary>From the first to the top; the top must be able to decide.</summary>
    [MinLength(1, ErrorMessage = "A chain needs at least one level.")]
    public List<LevelOptions> Levels { get; set; } = [];

    /// <summary>How many questions and returns stop the clock at one level; 0: none does. Further ones may be asked while it runs on.</summary>
    [Range(0, 20, ErrorMessage = "expected questions from 0 to 20.")]
    public int MaxQuestions { get; set; } = FrozenChain.UsualMaxQuestions;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Levels.Count > 0 && !Levels[^1].Powers.HasFlag(Powers.Decide))
            yield return new($"“{Levels[^1].Powers}” does not suffice: the top of a chain must be able to Decide.", [$"Levels:{Levels.Count - 1}:Powers"]);

        foreach (var (no, level) in Levels.Index().Where(l => Levels.Take(l.Index).Any(before => before.Name.Equals(l.Item.Name, StringComparison.OrdinalIgnoreCase))))
            yield return new($"another level is called “{level.Name}” too; expected a name of its own.", [$"Levels:{no}:Name"]);
    }
}

/// <summary>A level as written in appsettings.json.</summary>
public sealed class LevelOptions : IValidatableObject
{
    [Required(ErrorMessage = "A level needs a name, like “Head of Trust and Safety”.")]
    public string Name { get; set; } = "";

    /// <summary>Who stands there: <c>person:ADDRESS</c>, <c>team:NAME</c>, <c>role:NAME</c>, <c>team-lead</c>, <c>policy-owner</c>.</summary>
    [MinLength(1, ErrorMessage = "Nobody is named at this level: " + Seat.Expected + ".")]
    public List<string> Who { get; set; } = [];

    public List<string> Deputies { get; set; } = [];

    /// <summary>Forward, Ask, Decide, by comma.</summary>
    public Powers Powers { get; set; } = Powers.Forward | Powers.Ask | Powers.Decide;

    /// <summary>A calendar's name; empty never closes.</summary>
    public string Calendar { get; set; } = "";

    public string Acknowledge { get; set; } = "2d";
    public string Decide { get; set; } = "5d";
    public List<string> Reminders { get; set; } = [];
    public OnTimeOut OnTimeOut { get; set; } = OnTimeOut.Forward;
    public bool NotifyAbove { get; set; }

    /// <summary>Between the reminders of what is overdue.</summary>
    public string RemindEvery { get; set; } = "2d";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, text) in new[] { (nameof(Acknowledge), Acknowledge), (nameof(Decide), Decide), (nameof(RemindEvery), RemindEvery) }.Concat(Reminders.Select((r, i) => ($"{nameof(Reminders)}:{i}", r))))
        {
            if (!PromisedTime.TryParse(text, out _))
                yield return new($"“{text}” is no duration; {PromisedTime.Expected}.", [name]);
        }

        foreach (var (name, text) in Who.Select((w, i) => ($"{nameof(Who)}:{i}", w)).Concat(Deputies.Select((d, i) => ($"{nameof(Deputies)}:{i}", d))))
        {
            if (!Seat.TryParse(text, out var seat))
                yield return new($"“{text}” names nobody; {Seat.Expected}.", [name]);
            else if (seat.Kind == SeatKind.Role && !Enum.TryParse<People.Role>(seat.Name, ignoreCase: true, out _))
                yield return new($"“{text}” is no role; expected one of {string.Join(", ", Enum.GetNames<People.Role>())}.", [name]);
        }
    }

    internal Level Read() => new(
        Name, [.. Who.Select(Seat.Parse)], [.. Deputies.Select(Seat.Parse)], Powers, Calendar.Length == 0 ? WorkingCalendar.Always.Name : Calendar,
        PromisedTime.Parse(Acknowledge), PromisedTime.Parse(Decide), [.. Reminders.Select(PromisedTime.Parse)], OnTimeOut, NotifyAbove, PromisedTime.Parse(RemindEvery));
}

/// <summary>A working calendar as written in appsettings.json.</summary>
public sealed class CalendarOptions : IValidatableObject
{
    /// <summary>IANA zone.</summary>
    public string Zone { get; set; } = "UTC";

    /// <summary>Opening hours by weekday: <c>"Monday": ["09:00-17:00"]</c>; a day that is missing is closed.</summary>
    public Dictionary<string, string[]> Hours { get; set; } = [];

    /// <summary>Local dates, ISO 8601.</summary>
    public List<string> Holidays { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _))
            yield return new("expected an IANA time zone such as Europe/Berlin.", [nameof(Zone)]);
        if (Hours.Values.All(stretches => stretches.Length == 0))
            yield return new("nothing is open; expected at least one day such as \"Monday\": [\"09:00-17:00\"].", [nameof(Hours)]);
        foreach (var (day, stretches) in Hours)
        {
            if (!Enum.TryParse<DayOfWeek>(day, ignoreCase: true, out _))
                yield return new($"“{day}” is no weekday; expected one of {string.Join(", ", Enum.GetNames<DayOfWeek>())}.", [$"Hours:{day}"]);
            foreach (var stretch in stretches.Where(s => !OpeningHours.TryParse(s, out _)))
                yield return new($"“{stretch}”: {OpeningHours.ExpectedFor(stretch)}.", [$"Hours:{day}"]);

            var hours = stretches.Where(s => OpeningHours.TryParse(s, out _)).Select(OpeningHours.Parse).OrderBy(o => o.Opens).ToList();
            if (hours.Zip(hours.Skip(1)).Any(two => two.First.Closes > two.Second.Opens))
                yield return new($"“{string.Join(", ", stretches)}” overlap; expected stretches one after the other.", [$"Hours:{day}"]);
        }

        foreach (var day in Holidays.Where(h => !DateOnly.TryParseExact(h, "yyyy-MM-dd", out _)))
            yield return new($"“{day}” is no date; expected one like 2026-12-25.", [nameof(Holidays)]);
    }

    internal WorkingCalendar Read(string name, int no) => new(
        name, no, Zone,
        Hours.ToDictionary(h => Enum.Parse<DayOfWeek>(h.Key, ignoreCase: true), h => (IReadOnlyList<OpeningHours>)[.. h.Value.Select(OpeningHours.Parse).OrderBy(o => o.Opens)]),
        [.. Holidays.Select(h => DateOnly.ParseExact(h, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))]);
}
