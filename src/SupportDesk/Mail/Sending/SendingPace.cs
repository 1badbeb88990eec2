using Microsoft.Extensions.Options;

namespace SupportDesk.Mail.Sending;

/// <summary>Keeps to <c>Mail:Outgoing:MostPerMinute</c> and <c>MostPerMinuteToOneHost</c>, in real time. Each process counts its own.</summary>
public sealed class SendingPace(IOptions<MailOptions> options, TimeProvider real)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private readonly Window all = new();
    private readonly Dictionary<string, Window> hosts = [];

    /// <summary>Takes a place in this minute for one mail.</summary>
    /// <param name="address">The recipient's; its host is what stands behind the @.</param>
    /// <returns>Null: send it now. Else how long to wait; those that are sent away one after the other are told later and later moments.</returns>
    public TimeSpan? Take(string address)
    {
        var limits = options.Value.Outgoing;
        if (limits is { MostPerMinute: 0, MostPerMinuteToOneHost: 0 })
            return null;

        lock (gate)
        {
            var (now, host) = (real.GetTimestamp(), HostOf(address));
            if (all.Wait(real, now, limits.MostPerMinute) is { } untilAny)
                return untilAny;
            if (host.Wait(real, now, limits.MostPerMinuteToOneHost) is { } untilHost)
                return untilHost;

            all.Add(now);
            host.Add(now);
            return null;
        }
    }

    // Hosts that were quiet for a minute are forgotten: a desk writes to many.
    private Window HostOf(string address)
    {
        var name = address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();
        if (hosts.TryGetValue(name, out var known))
            return known;

        if (hosts.Count >= 1_000)
        {
            foreach (var quiet in hosts.Where(h => h.Value.IsQuiet(real)).Select(h => h.Key).ToList())
                hosts.Remove(quiet);
        }

        return hosts[name] = new();
    }

    /// <summary>The mails of the last minute, to one host or to all.</summary>
    private sealed class Window
    {
        private readonly Queue<long> taken = [];
        private int sentAway;

        public bool IsQuiet(TimeProvider real) => !taken.Any(at => real.GetElapsedTime(at) < Minute);

        public void Add(long now)
        {
            taken.Enqueue(now);
            sentAway = 0;
        }

        /// <param name="most">0: no limit.</param>
        public TimeSpan? Wait(TimeProvider real, long now, int most)
        {
            while (taken.TryPeek(out var oldest) && real.GetElapsedTime(oldest, now) >= Minute)
                taken.Dequeue();
            return most == 0 || taken.Count < most ? null : Minute - real.GetElapsedTime(taken.Peek(), now) + (Minute * (sentAway++ / most));
        }
    }
}
