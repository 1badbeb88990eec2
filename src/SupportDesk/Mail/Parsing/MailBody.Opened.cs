using System.Text;
using MimeKit;

namespace SupportDesk.Mail.Parsing;

/// <summary>Parts that hold other parts in a form of their own: they are opened, and what is inside is read like the rest.</summary>
sealed partial class MailBody
{
    const int MostOpened = 3;
    int opened;

    /// <summary>A calendar stays a file, and its events are read.</summary>
    /// <returns>False where it is none.</returns>
    bool Calendar(MimePart part)
    {
        var type = part.ContentType;
        var named = MailFiles.NameOf(part)?.EndsWith(".ics", StringComparison.OrdinalIgnoreCase) == true;
        if (!type.IsMimeType("text", "calendar") && !type.IsMimeType("application", "ics") && !named) return false;
        var text = part is TextPart written ? PartText.Of(written).Text : Charsets.Decode(MailFiles.Bytes(part), type.Charset);
        // Clients send the same event in the text and as a file.
        foreach (var invitation in Parsing.Invitations.Read(text).Where(i => !invitations.Contains(i))) invitations.Add(invitation);
        files.Add(part, inline: false);
        return true;
    }

    /// <summary>An opaque signature holds the whole mail; what is encrypted is only said.</summary>
    /// <returns>False where the part is something else.</returns>
    bool Pkcs7(MimePart part)
    {
        var type = part.ContentType;
        var named = MailFiles.NameOf(part)?.EndsWith(".p7m", StringComparison.OrdinalIgnoreCase) == true;
        if (!type.IsMimeType("application", "pkcs7-mime") && !type.IsMimeType("application", "x-pkcs7-mime") && !named) return false;
        var bytes = MailFiles.Bytes(part);
        var isMail = IsWordless;
        files.Add(part, inline: false);
        if (!isMail) return true;
        if (SignedContent.IsEncrypted(bytes)) remarks.Add("It is encrypted (S/MIME): only the holder of the key can read its words. It is attached as it came.");
        else if (SignedContent.Read(bytes) is { } inside && Open(inside)) remarks.Add("It is signed (S/MIME). The signature was not checked, so it proves nothing here.");
        return true;
    }

    // A multipart must not be encoded (RFC 2045, 6.4); some programs do it all the same.
    static bool IsEncoded(Multipart multipart) => multipart.Headers[HeaderId.ContentTransferEncoding]?.Trim().ToLowerInvariant() is "base64" or "quoted-printable";

    void Encoded(Multipart multipart)
    {
        var encoded = Encoding.UTF8.GetBytes(multipart.Preamble ?? "");
        var encoding = multipart.Headers[HeaderId.ContentTransferEncoding]!.Trim().ToLowerInvariant() is "base64" ? ContentEncoding.Base64 : ContentEncoding.QuotedPrintable;
        using var content = new MimeContent(new MemoryStream(encoded), encoding);
        using var inside = new MemoryStream();
        inside.Write(Encoding.UTF8.GetBytes($"Content-Type: {multipart.Headers[HeaderId.ContentType]?.Trim()}\n\n"));
        content.DecodeTo(inside);
        if (!Open(inside.ToArray())) Unbounded(multipart);
    }

    /// <summary>Reads a part from its bytes, header first, under the limits of the whole.</summary>
    bool Open(byte[] entity)
    {
        using var stream = new MemoryStream(entity, writable: false);
        if (++opened > MostOpened || PreScan.Refusal(stream, limits, new HeaderBytes()) is not null) return false;
        var before = (Pieces: pieces.Count, Files: files.Count);
        try
        {
            var inside = MimeEntity.Load(stream);
            Encodings.Mend(inside);
            Visit(inside);
        }
        catch (FormatException)
        {
            return false;
        }

        return (pieces.Count, files.Count) != before;
    }
}
