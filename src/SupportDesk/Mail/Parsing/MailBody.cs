using MimeKit;
using MimeKit.Tnef;

namespace SupportDesk.Mail.Parsing;

/// <summary>A message's parts, told apart: what is its text, what its HTML, and what is a file.</summary>
sealed partial class MailBody
{
    readonly ParseLimits limits;
    readonly MailFiles files;
    readonly List<Invitation> invitations = [];
    readonly List<string> remarks = [];
    List<Words> pieces = [];
    bool mended;
    byte[]? rtf;

    readonly Charset? readAs;

    MailBody(ParseLimits limits) => (this.limits, files, readAs) = (limits, new MailFiles(limits), CharsetNames.Find(limits.ReadAs));

    /// <summary>One text of the message, in one or both forms.</summary>
    readonly record struct Words(string? Plain, string? Html)
    {
        public bool IsBlank => string.IsNullOrWhiteSpace(Plain) && (Html is null || string.IsNullOrWhiteSpace(HtmlScan.TextOf(Html).Replace('\u00A0', ' ')));
    }

    /// <summary>Nothing that was found so far has words.</summary>
    bool IsWordless => pieces.TrueForAll(p => p.IsBlank);

    /// <summary>The plain text, in the order of the parts; null where all is HTML.</summary>
    public string? Text => pieces.Exists(p => p.Plain is not null) ? string.Join('\n', pieces.Select(p => p.Plain ?? PostHtml.ToText(p.Html!))) : null;

    /// <summary>The HTML, plain parts between as HTML too; null where all is plain.</summary>
    public string? Html => pieces.Exists(p => p.Html is not null) ? string.Join('\n', HtmlPieces) : null;

    /// <summary>The HTML in the order of the parts, each a document of its own: what one leaves open ends with it.</summary>
    public IReadOnlyList<string> HtmlPieces => [.. pieces.Select(p => p.Html ?? TextToHtml.Write(p.Plain!))];

    /// <summary>The plain forms of texts that have a formatted one too; null where none has.</summary>
    public string? TextBesideHtml => pieces.Exists(p => p is { Plain: not null, Html: not null }) ? string.Join('\n', pieces.Where(p => p.Html is not null).Select(p => p.Plain).OfType<string>()) : null;

    /// <summary>Every text came in both forms.</summary>
    public bool HasBothForms => pieces.TrueForAll(p => p is { Plain: not null, Html: not null });

    public MailFiles Files => files;

    /// <summary>Why letters of the text may be wrong; null where nothing speaks for it.</summary>
    public string? LetterDoubt { get; private set; }

    /// <summary>The events of its calendars.</summary>
    public IReadOnlyList<Invitation> Invitations => invitations;

    /// <summary>What a reader must know of it beside its words, as sentences for an agent.</summary>
    public IReadOnlyList<string> Remarks => remarks;

    public static MailBody Read(MimeMessage message, ParseLimits limits)
    {
        var body = new MailBody(limits);
        Encodings.Mend(message.Body);
        if (message.Body is { } root) body.Visit(root);
        if (body.IsWordless && body.rtf is { } rtf && RtfText.Read(rtf) is { Length: > 0 } words) body.pieces = [new Words(words, null)];
        // An invitation alone says in its fields what others say in words.
        if (body.invitations.Count > 0 && body.IsWordless) body.pieces = [.. body.invitations.Select(i => new Words(Parsing.Invitations.ToText(i), null))];
        return body;
    }

    void Visit(MimeEntity entity)
    {
        switch (entity)
        {
            case Multipart { Count: 0 } encoded when IsEncoded(encoded): Encoded(encoded); break;
            case Multipart { Count: 0 } empty: Unbounded(empty); break;
            case MultipartAlternative alternative: Alternative(alternative); break;
            case MultipartRelated related: Related(related); break;
            case Multipart multipart: Mixed(multipart); break;
            case TnefPart tnef: Tnef(tnef); break;
            case MimePart { ContentType: var type } named when IsTnef(named, type): Tnef(new TnefPart { Content = named.Content, ContentDisposition = named.ContentDisposition }); break;
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
        foreach (var part in related.Where(p => p != related.Root)) BesideText(part);
    }

    // The last form is the richest (RFC 2046, 5.1.4); the plain one is kept beside it, all else is a file.
    void Alternative(MultipartAlternative alternative)
    {
        var plain = alternative.OfType<TextPart>().FirstOrDefault(p => p.IsPlain && IsForm(p));
        var rich = alternative.LastOrDefault(p => p is TextPart { IsHtml: true } or Multipart { Count: > 0 }) ?? (MimeEntity?)alternative.OfType<Multipart>().LastOrDefault()
            ?? alternative.OfType<TextPart>().LastOrDefault(p => p != plain && IsForm(p));
        var text = plain is null ? null : Plain(plain);
        var around = pieces;
        pieces = [];
        if (rich is not null) Visit(rich);
        if (text is null || (pieces.TrueForAll(p => p.Html is null) && !IsWordless)) around.AddRange(pieces);
        else around.Add(new Words(text, Html));
        pieces = around;
        // Other forms of the same words (one for watches, for mail that acts) are no files.
        foreach (var part in alternative.Where(p => p != plain && p != rich && !IsOtherForm(p))) Beside(part);
    }

    static bool IsOtherForm(MimeEntity part) => part is TextPart { ContentDisposition: null } && part.ContentType.MediaSubtype.ToLowerInvariant() is "x-amp-html" or "watch-html" or "x-watch-html";

    // The rest of a compound text: pictures, and in some mails a text of its own behind them.
    void BesideText(MimeEntity entity)
    {
        if (entity is TextPart text && text.ContentDisposition is null && text.ContentId is null && text.ContentLocation is null && IsBody(text)) Leaf(text);
        else Beside(entity);
    }

    void Beside(MimeEntity entity)
    {
        if (entity is not MimePart part || entity is TnefPart || IsTnef(part, part.ContentType)) Visit(entity);
        else if (!Calendar(part)) files.Add(part, inline: part.ContentId is not null || part.ContentDisposition?.IsAttachment == false);
    }

    void Leaf(MimePart part)
    {
        if (Calendar(part) || Pkcs7(part)) return;
        if (part.ContentType.MediaSubtype.Equals("rtf", StringComparison.OrdinalIgnoreCase)) rtf ??= MailFiles.Bytes(part);
        part = TextWithoutType(part) ?? part;
        if (part is not TextPart text || !IsBody(text)) files.Add(part, inline: part.ContentId is not null && part.ContentDisposition?.IsAttachment != true);
        else if (text.IsHtml) pieces.Add(new Words(null, Decoded(text)));
        else pieces.Add(new Words(Plain(text), null));
    }

    static bool IsForm(TextPart part) =>
        part.ContentDisposition?.IsAttachment != true && part.ContentType.MediaSubtype.ToLowerInvariant() is "plain" or "html" or "enriched" or "richtext" or "x-unknown" or "" or "markdown" or "text";

    // A text with a file name is the mail's own where nothing else has words: scanners and some phones name it.
    bool IsBody(TextPart part) => IsForm(part) && (string.IsNullOrEmpty(MailFiles.NameOf(part)) || IsWordless);

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

    string Plain(TextPart part)
    {
        var decoded = Texts.Clean(Decoded(part));
        if (part.IsFlowed) return Flowed.Join(decoded, string.Equals(part.ContentType.Parameters["delsp"], "yes", StringComparison.OrdinalIgnoreCase));
        return part.IsEnriched || part.IsRichText ? Texts.Clean(Enriched.ToText(decoded)) : decoded;
    }

    string Decoded(TextPart part)
    {
        var read = PartText.Of(part, readAs);
        LetterDoubt ??= read.Doubt;
        return read.Text;
    }

    static bool IsTnef(MimePart part, ContentType type) =>
        type.IsMimeType("application", "octet-stream") && string.Equals(MailFiles.NameOf(part), "winmail.dat", StringComparison.OrdinalIgnoreCase);

    void Tnef(TnefPart part)
    {
        var before = files.Count;
        try
        {
            if (IsWordless && part.ConvertToMessage().Body is { } body) Visit(body);
            else foreach (var file in part.ExtractAttachments().Where(f => f is not TextPart || !string.IsNullOrEmpty(MailFiles.NameOf(f)))) Beside(file); // its own text says the same words
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            files.LeaveOut("An Outlook container (winmail.dat) could not be opened; it is kept as it came.");
        }

        if (files.Count == before) files.Add(part, inline: false);
    }
}
