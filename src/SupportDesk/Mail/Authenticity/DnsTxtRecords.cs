using System.Net;
using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SupportDesk.Mail.Authenticity;

/// <summary>
/// Asks name servers, keeps answers for at most an hour, and leaves servers alone for a while that did not answer three times in a row:
/// a dead network must not hold up mail.
/// </summary>
public sealed partial class DnsTxtRecords(IOptions<MailOptions> options, DeskClock clock, ILogger<DnsTxtRecords> log) : ITxtRecords
{
    private const int MostSilences = 3;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private readonly Lazy<LookupClient?> client = new(() => Client(options.Value.Signatures));
    private int silences;
    private DateTimeOffset askAgainAt;

    public async Task<IReadOnlyList<string>> FindAsync(string name, CancellationToken cancel)
    {
        if (client.Value is not { } server || clock.RealNow < askAgainAt)
            return [];

        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(TimeSpan.FromSeconds(options.Value.Signatures.TimeoutSeconds + 1));
            var answer = await server.QueryAsync(name, QueryType.TXT, QueryClass.IN, limit.Token);
            silences = 0;
            return [.. answer.Answers.OfType<TxtRecord>().Select(record => string.Concat(record.Text))];
        }
        catch (Exception silent) when (!cancel.IsCancellationRequested && silent is DnsResponseException or SocketException or OperationCanceledException or ArgumentException or InvalidOperationException)
        {
            Silent(silent);
            return [];
        }
    }

    private void Silent(Exception silent)
    {
        if (Interlocked.Increment(ref silences) < MostSilences)
            return;

        silences = 0;
        askAgainAt = clock.RealNow + Rest;
        Log.Silent(log, Rest.TotalSeconds, silent.GetBaseException().GetType().Name);
    }

    // The library would fall back to a public resolver of its own choice: the desk asks none but the machine's or the configured ones.
    private static LookupClient? Client(SignatureOptions options)
    {
        var servers = options.NameServers.Length > 0
            ? [.. options.NameServers.Select(IPEndPoint.Parse).Select(s => new NameServer(s.Address, s.Port == 0 ? NameServer.DefaultPort : s.Port))]
            : NameServer.ResolveNameServers(skipIPv6SiteLocal: true, fallbackToGooglePublicDns: false).ToArray();
        return servers.Length == 0 ? null : new LookupClient(new LookupClientOptions(servers)
        {
            Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
            Retries = 0,
            UseCache = true,
            MaximumCacheTimeout = TimeSpan.FromHours(1),
            CacheFailedResults = true,
            FailedResultsCacheDuration = TimeSpan.FromMinutes(1),
            ThrowDnsErrors = false,
        });
    }

    private static partial class Log
    {
        [LoggerMessage(25, LogLevel.Warning, "The name servers do not answer ({Failure}): signatures count as not proved, asked again in {Seconds} seconds")]
        public static partial void Silent(ILogger log, double seconds, string failure);
    }
}
