using System.Buffers;
using System.Text;

namespace SupportDesk.Mail.Parsing;

/// <param name="Doubt">Why letters of the text may be wrong, as a sentence; null where nothing speaks for it.</param>
readonly record struct ReadLetters(string Text, string? Doubt = null);

/// <summary>Bytes as text when the declared charset may be missing, unknown or a lie.</summary>
static class Charsets
{
    // What Japanese programs show for a code that their charset leaves undefined.
    const char MiddleDot = '・';

    public static string Decode(ReadOnlySpan<byte> bytes, string? declared) => Read(bytes, declared).Text;

    /// <param name="bytes">As they came, without their transfer encoding.</param>
    /// <param name="declared">The name beside them, if any.</param>
    /// <param name="hint">A name that stands in the text itself; it counts where none is declared.</param>
    public static ReadLetters Read(ReadOnlySpan<byte> bytes, string? declared, string? hint = null)
    {
        if (Marked(bytes) is { } marked) return new(marked);
        var charset = CharsetNames.Find(declared) is { IsAscii: false } said ? said : CharsetNames.Find(hint);
        if (Iso2022.IsIn(bytes)) return Iso2022.Read(bytes) is var shifting && HasKana(shifting) ? Dotted(Judged(shifting, bytes)) : Judged(shifting, bytes);
        if (Wide(bytes, charset) is { } wide) return Judged(wide.Read(bytes), bytes);
        if (!bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF)) return new(charset is { IsShifting: true } or { IsUtf7: true } ? charset.Read(bytes) : Encoding.ASCII.GetString(bytes));
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return charset is { IsMultiByte: true } && !IsSurelyUtf8(bytes) && charset.Strict(bytes) is { } rare && !CharsetGuess.IsGlued(rare) ? new(rare) : new(Encoding.UTF8.GetString(bytes));
        if (charset is null or { IsUtf8: true } or { IsUtf7: true } or { IsWide: true } or { IsShifting: true }) return Mixed(bytes, charset is { IsUtf8: true } ? CharsetNames.Find(hint) : null);
        return Declared(bytes, charset);
    }

    /// <summary>The charset of that name where it can be proved wrong (<see cref="Charset.IsTelling"/>).</summary>
    public static Charset? Telling(string? name) => CharsetNames.Find(name) is { IsTelling: true } charset ? charset : null;

    static string? Marked(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => Mixed(rest, null).Text,
        [0xFF, 0xFE, 0, 0, .. var rest] when rest.Length % 4 == 0 => Encoding.UTF32.GetString(rest),
        [0xFF, 0xFE, .. var rest] when rest.Length % 2 == 0 => Encoding.Unicode.GetString(rest),
        [0xFE, 0xFF, .. var rest] when rest.Length % 2 == 0 => Encoding.BigEndianUnicode.GetString(rest),
        _ => null,
    };

    // Letters of two or four bytes each: every second byte of some alphabet is zero, and no other text has zeros.
    static Charset? Wide(ReadOnlySpan<byte> bytes, Charset? charset)
    {
        var zeros = bytes.Count((byte)0);
        if (charset is { IsWide: true } && (zeros > 0 || !System.Text.Unicode.Utf8.IsValid(bytes)) && charset.Page >= 12000) return charset;
        if (charset is { IsWide: true } ? zeros == 0 && System.Text.Unicode.Utf8.IsValid(bytes) : zeros < 4 || zeros * 5 < bytes.Length) return null;
        var odd = 0;
        for (var i = 1; i < bytes.Length; i += 2) odd += bytes[i] == 0 ? 1 : 0;
        if (zeros == 0) return charset;
        return Charset.Of(odd * 2 >= zeros ? 1200 : 1201);
    }

    // Of two bytes to a letter that fit an East Asian charset, one in ten or so is UTF-8 by chance; of three, none.
    static bool IsSurelyUtf8(ReadOnlySpan<byte> bytes)
    {
        var letters = 0;
        while (bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF) is var next and >= 0)
        {
            Rune.DecodeFromUtf8(bytes[next..], out _, out var length);
            if (length > 2 || ++letters > 6) return true;
            bytes = bytes[(next + length)..];
        }

        return false;
    }

    /// <summary>
    /// UTF-8 with pieces that are not: a gateway's footer, an old signature, a template in Latin-1. Each piece is read by itself, so that
    /// none spoils another; the foreign ones in the charset that they all together look like.
    /// </summary>
    static ReadLetters Mixed(ReadOnlySpan<byte> bytes, Charset? foreign)
    {
        var strange = new ArrayBufferWriter<byte>();
        foreach (var piece in new BytePieces(bytes))
        {
            if (!IsMostlyUtf8(piece)) strange.Write(piece);
        }

        var guess = foreign is null && strange.WrittenCount > 0 ? CharsetGuess.Of(strange.WrittenSpan) : new(foreign ?? Charset.Western, true);
        var text = new StringBuilder(bytes.Length);
        var run = 0;
        var at = 0;
        foreach (var piece in new BytePieces(bytes))
        {
            if (IsMostlyUtf8(piece))
            {
                at += piece.Length;
                continue;
            }

            text.Append(Encoding.UTF8.GetString(bytes[run..at]));
            text.Append(guess.Charset.Read(piece));
            run = at += piece.Length;
        }

        text.Append(Encoding.UTF8.GetString(bytes[run..]));
        return Judged(text.ToString(), bytes, guess.IsSure ? null : guess.Charset);
    }

    // Cut or overwritten in few places: the letters that are whole outnumber what is broken. In other charsets hardly two bytes in a row form one.
    // One broken letter alone is damage where it would be no letter of a Western word either.
    static bool IsMostlyUtf8(ReadOnlySpan<byte> piece)
    {
        if (System.Text.Unicode.Utf8.IsValid(piece)) return true;
        var (whole, broken) = (0, 0);
        for (var rest = piece; rest.IndexOfAnyInRange((byte)0x80, (byte)0xFF) is var next and >= 0;)
        {
            rest = rest[next..];
            if (Rune.DecodeFromUtf8(rest, out _, out var length) == OperationStatus.Done) whole++;
            else broken++;
            rest = rest[length..];
        }

        return whole > broken || (broken == 1 && !CharsetGuess.IsWord(Charset.Western.Read(piece)));
    }

    static ReadLetters Declared(ReadOnlySpan<byte> bytes, Charset charset)
    {
        var text = charset.Read(bytes);
        text = ByPieces(bytes, charset, text);
        if (charset.Page == 1252 && CharsetGuess.IsNonsense(text) && CharsetGuess.Of(bytes) is { Charset: { Page: not 1252 } other }) return Judged(other.Read(bytes), bytes, other);
        return charset.IsJapanese ? Dotted(Judged(text, bytes)) : Judged(text, bytes);
    }

    static bool HasKana(string text) => text.AsSpan().ContainsAnyInRange('\u3041', '\u30FE');

    static ReadLetters Dotted(ReadLetters read) => read.Doubt is null ? read : new(read.Text.Replace(Charset.Unread, MiddleDot), Damaged(MiddleDot));

    // A foreign piece in UTF-8 within text of another charset.
    static string ByPieces(ReadOnlySpan<byte> bytes, Charset charset, string whole)
    {
        var (text, run, at) = (new StringBuilder(), 0, 0);
        foreach (var piece in new BytePieces(bytes))
        {
            if (piece.ContainsAnyInRange((byte)0x80, (byte)0xFF) && System.Text.Unicode.Utf8.IsValid(piece) && (charset.IsMultiByte ? IsSurelyUtf8(piece) || CharsetGuess.IsGlued(charset.Read(piece)) : IsTwiceUtf8(piece)))
            {
                text.Append(charset.Read(bytes[run..at])).Append(Encoding.UTF8.GetString(piece));
                run = at + piece.Length;
            }

            at += piece.Length;
        }

        return run == 0 ? whole : text.Append(charset.Read(bytes[run..])).ToString();
    }

    static bool IsTwiceUtf8(ReadOnlySpan<byte> piece)
    {
        var first = piece.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
        Rune.DecodeFromUtf8(piece[first..], out _, out var length);
        return length > 2 || piece[(first + length)..].ContainsAnyInRange((byte)0x80, (byte)0xFF);
    }

    static ReadLetters Judged(string text, ReadOnlySpan<byte> bytes, Charset? guessed = null)
    {
        if (guessed is not null) return new(text, $"The mail names no charset, so the desk guessed {guessed.Name}.");
        // The runtime puts what a charset leaves undefined among the characters for private use.
        var isUnread = text.Contains(Charset.Unread) || text.AsSpan().ContainsAnyInRange('\uE000', '\uF8FE');
        var isDamaged = isUnread && bytes.IndexOf("\uFFFD"u8) < 0;
        return new(text, isDamaged ? Damaged(Charset.Unread) : null);
    }

    static string Damaged(char mark) => $"Some could not be read; they stand as {mark}.";
}
