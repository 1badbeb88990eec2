using SupportDesk.Mail.Parsing;

namespace SupportDesk.Mail.Authenticity;

/// <summary>
/// How far down a mail's trace the desk believes it. Whatever stands above the first Received field of a foreign host was written by our own servers;
/// what stands below may have come along with the mail.
/// </summary>
/// <param name="Above">The fields that are believed, topmost first.</param>
/// <param name="Below">The Received field of the foreign host, and all below it; empty where every field is believed.</param>
public sealed record BelievedTrace(IReadOnlyList<TraceHeader> Above, IReadOnlyList<TraceHeader> Below)
{
    private const string Google = "mx.google.com";

    /// <summary>The values of the Authentication-Results that are believed.</summary>
    public IEnumerable<string> Results => Above.Where(h => !h.IsReceived).Select(h => h.Value);

    /// <summary>Whether the line that ended the reading is the mail's topmost Received field: then the last server on its way wrote it.</summary>
    public bool StopsAtTheTop => Below.Count > 0 && !Above.Any(h => h.IsReceived);

    public static BelievedTrace Read(IReadOnlyList<TraceHeader> trace, TrustOptions trust)
    {
        var seen = false;
        var stop = 0;
        while (stop < trace.Count)
        {
            var header = trace[stop];
            if (header.IsReceived && !IsOurs(header, trust, isFirst: !seen))
                break;

            seen |= header.IsReceived;
            stop++;
        }

        return new([.. trace.Take(stop)], [.. trace.Skip(stop)]);
    }

    /// <summary>Whether a host of ours wrote a Received field.</summary>
    /// <param name="isFirst">It is the topmost. Only there a local delivery (LMTP) counts whose writer has another name than the host of ours that handed
    /// the mail over, and Google's own delivery where its receiving server is trusted: the last server writes that line, so nobody who could forge it would need it (docs/decisions/0013).</param>
    public static bool IsOurs(TraceHeader received, TrustOptions trust, bool isFirst)
    {
        var line = ReceivedLine.Read(received.Value);
        return Names(trust, line.By) || (isFirst && line.By is not null && (Names(trust, line.HandedOverBy) || (line.IsWithinGoogle && Names(trust, Google))));
    }

    /// <summary>The host that wrote a Received field; null where the line names none without doubt.</summary>
    public static string? HostOf(TraceHeader received) => ReceivedLine.Read(received.Value).By;

    private static bool Names(TrustOptions trust, string? host) =>
        host is not null && trust.AuthServIds.Concat(trust.Hosts).Contains(host, StringComparer.OrdinalIgnoreCase);
}
