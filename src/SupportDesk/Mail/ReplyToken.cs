using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SupportDesk.Mail;

/// <summary>
/// The signed name of a reply address: one character for the key's number, 13 for the 63-bit id of its row, 26 for the first 128 bits of
/// HMAC-SHA-256(key, kid | id | version): 40 characters of lower-case base32, short enough for a local part (RFC 5321 4.5.3.1.1: 64 octets).
/// </summary>
internal static class ReplyToken
{
    public const int Length = 40;

    /// <summary>A new row's id: 63 random bits.</summary>
    public static long NewId() => BinaryPrimitives.ReadInt64BigEndian(RandomNumberGenerator.GetBytes(8)) & long.MaxValue;

    public static string Write(int kid, byte[] key, long id, int version)
    {
        Span<byte> idBytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(idBytes, id);
        return string.Concat(Base32.Encode([(byte)(kid << 3)]).AsSpan(0, 1), Base32.Encode(idBytes), Base32.Encode(Mac(kid, key, id, version)));
    }

    /// <summary>What a token claims, before its signature is checked; null if it has not the form of one.</summary>
    public static (int Kid, long Id)? Read(string token)
    {
        if (token.Length != Length)
            return null;

        var kid = "abcdefghijklmnopqrstuvwxyz234567".IndexOf(token[0]);
        var id = Base32.Decode(token.AsSpan(1, 13));
        return kid < 0 || id is null ? null : (kid, BinaryPrimitives.ReadInt64BigEndian(id));
    }

    /// <summary>Whether the token's signature is this key's; takes the same time whatever differs.</summary>
    public static bool IsSignedBy(string token, byte[] key, int kid, long id, int version) =>
        Base32.Decode(token.AsSpan(14)) is { } mac && CryptographicOperations.FixedTimeEquals(mac, Mac(kid, key, id, version));

    private static byte[] Mac(int kid, byte[] key, long id, int version)
    {
        Span<byte> claim = stackalloc byte[16];
        BinaryPrimitives.WriteInt32BigEndian(claim, kid);
        BinaryPrimitives.WriteInt64BigEndian(claim[4..], id);
        BinaryPrimitives.WriteInt32BigEndian(claim[12..], version);
        return HMACSHA256.HashData(key, claim)[..16];
    }
}
