using System.Globalization;

namespace SupportDesk.Mail.Checking;

/// <summary>Steps that build on each other: after the first that fails the rest is not tried.</summary>
internal sealed class CheckRun(ICollection<CheckStep> steps, CancellationToken cancel)
{
    /// <summary>Whether all steps so far went well.</summary>
    public bool Stands { get; private set; } = true;

    /// <param name="seconds">How long it may take.</param>
    /// <param name="inWords">Says a failure to whoever can mend it.</param>
    public async Task StepAsync(string name, int seconds, Func<CancellationToken, Task<CheckStep>> work, Func<Exception, string> inWords)
    {
        var step = Stands ? await TryAsync(seconds, work, inWords) : CheckStep.NotChecked("Not tried, since a step before it failed.");
        steps.Add(step with { Name = name });
        Stands &= step.State is CheckState.Works or CheckState.Look;
    }

    private async Task<CheckStep> TryAsync(int seconds, Func<CancellationToken, Task<CheckStep>> work, Func<Exception, string> inWords)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            return await work(limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return CheckStep.Failed($"No answer within {seconds.ToString(CultureInfo.InvariantCulture)} seconds. {inWords(new TimeoutException())}");
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or OutOfMemoryException))
        {
            return CheckStep.Failed(inWords(failure));
        }
    }
}
