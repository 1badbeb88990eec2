using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace SupportDesk.Web.Access;

/// <summary>Tries to sign in from one network: guessing many accounts, each below its own lockout, ends here.</summary>
public sealed class SignInLimit : IDisposable
{
    /// <summary>Tries within a minute.</summary>
    public const int Tries = 20;

    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(network =>
        RateLimitPartition.GetFixedWindowLimiter(network, _ => new() { PermitLimit = Tries, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    /// <summary>Counts one try.</summary>
    /// <param name="wait">How long to wait where it is refused; a minute at most.</param>
    /// <returns>False if there were too many.</returns>
    public bool TryEnter(IPAddress? from, out TimeSpan wait)
    {
        using var lease = limiter.AttemptAcquire(NetworkOf(from));
        wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.Zero;
        return lease.IsAcquired;
    }

    /// <summary>An IPv4 address itself; of IPv6 the first 64 bits, since one subscriber has all addresses below them (RFC 6177).</summary>
    internal static string NetworkOf(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            return $"{address.MapToIPv4()}";
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes()[..8]) : $"{address}";
    }

    public void Dispose() => limiter.Dispose();
}
