using System.Collections.Concurrent;
using System.Threading.Channels;
using SupportDesk.Events;

namespace SupportDesk.Notifications;

/// <summary>
/// Tells whoever listens in this process what was just committed: live pages and the nudge of the jobs. It may lose what it tells;
/// everything owed is a row that the heartbeat finds.
/// </summary>
public sealed class CommitFeed
{
    private readonly ConcurrentDictionary<Guid, Channel<DeskEvent>> listeners = new();
    private long commits;

    /// <summary>How often something was committed in this process: whoever keeps what they read sees by it that it may have changed.</summary>
    public long Commits => Interlocked.Read(ref commits);

    internal void Tell(IReadOnlyList<DeskEvent> events)
    {
        Interlocked.Increment(ref commits);
        foreach (var listener in listeners.Values)
        {
            foreach (var happening in events)
                listener.Writer.TryWrite(happening);
        }
    }

    /// <summary>Hears what is committed from now on; a slow listener loses the oldest.</summary>
    public Listening Listen(int capacity = 64)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var channel = Channel.CreateBounded<DeskEvent>(new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        listeners[id] = channel;
        return new Listening(channel.Reader, () => listeners.TryRemove(id, out _));
    }

    /// <summary>One listener; dispose it to stop.</summary>
    public sealed class Listening(ChannelReader<DeskEvent> reader, Action stop) : IDisposable
    {
        public ChannelReader<DeskEvent> Reader => reader;

        public void Dispose() => stop();
    }
}
