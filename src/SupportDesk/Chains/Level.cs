using SupportDesk.Calendars;

namespace SupportDesk.Chains;

/// <summary>What people at a level may do beside acknowledging.</summary>
[Flags]
public enum Powers { None = 0, Forward = 1, Ask = 2, Decide = 4 }

/// <summary>What happens at a level when its time has run out.</summary>
public enum OnTimeOut
{
    /// <summary>It stays, is overdue, and is reminded for ever.</summary>
    Remind,

    /// <summary>It goes on to the next level; at the top it stays and is reminded.</summary>
    Forward,
}

/// <summary>One level of a chain: who stands there, what they may do, and by when.</summary>
/// <param name="Name">As people call it: "Head of Trust and Safety".</param>
/// <param name="Who">Who stands there.</param>
/// <param name="Deputies">Who stands in while nobody of <paramref name="Who"/> is active.</param>
/// <param name="Calendar">The calendar in which this level's times are counted.</param>
/// <param name="Acknowledge">Time to acknowledge, from entering the level.</param>
/// <param name="Decide">Time to decide or forward, from the acknowledgement; anew after an answer.</param>
/// <param name="Reminders">Times before the due moment; those that lie before the wait began are left out.</param>
/// <param name="NotifyAbove">Whether the level above hears of a time-out here.</param>
/// <param name="RemindEvery">Time between the reminders of what is overdue.</param>
public sealed record Level(
    string Name, IReadOnlyList<Seat> Who, IReadOnlyList<Seat> Deputies, Powers Powers, string Calendar,
    PromisedTime Acknowledge, PromisedTime Decide, IReadOnlyList<PromisedTime> Reminders, OnTimeOut OnTimeOut, bool NotifyAbove, PromisedTime RemindEvery)
{
    public bool May(Powers power) => Powers.HasFlag(power);
}
