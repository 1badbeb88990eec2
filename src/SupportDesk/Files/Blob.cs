using System.Security.Cryptography;

namespace SupportDesk.Files;

/// <summary>Content by its hash. Up to 128 KB lie in the row, larger ones in the folder of files under their hash.</summary>
public sealed class Blob
{
    /// <summary>The largest content kept in the row: most mail is then truly one transaction.</summary>
    public const int Inline = 128 * 1024;

    private Blob() { }

    internal Blob(string hash, long size, byte[]? content, DateTimeOffset at) => (Hash, Size, Content, TouchedAt) = (hash, size, content, at);

    /// <summary>SHA-256, lower-case hex.</summary>
    public string Hash { get; private init; } = "";

    public long Size { get; private init; }
    public byte[]? Content { get; private init; }
    public DateTimeOffset TouchedAt { get; private set; }

    public static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    internal void Touch(DateTimeOffset at) => TouchedAt = at;
}
