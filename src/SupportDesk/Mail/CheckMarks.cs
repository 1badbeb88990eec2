using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SupportDesk.Data;

namespace SupportDesk.Mail;

/// <summary>
/// Signs the mail of a connection test, so that the desk knows it again and makes no ticket of it, whichever process takes it in. A mark is the key's number
/// and 56 random bits, a hyphen, and 128 bits of HMAC-SHA-256: 40 characters of lower-case base32, as long as a reply token and never taken for one.
/// </summary>
public sealed partial class CheckMarks(KeyRing keys)
{
    public async Task<string> CreateAsync(CancellationToken cancel)
    {
        var (kid, key) = await keys.NewestAsync(KeyRing.ReplyTokens, cancel);
        var name = string.Concat(Base32.Encode([(byte)(kid << 3)]).AsSpan(0, 1), Base32.Encode(RandomNumberGenerator.GetBytes(7)));
        return $"{name}-{Mac(key, name)}";
    }

    /// <summary>Whether one of these addresses or Message-IDs carries a mark that this desk made.</summary>
    public async Task<bool> AreOursAsync(IEnumerable<string?> written, CancellationToken cancel)
    {
        foreach (var mark in written.OfType<string>().Where(w => w.Length <= 1000).Select(w => Form().Match(w.ToLowerInvariant())).Where(m => m.Success))
        {
            var name = mark.Groups["name"].Value;
            var kid = "abcdefghijklmnopqrstuvwxyz234567".IndexOf(name[0]);
            if (await keys.FindAsync(KeyRing.ReplyTokens, kid, cancel) is { } key
                && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(mark.Groups["mac"].Value), Encoding.ASCII.GetBytes(Mac(key, name))))
                return true;
        }

        return false;
    }

    // A reply token's claim is 16 bytes of numbers, so no mark is ever the signature of one.
    private static string Mac(byte[] key, string name) => Base32.Encode(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"connection test {name}")).AsSpan(0, 16));

    [GeneratedRegex("(?<name>[a-z2-7]{13})-(?<mac>[a-z2-7]{26})", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
