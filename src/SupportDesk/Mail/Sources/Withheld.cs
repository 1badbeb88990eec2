namespace SupportDesk.Mail.Sources;

/// <summary>
/// Messages that a server lists and does not hand over (threat F02d). Kept over connections, since some servers answer the question by
/// hanging up: then the next connection asks for one at a time, and passes over what fails twice. What was passed over is asked for again later.
/// </summary>
internal sealed class Withheld(DeskClock clock)
{
    private const int MostFailures = 2;
    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromMinutes(10);

    private readonly Dictionary<long, int> failures = [];
    private (long First, long Last)? asked;
    private long aloneUpTo;
    private DateTimeOffset againAt;

    /// <summary>A connection begins; the question before, if it got no answer, ended the last one.</summary>
    public void Begin()
    {
        if (asked is { } open)
            Failed(open.First, open.Last, 1);
    }

    /// <summary>The server counts anew: what was known of its numbers is void.</summary>
    public void Forget()
    {
        failures.Clear();
        (asked, aloneUpTo, againAt) = (null, 0, default);
    }

    public void Ask(long first, long last) => asked = (first, last);

    public void Answered() => asked = null;

    /// <summary>The server said no, and the connection stands.</summary>
    public void Refused(long first, long last) => Failed(first, last, MostFailures);

    /// <summary>Whether it was in a question that failed: it is asked for alone.</summary>
    public bool IsAlone(long uid) => uid <= aloneUpTo;

    public bool IsPassedOver(long uid) => failures.GetValueOrDefault(uid) >= MostFailures;

    /// <summary>Whether what lacks may be asked for again by now; if so, the next time is later.</summary>
    public bool MayAskAgain()
    {
        if (clock.RealNow < againAt)
            return false;

        againAt = clock.RealNow + AskedAgainAfter;
        return true;
    }

    private void Failed(long first, long last, int times)
    {
        asked = null;
        if (first == last)
            (failures[first], againAt) = (failures.GetValueOrDefault(first) + times, clock.RealNow + AskedAgainAfter);
        else
            aloneUpTo = Math.Max(aloneUpTo, last);
    }
}
