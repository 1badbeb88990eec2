using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace SupportDesk.Mail.Parsing;

/// <summary>The letters of a text part: without its transfer encoding, in its charset, with what a list or gateway put around them.</summary>
static partial class PartText
{
    const int HeadOfHtml = 8 * 1024;

    // Of a longer text the end is not shown, and looking for lines below it would cost its length once more.
    const int LongestToSplit = 8 * 1024 * 1024;

    /// <param name="readAs">The charset that a person chose; it counts where the letters are in doubt or no UTF-8, so that it spoils no part that is well.</param>
    public static ReadLetters Of(TextPart part, Charset? readAs = null)
    {
        var (above, bytes, below) = Split(part);
        var read = Charsets.Read(bytes, part.ContentType.Charset, part.IsHtml ? MetaCharset(bytes) : null);
        if (readAs is not null && (read.Doubt is not null || !System.Text.Unicode.Utf8.IsValid(bytes))) read = new(readAs.Read(bytes));
        return above.Length + below.Length == 0 ? read : read with { Text = Around(part, above) + read.Text + Around(part, below) };
    }

    /// <summary>The charset that an HTML text names in its own head; null where it names none.</summary>
    static string? MetaCharset(ReadOnlySpan<byte> html)
    {
        var head = Encoding.Latin1.GetString(html[..Math.Min(html.Length, HeadOfHtml)]);
        if (Meta().Match(head) is not { Success: true } meta) return Xml().Match(head) is { Success: true } xml ? xml.Groups[1].Value : null;
        // A page that says in ASCII letters that it is in UTF-16 is not.
        return CharsetNames.Find(meta.Groups[1].Value) is { IsWide: true } ? "utf-8" : meta.Groups[1].Value;
    }

    [GeneratedRegex("""<meta\b[^>]{0,500}?\bcharset\s*=\s*["']?\s*([A-Za-z0-9._:+\-]{2,40})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Meta();

    [GeneratedRegex("""^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._:+\-]{2,40})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Xml();

    static string Around(TextPart part, ReadOnlySpan<byte> words)
    {
        if (words.Length == 0) return "";
        var text = Charsets.Decode(words, null).Trim('\r', '\n');
        return part.IsHtml ? "<div>" + TextToHtml.Write(text) + "</div>" : "\n" + text + "\n";
    }

    // Mailing lists and gateways set their lines in clear below (or above) a text that is in base64: a line that is no base64 is not of it.
    static (byte[] Above, byte[] Text, byte[] Below) Split(TextPart part)
    {
        if (part.ContentTransferEncoding != ContentEncoding.Base64 || part.Content?.Stream is not { Length: <= LongestToSplit } stream) return ([], MailFiles.Bytes(part), []);
        var all = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(all);
        var (start, end) = Base64Lines(all);
        if (start == 0 && end == all.Length) return ([], MailFiles.Bytes(part), []);
        return (all[..start], Decoded(all.AsSpan(start, end - start)), all[end..]);
    }

    // Where the lines of base64 begin and end; all of it where no line is anything else.
    static (int Start, int End) Base64Lines(ReadOnlySpan<byte> all)
    {
        var (start, end, padded) = (-1, 0, false);
        for (var at = 0; at < all.Length;)
        {
            var next = all[at..].IndexOf((byte)'\n') is var n and >= 0 ? at + n + 1 : all.Length;
            var line = all[at..next].Trim(" \t\r\n"u8);
            var isBase64 = !line.ContainsAnyExcept(Alphabet) && (!padded || (line.Length % 4 == 0 && line.Length > 0 && start >= 0 && IsPlain(line)));
            if (!isBase64 && start >= 0 && end > start) return Only(all, start, end);
            if (isBase64 && line.Length > 0)
            {
                if (start < 0) start = at;
                end = next;
                padded |= line.EndsWith("="u8);
            }

            at = next;
        }

        return start < 0 || end >= all.TrimEnd(" \t\r\n"u8).Length && start == 0 ? (0, all.Length) : Only(all, start, end);
    }

    // Behind the padding only another padded text goes on; "Regards" is a word.
    static bool IsPlain(ReadOnlySpan<byte> line) => line.Length >= 8 && line.ContainsAnyInRange((byte)'0', (byte)'9');

    static (int, int) Only(ReadOnlySpan<byte> all, int start, int end) => all[end..].Trim(" \t\r\n"u8).IsEmpty && start == 0 ? (0, all.Length) : (start, end);

    static readonly System.Buffers.SearchValues<byte> Alphabet = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8);

    static byte[] Decoded(ReadOnlySpan<byte> base64)
    {
        using var memory = new MemoryStream();
        using var content = new MimeContent(new MemoryStream(base64.ToArray()), ContentEncoding.Base64);
        content.DecodeTo(memory);
        return memory.ToArray();
    }
}
