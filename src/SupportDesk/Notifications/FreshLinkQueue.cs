using System.Threading.Channels;

namespace SupportDesk.Notifications;

/// <summary>A wish for a fresh link.</summary>
/// <param name="TokenHash">Of the link that ended; null where only an address was given.</param>
/// <param name="Address">As it was typed; null where a link was given.</param>
public sealed record FreshLinkWish(string? TokenHash, string? Address);

/// <summary>
/// Wishes for fresh links, until a worker grants them. The page answers before anything is looked up, so that it takes as long for an
/// address that nobody has as for any other. A wish that is lost with the process is made again by whoever waits for its mail.
/// </summary>
public sealed class FreshLinkQueue
{
    private const int Most = 1_000;

    private readonly Channel<FreshLinkWish> wishes = Channel.CreateBounded<FreshLinkWish>(Most);
    private int open;

    /// <summary>How many wishes no worker has finished.</summary>
    public int Open => Volatile.Read(ref open);

    /// <returns>False if too many wait, or the desk is stopping.</returns>
    public bool TryAdd(FreshLinkWish wish)
    {
        Interlocked.Increment(ref open);
        if (wishes.Writer.TryWrite(wish))
            return true;

        Finish();
        return false;
    }

    /// <summary>Each wish as it comes, until <see cref="Complete"/>; the caller says <see cref="Finish"/> after each.</summary>
    internal IAsyncEnumerable<FreshLinkWish> ReadAllAsync() => wishes.Reader.ReadAllAsync(CancellationToken.None);

    internal void Finish() => Interlocked.Decrement(ref open);

    /// <summary>Takes no more: those that wait are the last.</summary>
    internal void Complete() => wishes.Writer.TryComplete();
}
