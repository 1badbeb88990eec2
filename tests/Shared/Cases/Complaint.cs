using SupportDesk.Calendars;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Events;

namespace SupportDesk.Tests.Escalations;

/// <summary>An escalation in memory with its people: what it leaves is collected as the commit would.</summary>
sealed class Complaint
{
    public static readonly Guid Damion = Who(1), Aldo = Who(2), Tess = Who(3), Ines = Who(4), Victor = Who(5), Ada = Who(6);
    public static readonly DateTimeOffset Begin = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
    public static readonly Actor System = Actor.System(Via.Job);

    public static FrozenChain Chain { get; } = Frozen(Rung("Team lead", Powers.Forward | Powers.Ask), Rung("Head of Trust & Safety"), Rung("Senior VP, Operations", Powers.Ask | Powers.Decide));

    public Complaint(FrozenChain? chain = null, DateTimeOffset? at = null)
    {
        Row = Escalation.Raise(new NewCase(Who(90), 1, "Mandatory profile picture", Who(91)), chain ?? Chain, By(Aldo, Capacity.Agent), at ?? Begin);
        Take();
    }

    public Escalation Row { get; }

    public DateTimeOffset Now { get; set; } = Begin;

    public Standing Standing { get; set; } = new([Set(Tess), Set(Ines), Set(Victor)], Set(Ada), new Voices(1, 0, 0, 1));

    public List<Receipt> Receipts { get; } = [];

    public List<ReceiptDetails> Details { get; } = [];

    public List<object> Others { get; } = [];

    public Receipt Last => Take().Receipts[^1];

    public IEnumerable<ReceiptKind> Kinds => Take().Receipts.Select(r => r.Kind);

    public static Guid Who(int no) => new($"00000000-0000-7000-8000-{no + 0x100:x12}");

    public static IReadOnlySet<Guid> Set(params Guid[] people) => people.ToHashSet();

    public static Actor By(Guid person, Capacity capacity = Capacity.Level) => new(person, capacity, Via.Web);

    public static Level Rung(string name, Powers powers = Powers.Forward | Powers.Ask | Powers.Decide, OnTimeOut then = OnTimeOut.Forward, string reminder = "4h") => new(
        name, [Seat.TeamLead], [], powers, WorkingCalendar.Always.Name, PromisedTime.Parse("1d"), PromisedTime.Parse("2d"), [PromisedTime.Parse(reminder)], then, false, PromisedTime.Parse("1d"));

    public static FrozenChain Frozen(params Level[] levels) =>
        FrozenChain.Of(Who(92), 1, "Policies", levels, new CaseTimes(PromisedTime.Parse("5d"), PromisedTime.Parse("5d"), PromisedTime.Parse("3d")), [WorkingCalendar.Always]);

    /// <summary>A mail server has accepted whatever was owed to the level.</summary>
    public static LevelNotices AllAccepted { get; } = new(Accepted: true, ReminderAccepted: true, NextTryAt: null, AllRefused: false);

    /// <summary>Nobody who holds the level can be reached by mail.</summary>
    public static LevelNotices AllRefused { get; } = new(Accepted: false, ReminderAccepted: false, NextTryAt: null, AllRefused: true);

    /// <summary>On its way to the first level, where no mail has reached anybody yet.</summary>
    public Complaint Begun()
    {
        Row.BeginClimb(Standing, System, Now);
        return Take();
    }

    public Complaint Climbing() => Begun().Delivered();

    /// <summary>The mails to its level, and the reminders, are accepted.</summary>
    public Complaint Delivered()
    {
        while (Standing.AnyoneAt(Math.Max(Row.Climb.Level, 1)) && Row.NoteDelivery(Standing with { Notices = AllAccepted }, System, Now))
            Take();
        return Take();
    }

    public Complaint At(int level)
    {
        Climbing();
        while (Row.Climb.Level < level)
        {
            Row.Forward(null, Standing, By(Row.Climb.Level == 1 ? Tess : Ines), Now);
            Delivered();
        }

        return Take();
    }

    public Complaint Decided()
    {
        At(2).Row.Decide(new Ruling(DecisionOutcome.Accepted, "A badge will do."), Standing, By(Ines), Now);
        return Take();
    }

    /// <summary>Lets time pass as the sweep does, until nothing is due; every mail is accepted at once.</summary>
    /// <returns>How often something fell due.</returns>
    public int Pass(TimeSpan time)
    {
        Now += time;
        var moved = 0;
        while (Row.TimePassed(Standing, System, Now))
        {
            moved++;
            Delivered();
        }

        Take();
        return moved;
    }

    public T Made<T>() => Take().Others.OfType<T>().Last();

    public BrokenLink? Broken => Take() is var all ? ReceiptChain.Verify(Row.Id, all.Receipts, all.Details, Row.HeadHash) : null;

    public Complaint Take()
    {
        foreach (var made in ((IAddsRows)Row).TakeAdded())
        {
            if (made is Receipt receipt)
                Receipts.Add(receipt);
            else if (made is ReceiptDetails details)
                Details.Add(details);
            else
                Others.Add(made);
        }

        return this;
    }
}
