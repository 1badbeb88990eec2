using MimeKit;
using MimeKit.Tnef;

namespace SupportDesk.Mail.Parsing;

/// <summary>A message's parts, told apart: what is its text, what its HTML, and what is a file.</summary>
sealed class MailBody
{
    readonly MailFiles files;
    List<Words> pieces = [];
    bool mended;

    MailBody(ParseLimits limits) => files = new MailFiles(limits);

    /// <summary>One text of the message, in one or both forms.</summary>
    readonly record struct Words(string? Plain, string? Html);

    /// <summary>The plain text, in the order of the parts; null where all is HTML.</summary>
    public string? Text => pieces.Exists(p => p.Plain is not null) ? string.Join('\n', pieces.Select(p => p.Plain ?? PostHtml.ToText(p.Html!))) : null;

    /// <summary>The HTML, plain parts between as HTML too; null where all is plain.</summary>
    public string? Html => pieces.Exists(p => p.Html is not null) ? string.Join('\n', pieces.Select(p => p.Html ?? TextToHtml.Write(p.Plain!))) : null;

    public MailFiles Files => files;

    /// <summary>Why letters of the text may be wrong; null where nothing speaks for it.</summary>
    public string? LetterDoubt { get; private set; }

    public static MailBody Read(MimeMessage message, ParseLimits limits)
    {
        var body = new MailBody(limits);
        if (message.Body is { } root) body.Visit(root);
        return body;
    }

    void Visit(MimeEntity entity)
    {
        switch (entity)
        {
            case Multipart { Count: 0 } empty: Unbounded(empty); break;
            case MultipartAlternative alternative: Alternative(alternative); break;
            case MultipartRelated related: Related(related); break;
            case Multipart multipart: Mixed(multipart); break;
            case TnefPart tnef: Tnef(tnef); break;
            case MessagePart nested: files.Add(nested); break;
            case MimePart part: Leaf(part); break;
        }
    }

    void Mixed(Multipart multipart)
    {
        foreach (var part in multipart) Visit(part);
    }

    // No part was found: the boundary is missing or wrong. Its first line tells it; else all there is counts as text.
    void Unbounded(Multipart multipart)
    {
        var inside = Texts.Clean(multipart.Preamble ?? "");
        var mark = inside.AsSpan().TrimStart();
        mark = mark[..Math.Max(0, mark.IndexOf('\n'))].TrimEnd();
        if (!mended && mark is ['-', '-', _, ..] && mark.Length <= 100 && !mark.Contains('"'))
        {
            mended = true;
            using var again = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"Content-Type: {multipart.ContentType.MimeType}; boundary=\"{mark[2..]}\"\n\n{inside}"));
            Visit(MimeEntity.Load(again));
        }
        else if (!string.IsNullOrWhiteSpace(inside))
        {
            pieces.Add(new Words(inside, null));
        }
    }

    void Related(MultipartRelated related)
    {
        if (related.Root is { } root) Visit(root);
        foreach (var part in related.Where(p => p != related.Root)) Beside(part);
    }

    // The last form is the richest (RFC 2046, 5.1.4); the plain one is kept beside it, all else is a file.
    void Alternative(MultipartAlternative alternative)
    {
        var plain = alternative.OfType<TextPart>().FirstOrDefault(p => p.IsPlain && IsBody(p));
        var rich = alternative.LastOrDefault(p => p is TextPart { IsHtml: true } or Multipart { Count: > 0 }) ?? (MimeEntity?)alternative.OfType<Multipart>().LastOrDefault() ?? alternative.OfType<TextPart>().LastOrDefault(p => p != plain && IsBody(p));
        var text = plain is null ? null : Plain(plain);
        var around = pieces;
        pieces = [];
        if (rich is not null) Visit(rich);
        if (text is null) around.AddRange(pieces);
        else around.Add(new Words(text, pieces.Exists(p => p.Html is not null) ? Html : null));
        pieces = around;
        foreach (var part in alternative.Where(p => p != plain && p != rich)) Beside(part);
    }

    void Beside(MimeEntity entity)
    {
        if (entity is MimePart part and not TnefPart) files.Add(part, inline: part.ContentId is not null || part.ContentDisposition?.IsAttachment == false);
        else Visit(entity);
    }

    void Leaf(MimePart part)
    {
        part = TextWithoutType(part) ?? part;
        if (part is not TextPart text || !IsBody(text)) files.Add(part, inline: part.ContentId is not null && part.ContentDisposition?.IsAttachment != true);
        else if (text.IsHtml) pieces.Add(new Words(null, Decoded(text)));
        else pieces.Add(new Words(Plain(text), null));
    }

    // "Content-Type: text" is no valid type, and what has none is plain text (RFC 2045, 5.2).
    static TextPart? TextWithoutType(MimePart part)
    {
        if (part is TextPart || part.Headers[HeaderId.ContentType] is not { } type || !string.IsNullOrWhiteSpace(MailFiles.NameOf(part))) return null;
        var end = type.IndexOf(';', StringComparison.Ordinal) is var semicolon and >= 0 ? semicolon : type.Length;
        if (type[..end].Trim().ToLowerInvariant() is not ("text" or "text/" or "plain")) return null;
        var text = new TextPart("plain") { Content = part.Content, ContentTransferEncoding = part.ContentTransferEncoding, ContentDisposition = part.ContentDisposition };
        if (ContentType.TryParse("text/plain" + type[end..], out var whole) && whole.Charset is { } charset) text.ContentType.Charset = charset;
        return text;
    }

    bool IsBody(TextPart part)
    {
        if (part.ContentDisposition?.IsAttachment == true) return false;
        if (part.ContentType.MediaSubtype.ToLowerInvariant() is not ("plain" or "html" or "enriched" or "richtext" or "x-unknown" or "" or "markdown" or "text")) return false;
        return string.IsNullOrWhiteSpace(MailFiles.NameOf(part)) || (pieces.Count == 0 && part.ContentDisposition is null);
    }

    string Plain(TextPart part)
    {
        var decoded = Texts.Clean(Decoded(part));
        if (part.IsFlowed) return Flowed.Join(decoded, string.Equals(part.ContentType.Parameters["delsp"], "yes", StringComparison.OrdinalIgnoreCase));
        return part.IsEnriched || part.IsRichText ? Texts.Clean(Enriched.ToText(decoded)) : decoded;
    }

    string Decoded(TextPart part)
    {
        var read = PartText.Of(part);
        LetterDoubt ??= read.Doubt;
        return read.Text;
    }

    void Tnef(TnefPart part)
    {
        var before = files.Count;
        try
        {
            if (pieces.Count == 0 && part.ConvertToMessage().Body is { } body) Visit(body);
            else foreach (var file in part.ExtractAttachments()) Beside(file);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            files.LeaveOut("An Outlook container (winmail.dat) could not be opened; it is kept as it came.");
        }

        if (files.Count == before) files.Add(part, inline: false);
    }
}
