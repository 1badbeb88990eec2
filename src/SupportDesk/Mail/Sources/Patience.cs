using MailKit;

namespace SupportDesk.Mail.Sources;

/// <summary>
/// Waits for a server as long as it says anything: each byte of it begins the wait anew. MailKit's own time-out does not end an asynchronous
/// read, so that a connection which fell silent would be waited for without end (threat F05).
/// </summary>
internal sealed class Patience : IProtocolLogger
{
    /// <summary>How long an answer may take to begin, or to go on.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly Lock gate = new();
    private (CancellationTokenSource Limit, TimeSpan For)? waiting;

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <param name="command">One question to the server, with its answer.</param>
    /// <param name="silence">How much longer than usual the server may rightly say nothing.</param>
    /// <exception cref="TimeoutException">It fell silent.</exception>
    public async Task<T> ForAsync<T>(Func<CancellationToken, Task<T>> command, CancellationToken cancel, TimeSpan silence = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Longest + silence);
        Wait((limit, Longest + silence));
        try
        {
            return await command(limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException("The server does not answer.");
        }
        finally
        {
            Wait(null);
        }
    }

    /// <inheritdoc cref="ForAsync{T}"/>
    public Task ForAsync(Func<CancellationToken, Task> command, CancellationToken cancel, TimeSpan silence = default) => ForAsync(
        async stop =>
        {
            await command(stop);
            return true;
        },
        cancel, silence);

    public void LogServer(byte[] buffer, int offset, int count)
    {
        lock (gate)
            waiting?.Limit.CancelAfter(waiting.Value.For);
    }

    public void LogConnect(Uri uri) { }

    public void LogClient(byte[] buffer, int offset, int count) { }

    public void Dispose() { }

    private void Wait((CancellationTokenSource, TimeSpan)? next)
    {
        lock (gate)
            waiting = next;
    }
}
