using System.Text;

namespace SupportDesk.Mail.Parsing;

/// <summary>
/// Text whose letters are announced by escapes (ISO 2022: the Japanese, Korean and Chinese charsets of seven-bit mail, all of them with one
/// reader). The escapes tell what they are, so they are read without a declaration too. A code that is not defined costs one letter.
/// </summary>
ref struct Iso2022
{
    const byte Escape = 0x1B, ShiftOut = 0x0E, ShiftIn = 0x0F;

    enum Letters { Ascii, Japanese, JapaneseMore, Kana, Chinese, Taiwanese, Korean }

    static readonly (byte[] Mark, Letters Letters, bool Shifted)[] Marks =
    [
        ("$B"u8.ToArray(), Letters.Japanese, false), ("$@"u8.ToArray(), Letters.Japanese, false), ("$(B"u8.ToArray(), Letters.Japanese, false), ("$(@"u8.ToArray(), Letters.Japanese, false),
        ("$(O"u8.ToArray(), Letters.Japanese, false), ("$(Q"u8.ToArray(), Letters.Japanese, false), ("$(D"u8.ToArray(), Letters.JapaneseMore, false), ("(I"u8.ToArray(), Letters.Kana, false), (")I"u8.ToArray(), Letters.Kana, true),
        ("$A"u8.ToArray(), Letters.Chinese, false), ("$(A"u8.ToArray(), Letters.Chinese, false), ("$)A"u8.ToArray(), Letters.Chinese, true), ("$(E"u8.ToArray(), Letters.Chinese, false), ("$)E"u8.ToArray(), Letters.Chinese, true),
        ("$(C"u8.ToArray(), Letters.Korean, false), ("$)C"u8.ToArray(), Letters.Korean, true), ("$(G"u8.ToArray(), Letters.Taiwanese, false), ("$)G"u8.ToArray(), Letters.Taiwanese, true),
        ("(B"u8.ToArray(), Letters.Ascii, false), ("(J"u8.ToArray(), Letters.Ascii, false), ("(H"u8.ToArray(), Letters.Ascii, false), ("(@"u8.ToArray(), Letters.Ascii, false),
    ];

    readonly ReadOnlySpan<byte> bytes;
    readonly StringBuilder text;
    readonly List<byte> run = [];
    Letters plain = Letters.Ascii, shifted = Letters.Kana;
    bool isShifted;

    Iso2022(ReadOnlySpan<byte> bytes)
    {
        this.bytes = bytes;
        text = new StringBuilder(bytes.Length);
    }

    /// <summary>Whether an escape in the bytes announces other letters than ASCII.</summary>
    public static bool IsIn(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf(Escape) is var at and >= 0)
        {
            bytes = bytes[(at + 1)..];
            if (Announced(bytes) is { Letters: not Letters.Ascii }) return true;
        }

        return false;
    }

    public static string Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new Iso2022(bytes);
        reader.Read();
        return reader.text.ToString();
    }

    /// <summary>EUC-JP: the same characters with the eighth bit for an escape.</summary>
    public static string EucJp(ReadOnlySpan<byte> bytes)
    {
        var reader = new Iso2022(bytes);
        for (var i = 0; i < bytes.Length; i++) i += reader.Euc(bytes[i..]);
        reader.End();
        return reader.text.ToString();
    }

    // How many bytes more than one the first character has.
    int Euc(ReadOnlySpan<byte> rest)
    {
        switch (rest)
        {
            case [0x8E, >= 0xA1 and <= 0xDF, ..]: Take(Letters.Kana, rest[1]); return 1;
            case [0x8F, >= 0xA1 and <= 0xFE, >= 0xA1 and <= 0xFE, ..]: Take(Letters.JapaneseMore, rest[1], rest[2]); return 2;
            case [>= 0xA1 and <= 0xFE, >= 0xA1 and <= 0xFE, ..]: Take(Letters.Japanese, rest[1 - 1], rest[1]); return 1;
            default: Take(Letters.Ascii, rest[0]); return 0;
        }
    }

    static (byte[] Mark, Letters Letters, bool Shifted)? Announced(ReadOnlySpan<byte> behindEscape)
    {
        foreach (var mark in Marks)
        {
            if (behindEscape.StartsWith(mark.Mark)) return mark;
        }

        return null;
    }

    void Read()
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            var b = bytes[i];
            if (b == Escape) i += Switch(bytes[(i + 1)..]);
            else if (b is ShiftOut or ShiftIn) isShifted = b == ShiftOut;
            else if (b is (byte)'\n' or (byte)'\r') EndLine(bytes[(i + 1)..], b);
            else if (Present() is var letters and not Letters.Ascii && b is > 0x20 and < 0x7F) i += Letter(letters, bytes[i..]);
            else Take(Letters.Ascii, b);
        }

        End();
    }

    readonly Letters Present() => isShifted ? shifted : plain;

    int Switch(ReadOnlySpan<byte> behind)
    {
        if (Announced(behind) is not { } mark) return behind is [(byte)'&' or (byte)'.', _, ..] ? 2 : 0;
        if (mark.Shifted) shifted = mark.Letters;
        else (plain, isShifted) = (mark.Letters, false);
        return mark.Mark.Length;
    }

    // A line ends in ASCII (RFC 1468). Some are broken in the midst of letters, others lost the escape: the next line tells which.
    void EndLine(ReadOnlySpan<byte> next, byte end)
    {
        Take(Letters.Ascii, end);
        isShifted = false;
        if (plain is Letters.Ascii) return;
        var line = next[..(next.IndexOfAny((byte)'\n', Escape) is var n and >= 0 ? n : next.Length)].Trim("\r"u8);
        if (line.Length % 2 != 0 || line.ContainsAnyExceptInRange((byte)0x21, (byte)0x7E)) plain = Letters.Ascii;
    }

    int Letter(Letters letters, ReadOnlySpan<byte> rest)
    {
        if (letters == Letters.Kana)
        {
            Take(letters, (byte)(rest[0] | 0x80));
            return 0;
        }

        if (rest is not [_, > 0x20 and < 0x7F, ..])
        {
            End();
            text.Append(Charset.Unread);
            return 0;
        }

        Take(letters, (byte)(rest[0] | 0x80), (byte)(rest[1] | 0x80));
        return 1;
    }

    Letters running;

    void Take(Letters letters, params ReadOnlySpan<byte> more)
    {
        if (running != letters) End();
        running = letters;
        run.AddRange(more);
    }

    void End()
    {
        if (run.Count == 0) return;
        var span = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(run);
        text.Append(running switch
        {
            Letters.Japanese => Japanese(span),
            Letters.JapaneseMore => More(span),
            Letters.Kana => Charset.Of(932).Read(span),
            Letters.Chinese => Charset.Of(936).Read(span),
            Letters.Taiwanese => Charset.Of(20000).Read(span),
            Letters.Korean => Charset.Of(949).Read(span),
            _ => Charset.Utf8.Read(span),
        });
        run.Clear();
    }

    // The rows of JIS X 0208 as Shift JIS numbers them: that table has the characters of NEC and IBM too (①, ㈱, 髙).
    static string Japanese(Span<byte> pairs)
    {
        for (var i = 0; i < pairs.Length; i += 2)
        {
            var (row, cell) = (pairs[i] & 0x7F, pairs[i + 1] & 0x7F);
            pairs[i] = (byte)(((row + 1) >> 1) + (row < 0x5F ? 0x70 : 0xB0));
            pairs[i + 1] = (byte)(row % 2 == 0 ? cell + 0x7E : cell + (cell < 0x60 ? 0x1F : 0x20));
        }

        return Charset.Of(932).Read(pairs);
    }

    // The runtime has JIS X 0212 where the second byte of EUC lacks its eighth bit.
    static string More(Span<byte> pairs)
    {
        for (var i = 1; i < pairs.Length; i += 2) pairs[i] &= 0x7F;
        return Charset.Of(20932).Read(pairs);
    }
}
