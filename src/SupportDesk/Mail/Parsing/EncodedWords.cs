using System.Text;

namespace SupportDesk.Mail.Parsing;

/// <summary>
/// Header fields whose letters are not in UTF-8, written again so that they are: encoded words (RFC 2047) and parameters (RFC 2231) stay what
/// they are in structure, in the one charset that every reader has. So names of charsets mean the same in a field as in a text.
/// </summary>
static class EncodedWords
{
    /// <summary>Whether a field holds a word or parameter in another charset than ASCII and UTF-8, or in one that it lies about.</summary>
    public static bool IsIn(ReadOnlySpan<byte> value) => value.IndexOf("=?"u8) >= 0 && NeedsIt(value);

    /// <summary>Whether every reader knows the name, and means what we mean by it.</summary>
    public static bool IsUtf8(string charset) => charset.ToLowerInvariant() is "utf-8" or "us-ascii";

    static bool NeedsIt(ReadOnlySpan<byte> value)
    {
        for (var at = 0; at < value.Length;)
        {
            var next = value[at..].IndexOf("=?"u8);
            if (next < 0) return false;
            at += next;
            if (Word.At(value[at..]) is { } word)
            {
                if (!word.IsUtf8 || !System.Text.Unicode.Utf8.IsValid(word.Bytes)) return true;
                at += word.Length;
            }
            else
            {
                at += 2;
            }
        }

        return false;
    }

    /// <summary>The words at the beginning of the bytes, those that only white space parts read as one text; how many bytes they take, 0 where there are none.</summary>
    public static int Write(ReadOnlySpan<byte> value, Stream mended)
    {
        if (Word.At(value) is not { } first) return 0;
        var bytes = new List<byte>(first.Bytes);
        var length = first.Length;
        while (Behind(value[length..]) is var gap && Word.At(value[(length + gap)..]) is { } more && more.Charset.Equals(first.Charset, StringComparison.OrdinalIgnoreCase))
        {
            bytes.AddRange(more.Bytes);
            length += gap + more.Length;
        }

        var text = Charsets.Decode(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes), first.Charset);
        mended.Write(Encoding.ASCII.GetBytes($"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?="));
        return length;
    }

    static int Behind(ReadOnlySpan<byte> value) => value.Length - value.TrimStart(" \t\r\n"u8).Length;

    readonly record struct Word(string Charset, byte[] Bytes, int Length)
    {
        public bool IsUtf8 => EncodedWords.IsUtf8(Charset);

        /// <summary>The encoded word at the beginning of the bytes.</summary>
        public static Word? At(ReadOnlySpan<byte> value)
        {
            if (!value.StartsWith("=?"u8)) return null;
            var name = value[2..].IndexOf((byte)'?');
            if (name is < 1 or > 60 || value.Length < name + 6 || value[name + 4] != '?') return null;
            var encoded = value[(name + 5)..];
            // In a "Q" word the first "=" of a letter may follow the mark: "=?x?Q?=FC?=".
            var end = encoded.IndexOf("?="u8);
            if (end < 0) return null;
            var charset = Encoding.ASCII.GetString(value.Slice(2, name)).Split('*')[0];
            return (value[name + 3] | 0x20) switch
            {
                'b' => new Word(charset, FromBase64(encoded[..end]), name + 7 + end),
                'q' => new Word(charset, FromQuoted(encoded[..end]), name + 7 + end),
                _ => null,
            };
        }

        // Leniently: padding within and a cut end cost what they hold and no more.
        static byte[] FromBase64(ReadOnlySpan<byte> text)
        {
            var bytes = new List<byte>(text.Length);
            var (bits, count) = (0, 0);
            foreach (var b in text)
            {
                if (b == '=') (bits, count) = (0, 0);
                if (Value(b) is not (>= 0 and var value)) continue;
                bits = ((bits << 6) | value) & 0xFFFF;
                count += 6;
                if (count < 8) continue;
                count -= 8;
                bytes.Add((byte)(bits >> count));
            }

            return [.. bytes];
        }

        static int Value(byte b) => b switch
        {
            >= (byte)'A' and <= (byte)'Z' => b - 'A',
            >= (byte)'a' and <= (byte)'z' => b - 'a' + 26,
            >= (byte)'0' and <= (byte)'9' => b - '0' + 52,
            (byte)'+' => 62,
            (byte)'/' => 63,
            _ => -1,
        };

        static byte[] FromQuoted(ReadOnlySpan<byte> text)
        {
            var bytes = new List<byte>(text.Length);
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] == '=' && i + 2 < text.Length && char.IsAsciiHexDigit((char)text[i + 1]) && char.IsAsciiHexDigit((char)text[i + 2]))
                {
                    bytes.Add((byte)(Convert.FromHexString(Encoding.ASCII.GetString(text.Slice(i + 1, 2)))[0]));
                    i += 2;
                }
                else if (text[i] is not ((byte)'\r' or (byte)'\n'))
                {
                    bytes.Add(text[i] == '_' ? (byte)' ' : text[i]);
                }
            }

            return [.. bytes];
        }
    }
}
