using MimeKit;

namespace SupportDesk.Mail.Parsing;

/// <summary>Names of encodings (RFC 2045, 6.1) as programs write them: in quotation marks, with a comment or a mark of separation behind.</summary>
static class Encodings
{
    const int Most = 1_000;

    /// <summary>Gives every part whose encoding was not understood the one that is meant.</summary>
    public static void Mend(MimeEntity? entity)
    {
        foreach (var part in Reports.Leaves(entity).Take(Most))
        {
            if (part.ContentTransferEncoding != ContentEncoding.Default || part.Content is not { Stream: { } stream } || Meant(part.Headers[HeaderId.ContentTransferEncoding]) is not { } meant) continue;
            part.Content = new MimeContent(stream, meant);
            part.ContentTransferEncoding = meant;
        }
    }

    static ContentEncoding? Meant(string? written) => written?.Split('(')[0].Trim(' ', '\t', '"', '\'', ';', ',', '.').ToLowerInvariant() switch
    {
        "base64" or "base-64" or "b" => ContentEncoding.Base64,
        "quoted-printable" or "quoted printable" or "quotedprintable" or "quoted_printable" or "q" => ContentEncoding.QuotedPrintable,
        _ => null,
    };
}
