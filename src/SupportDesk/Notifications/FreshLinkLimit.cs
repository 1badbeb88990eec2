using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail;

namespace SupportDesk.Notifications;

/// <summary>How often fresh links may be asked for. This process counts exactly; what was mailed is counted besides, over restarts and on all nodes.</summary>
public sealed class FreshLinkLimit(TimeProvider time)
{
    public const int PerAddress = 3;
    public const int PerNetwork = 20;
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private const int MostKeys = 10_000;

    private readonly Lock door = new();
    private readonly Dictionary<string, List<DateTimeOffset>> asked = new(StringComparer.Ordinal);

    /// <summary>Counts one request from a network.</summary>
    /// <returns>False if there were too many within the last hour.</returns>
    public bool TryEnterNetwork(string network) => TryEnter($"network {network}", PerNetwork);

    /// <summary>Counts one mail to an address.</summary>
    /// <returns>False if there were too many within the last hour.</returns>
    public async Task<bool> TryEnterAsync(DeskDb db, string addressKey, DateTimeOffset now, CancellationToken cancel) =>
        TryEnter($"address {addressKey}", PerAddress) && !await IsReachedAsync(db, addressKey, now, cancel);

    /// <summary>Whether an address got all the fresh links that it may get within an hour.</summary>
    internal static async Task<bool> IsReachedAsync(DeskDb db, string addressKey, DateTimeOffset now, CancellationToken cancel)
    {
        var since = now - Window;
        return await db.Outbox.CountAsync(m => m.AddressKey == addressKey && m.Kind == MailKind.FreshLink && m.At > since, cancel) >= PerAddress;
    }

    private bool TryEnter(string key, int most)
    {
        var now = time.GetUtcNow();
        lock (door)
        {
            if (!asked.TryGetValue(key, out var times))
            {
                MakeRoom(now);
                asked[key] = times = [];
            }

            times.RemoveAll(at => at <= now - Window);
            if (times.Count >= most)
                return false;
            times.Add(now);
            return true;
        }
    }

    // A flood of new keys must neither grow without bound nor keep others out: the oldest are forgotten.
    private void MakeRoom(DateTimeOffset now)
    {
        if (asked.Count < MostKeys)
            return;

        foreach (var key in asked.Where(a => a.Value.TrueForAll(at => at <= now - Window)).Select(a => a.Key).ToList())
            asked.Remove(key);
        foreach (var key in asked.OrderBy(a => a.Value[^1]).Take(asked.Count - MostKeys + MostKeys / 10).Select(a => a.Key).ToList())
            asked.Remove(key);
    }
}
