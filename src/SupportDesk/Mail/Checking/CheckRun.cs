using System.Globalization;
using System.Threading.Channels;

namespace SupportDesk.Mail.Checking;

/// <summary>Steps that build on each other: after the first that fails the rest is not tried. Each is told when it begins and when it ends.</summary>
internal sealed class CheckRun(ChannelWriter<CheckStep> told)
{
    /// <summary>Whether all steps so far went well.</summary>
    public bool Stands { get; private set; } = true;

    /// <param name="time">How long it may take.</param>
    /// <param name="inWords">Says a failure to whoever can mend it.</param>
    public async Task StepAsync(string name, CheckTime time, Func<CancellationToken, Task<CheckStep>> work, Func<Exception, string> inWords)
    {
        if (Stands)
            told.TryWrite(new(name, CheckState.Running, ""));
        var step = Stands ? await TryAsync(time, work, inWords) : CheckStep.NotChecked("Not tried, since a step before it failed.");
        told.TryWrite(step with { Name = name });
        Stands &= step.State is CheckState.Works or CheckState.Look;
    }

    /// <summary>What a step found, or its failure; throws only where the whole test was given up.</summary>
    public static async Task<CheckStep> TryAsync(CheckTime time, Func<CancellationToken, Task<CheckStep>> work, Func<Exception, string> inWords)
    {
        try
        {
            // Not everything heeds the token at once: the resolver of a name server that is silent does not.
            return await work(time.Token).WaitAsync(time.Token);
        }
        catch (OperationCanceledException) when (!time.IsGivenUp)
        {
            return CheckStep.Failed($"No answer within {time.Seconds.ToString(CultureInfo.InvariantCulture)} seconds. {inWords(new TimeoutException())}");
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or OutOfMemoryException))
        {
            return CheckStep.Failed(inWords(failure));
        }
    }
}

/// <summary>A stretch of real time that steps share; it runs from when it is made.</summary>
internal sealed class CheckTime : IDisposable
{
    private readonly CancellationToken whole;
    private readonly CancellationTokenSource limit;

    /// <param name="whole">Ends with the test itself.</param>
    public CheckTime(int seconds, CancellationToken whole)
    {
        (Seconds, this.whole, limit) = (seconds, whole, CancellationTokenSource.CreateLinkedTokenSource(whole));
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
    }

    public int Seconds { get; }

    public CancellationToken Token => limit.Token;

    /// <summary>Whether the whole test ended, rather than this stretch of it.</summary>
    public bool IsGivenUp => whole.IsCancellationRequested;

    public void Dispose() => limit.Dispose();
}
