using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SupportDesk.Escalations;

/// <summary>A key that seals heads.</summary>
/// <param name="Kid">The key's public name, at most 8 letters or digits.</param>
public sealed record SealKey(string Kid, byte[] Secret);

/// <summary>
/// The seal over an escalation's newest receipt: <c>kid.hex(HMAC-SHA256(key, "escalation|number|hash"))</c>. Whoever cuts receipts off
/// the end, or rewrites them all, would need the key, which lies outside the receipts' tables.
/// </summary>
public static class HeadSeal
{
    public static string Of(SealKey key, Guid escalation, int no, string hash) => $"{key.Kid}.{Mac(key, escalation, no, hash)}";

    /// <summary>Whether a seal is that of this head, made with one of the keys given.</summary>
    public static bool Holds(string seal, IEnumerable<SealKey> keys, Guid escalation, int no, string hash) =>
        keys.Any(key => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(seal), Encoding.ASCII.GetBytes(Of(key, escalation, no, hash))));

    private static string Mac(SealKey key, Guid escalation, int no, string hash) => Convert.ToHexStringLower(
        HMACSHA256.HashData(key.Secret, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{escalation:D}|{no}|{hash}"))));
}
