using System.Buffers;

namespace SupportDesk.Mail;

/// <summary>Base32 of RFC 4648 section 6 in lower case without padding: survives mail systems that fold the case of local parts.</summary>
internal static class Base32
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    /// <summary>ceil(8·n/5) characters.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[((bytes.Length * 8) + 4) / 5];
        int held = 0, bits = 0, next = 0;
        foreach (var b in bytes)
        {
            held = (held << 8) | b;
            bits += 8;
            while (bits >= 5)
            {
                text[next++] = Alphabet[(held >> (bits - 5)) & 31];
                bits -= 5;
            }
        }

        if (bits > 0)
            text[next] = Alphabet[(held << (5 - bits)) & 31];
        return new string(text);
    }

    /// <summary>Whether it holds nothing but the alphabet's characters.</summary>
    public static bool IsText(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Letters);

    /// <summary>The bytes of exactly this text, or null if it is not what <see cref="Encode"/> gives for them.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length * 5 / 8];
        int held = 0, bits = 0, next = 0;
        foreach (var c in text)
        {
            var value = Alphabet.IndexOf(c);
            if (value < 0)
                return null;

            held = (held << 5) | value;
            bits += 5;
            if (bits < 8)
                continue;

            bytes[next++] = (byte)(held >> (bits - 8));
            bits -= 8;
        }

        return Encode(bytes).AsSpan().SequenceEqual(text) ? bytes : null;
    }
}
