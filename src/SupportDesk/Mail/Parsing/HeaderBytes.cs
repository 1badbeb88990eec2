using System.Text;
using MimeKit;

namespace SupportDesk.Mail.Parsing;

/// <summary>
/// Bytes above 127 that stand bare in header fields. RFC 6532 allows UTF-8 there; what is not UTF-8 is read in the charset that the mail's own
/// text declares, if that one is strict enough to be proved wrong. Latin-1 never is: every byte fits it, and it is what programs declare that
/// do not know. Then a letter becomes U+FFFD, which is seen to be unread, and no other letter, which would be believed.
/// </summary>
sealed class HeaderBytes
{
    readonly List<(int Start, int End)> fields = [];
    Charset? declared;

    /// <summary>Called for every field of the message and its parts, those of nested mails not among them.</summary>
    public void See(Header field)
    {
        if (fields.Count >= 1_000 || field.Offset is not { } offset || !NeedsIt(field)) return;
        fields.Add(((int)offset, (int)offset + field.RawField.Length + 1 + field.RawValue.Length));
    }

    static bool NeedsIt(Header field)
    {
        var value = field.RawValue.AsSpan();
        return !System.Text.Unicode.Utf8.IsValid(value) || EncodedWords.IsIn(value) || Iso2022.IsIn(value) || (HasParameters(field.RawField) && EncodedParameters.IsIn(value));
    }

    static bool HasParameters(ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(name.TrimEnd(" \t"u8), "Content-Type"u8) || Ascii.EqualsIgnoreCase(name.TrimEnd(" \t"u8), "Content-Disposition"u8);

    public void See(ContentType type)
    {
        declared ??= Charsets.Telling(type.Charset);
    }

    /// <summary>The message with these bytes as UTF-8; null where none need it.</summary>
    public MemoryStream? Mended(Stream raw)
    {
        if (fields.Count == 0) return null;
        var mended = new MemoryStream((int)raw.Length + 64);
        var all = new byte[raw.Length];
        raw.Position = 0;
        raw.ReadExactly(all);
        var done = 0;
        foreach (var (start, end) in fields)
        {
            if (start < done || end > all.Length) continue;
            mended.Write(all.AsSpan(done, start - done));
            Mend(all.AsSpan(start, end - start), mended);
            done = end;
        }

        mended.Write(all.AsSpan(done));
        mended.Position = 0;
        return mended;
    }

    void Mend(ReadOnlySpan<byte> field, MemoryStream mended)
    {
        var name = field[..(field.IndexOf((byte)':') + 1)];
        var value = field[name.Length..];
        mended.Write(name);
        if (Iso2022.IsIn(value)) value = Encoding.UTF8.GetBytes(Iso2022.Read(value));
        if (HasParameters(name.TrimEnd((byte)':'))) value = EncodedParameters.Rewritten(value) ?? value;
        while (value.Length > 0)
        {
            // Inside an encoded word the word's own charset holds.
            var word = value.IndexOf("=?"u8);
            var bare = word < 0 ? value : value[..word];
            mended.Write(System.Text.Unicode.Utf8.IsValid(bare) ? bare : Encoding.UTF8.GetBytes(Decoded(bare)));
            if (word < 0) return;
            value = value[word..];
            var length = EncodedWords.Write(value, mended);
            if (length == 0) mended.Write("=?"u8);
            value = value[Math.Max(length, 2)..];
        }
    }

    // One letter that the charset does not have costs that letter; many say that it is not the charset.
    string Decoded(ReadOnlySpan<byte> bytes)
    {
        var charset = declared ?? (CharsetGuess.Of(bytes) is { IsSure: false, Charset: { IsTelling: true } guess } && CharsetGuess.IsForeignScript(guess.Read(bytes)) ? guess : null);
        if (charset?.Read(bytes) is { } text && text.Count(c => c == Charset.Unread) * 4 <= text.Count(c => c >= 0x80)) return text;
        return Encoding.UTF8.GetString(bytes);
    }
}
