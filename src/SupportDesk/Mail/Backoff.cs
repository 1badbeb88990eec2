namespace SupportDesk.Mail;

/// <summary>When a mail that was not taken is tried again, in business time.</summary>
internal static class Backoff
{
    private static readonly int[] FirstMinutes = [1, 2, 5, 10, 20, 40, 80, 160];
    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    /// <summary>How long to wait after a refusal for now: 1, 2, 5, 10, 20, 40, 80 and 160 minutes, then 4 hours each.</summary>
    /// <param name="attempts">How often the server refused, from 1.</param>
    /// <param name="giveUpAfter">How long all tries may take.</param>
    /// <returns>Null when the time is over: the mail has failed.</returns>
    public static TimeSpan? After(int attempts, TimeSpan giveUpAfter)
    {
        var waited = TimeSpan.Zero;
        for (var n = 1; n < attempts; n++)
            waited += Wait(n);
        return waited >= giveUpAfter ? null : Wait(attempts);
    }

    /// <summary>How long to wait where no server answers at all: that is not the mail's doing, and it is tried soon after.</summary>
    public static TimeSpan Unreachable(TimeSpan owedFor) => owedFor < TimeSpan.FromMinutes(10) ? TimeSpan.FromMinutes(1) : TimeSpan.FromMinutes(5);

    private static TimeSpan Wait(int attempt) => attempt <= FirstMinutes.Length ? TimeSpan.FromMinutes(FirstMinutes[attempt - 1]) : Longest;
}
