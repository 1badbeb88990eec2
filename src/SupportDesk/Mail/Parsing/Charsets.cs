using System.Runtime.CompilerServices;
using System.Text;

namespace SupportDesk.Mail.Parsing;

/// <summary>Bytes as text when the declared charset may be missing, unknown or a lie.</summary>
static class Charsets
{
    static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    // MimeKit remembers for the life of the process which charsets it found missing: they must be there before anything is decoded.
#pragma warning disable CA2255 // a library may not be surprised by its initializers; this one only adds encodings
    [ModuleInitializer]
    internal static void Register() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
#pragma warning restore CA2255


    public static string Decode(ReadOnlySpan<byte> bytes, string? declared)
    {
        if (Marked(bytes) is { } marked) return marked;
        if (IsUtf7(declared) && !bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF)) return Utf7.Decode(Encoding.ASCII.GetString(bytes));
        var utf8 = Try(StrictUtf8, bytes);
        if (utf8 is not null && Known(declared) is not { IsSingleByte: false } ) return utf8.Contains('\u001b') && declared is not null ? Declared(bytes, declared) ?? utf8 : utf8;
        if (declared is not null && Declared(bytes, declared) is { } text) return text;
        return utf8 ?? (IsDamagedUtf8(bytes) ? Encoding.UTF8 : Encoding.GetEncoding(1252)).GetString(bytes);
    }

    // Cut or overwritten in few places: the letters that are whole in UTF-8 outnumber what is broken. In Latin-1 hardly two letters in a row form one.
    static bool IsDamagedUtf8(ReadOnlySpan<byte> bytes)
    {
        var (whole, broken) = (0, 0);
        while (bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF) is var next and >= 0)
        {
            bytes = bytes[next..];
            if (Rune.DecodeFromUtf8(bytes, out _, out var length) == System.Buffers.OperationStatus.Done) whole++;
            else broken++;
            bytes = bytes[length..];
        }

        return whole > broken;
    }

    /// <summary>The encoding of that name where it can be proved wrong: neither ASCII, nor UTF-8, nor Latin-1 and its kin, which fit any bytes.</summary>
    public static Encoding? Telling(string? name) => Known(name) is { } encoding && encoding.CodePage is not (1252 or 28591 or 28605 or 20127 or 65001) ? encoding : null;

    /// <summary>The text, or null where the bytes do not fit the charset of that name.</summary>
    public static string? Strict(ReadOnlySpan<byte> bytes, string name) =>
        Telling(name) is { } encoding ? Try(Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback), bytes) : null;

    static bool IsUtf7(string? name) => name?.Trim(' ', '"').ToLowerInvariant() is "utf-7" or "utf7" or "unicode-1-1-utf-7" or "x-unicode-1-1-utf-7";

    static string? Marked(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.UTF8.GetString(rest),
        [0xFF, 0xFE, .. var rest] when rest.Length % 2 == 0 => Encoding.Unicode.GetString(rest),
        [0xFE, 0xFF, .. var rest] when rest.Length % 2 == 0 => Encoding.BigEndianUnicode.GetString(rest),
        _ => null,
    };

    static string? Declared(ReadOnlySpan<byte> bytes, string declared)
    {
        if (Known(declared) is not { } encoding) return null;
        var strict = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback);
        return Try(strict, bytes) ?? (encoding.CodePage == Encoding.UTF8.CodePage || Try(StrictUtf8, bytes) is not null ? null : encoding.GetString(bytes));
    }

    static Encoding? Known(string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || IsUtf7(name)) return null;
        var bare = name.Trim(' ', '"', '\'', '\t').ToLowerInvariant();
        // What says Latin-1 is Windows' extension of it more often than not; the C1 controls it replaces are no text.
        if (bare is "iso-8859-1" or "latin1" or "us-ascii" or "ascii" or "ansi" or "iso8859-1" or "x-unknown" or "unknown-8bit") return Encoding.GetEncoding(1252);
        if (bare is "utf8" or "utf-8") return Encoding.UTF8;
        if (bare.StartsWith("cp", StringComparison.Ordinal) && int.TryParse(bare.AsSpan(2), out var page)) return Page(page);
        try
        {
            return Encoding.GetEncoding(bare);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    static Encoding? Page(int page)
    {
        try
        {
            return page is > 0 and < 65535 ? Encoding.GetEncoding(page) : null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    static string? Try(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
