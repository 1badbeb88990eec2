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
    string? charset;

    /// <summary>Called for every field of the message and its parts, those of nested mails not among them.</summary>
    public void See(Header field)
    {
        if (fields.Count >= 1_000 || field.Offset is not { } offset || !field.RawValue.AsSpan().ContainsAnyInRange((byte)0x80, (byte)0xFF)) return;
        if (System.Text.Unicode.Utf8.IsValid(field.RawValue)) return;
        fields.Add(((int)offset, (int)offset + field.RawField.Length + 1 + field.RawValue.Length));
    }

    public void See(ContentType type)
    {
        if (charset is null && type.Charset is { } declared && Charsets.Telling(declared) is not null) charset = declared;
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

    // Inside an encoded word the word's own charset holds.
    void Mend(ReadOnlySpan<byte> field, MemoryStream mended)
    {
        while (field.Length > 0)
        {
            var word = field.IndexOf("=?"u8);
            var bare = word < 0 ? field : field[..word];
            mended.Write(System.Text.Unicode.Utf8.IsValid(bare) ? bare : Encoding.UTF8.GetBytes(Decoded(bare)));
            if (word < 0) return;
            var end = field[(word + 2)..].IndexOf("?="u8);
            var length = end < 0 ? 2 : end + 4;
            mended.Write(field.Slice(word, length));
            field = field[(word + length)..];
        }
    }

    string Decoded(ReadOnlySpan<byte> bytes) => (charset is null ? null : Charsets.Strict(bytes, charset)) ?? Encoding.UTF8.GetString(bytes);
}
