using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Kills;

/// <summary>A desk in a process of its own that is killed again and again while mail comes, and started again each time, as a supervisor would.</summary>
/// <param name="doneAsync">How many mails are done so far.</param>
sealed class StruckDesk(DeskProcess desk, KillPlan plan, CustomerLetters letters, Func<Task<int>> doneAsync)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly List<string> deaths = [];

    /// <summary>Where it died: the name of the point, or "any moment".</summary>
    public IReadOnlyList<string> Deaths => deaths;

    /// <summary>Lives through the whole plan, and then on until all mails are done.</summary>
    /// <param name="lookAsync">Called after each death.</param>
    public async Task LiveAsync(Func<Task>? lookAsync = null)
    {
        foreach (var strike in plan.Strikes)
        {
            await letters.AppendAsync(plan.Portion);
            await DieAsync(strike);
            deaths.Add(strike.Point ?? "any moment");
            if (lookAsync is not null)
                await lookAsync();
        }

        await letters.AppendAsync(Math.Max(plan.Mails - letters.Sent.Count, 1));
        await desk.StartAgainAsync();
        await Eventually.True("all mails are done", AllDoneAsync, Patience);
    }

    public string InWords() => $"{letters.Sent.Count} mails, {deaths.Count} kills: {string.Join(", ", deaths.CountBy(d => d).OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"{d.Key} {d.Value}"))}";

    private async Task DieAsync(Strike strike)
    {
        var until = await doneAsync() + strike.Times;
        await StartAsync(strike);
        if (strike.Point is null)
        {
            await Eventually.True("some are done", async () => desk.HasEnded || await doneAsync() >= until, Patience);
            desk.HasEnded.ShouldBeFalse($"it ended by itself\n{desk.Output}");
            await desk.KillAsync();
            return;
        }

        await FeedUntilDeadAsync(strike);
        desk.WasKilled.ShouldBeTrue($"it did not die of {strike.Armed}\n{desk.Output}");
    }

    private async Task StartAsync(Strike strike)
    {
        try
        {
            await desk.StartAgainAsync(strike.Armed);
        }
        catch (InvalidOperationException) when (strike.Point is not null && desk.WasKilled)
        {
            // It came by the point before it was ready.
        }
    }

    // A point that is passed for the third time only may need more mail than lies there.
    private async Task FeedUntilDeadAsync(Strike strike)
    {
        for (var more = 0; more < 10; more++)
        {
            await Eventually.True($"{strike.Armed} or all done", async () => desk.HasEnded || await AllDoneAsync(), Patience);
            if (desk.HasEnded)
                return;
            await letters.AppendAsync(strike.Times);
        }
    }

    private async Task<bool> AllDoneAsync() => await doneAsync() >= letters.Sent.Count;
}
