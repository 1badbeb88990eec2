using System.Globalization;
using MimeKit;
using MimeKit.Utils;

namespace SupportDesk.Mail.Parsing;

/// <summary>From the raw bytes of a message (RFC 5322) to what was understood of it. Pure: no clock, no network, no database.</summary>
public static class MailParser
{
    static readonly ParserOptions Options = new() { CharsetEncoding = System.Text.Encoding.UTF8, AllowUnquotedCommasInAddresses = true, AllowAddressesWithoutDomain = true };

    /// <summary>Never throws for what the message holds: one that cannot be understood comes back with <see cref="ParsedMail.Unreadable"/> set.</summary>
    public static ParsedMail Parse(ReadOnlyMemory<byte> raw, ParseLimits? limits = null)
    {
        using var stream = new MemoryStream(raw.ToArray(), writable: false);
        return Parse(stream, limits);
    }

    /// <param name="raw">Seekable; read from its beginning, left open.</param>
    /// <param name="limits">What is over is left out and said so.</param>
    public static ParsedMail Parse(Stream raw, ParseLimits? limits = null)
    {
        limits ??= ParseLimits.Default;
        try
        {
            raw.Position = 0;
            if (raw.Length <= limits.Size && RawMending.Mended(raw) is { } mended) return Parse(mended, limits);
            return Whole(raw, limits);
        }
        catch (FormatException)
        {
            return Salvaged(raw, limits);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return HeaderOnly(raw, limits, $"The message could not be understood ({e.GetType().Name}); it was kept as it came.");
        }
    }

    static ParsedMail Whole(Stream raw, ParseLimits limits)
    {
        if (raw.Length <= limits.Size && LongFields.Cut(raw, limits.FieldBytes) is { } cut)
        {
            var mail = Bounded(cut, limits);
            return mail with { LeftOut = [$"Only the first {limits.FieldBytes:N0} bytes of each header field were read.", .. mail.LeftOut] };
        }

        return Bounded(raw, limits);
    }

    static ParsedMail Bounded(Stream raw, ParseLimits limits)
    {
        var bytes = new HeaderBytes();
        if (PreScan.Refusal(raw, limits, bytes) is { } refusal) return HeaderOnly(raw, limits, "The message was kept as it came and not read: " + refusal + ".");
        using var message = MimeMessage.Load(Options, bytes.Mended(raw) ?? raw);
        return Read(message, limits);
    }

    /// <summary>No header begins where one should: what lies above the first known field is left out, and without any all is text.</summary>
    static ParsedMail Salvaged(Stream raw, ParseLimits limits)
    {
        Exception? failure = null;
        foreach (var copy in (ReadOnlySpan<Func<Stream, MemoryStream>>)[RawMending.Salvaged, RawMending.AllText])
        {
            try
            {
                var mail = Whole(copy(raw), limits);
                return mail with { LeftOut = ["The header of this message is damaged; only what could be read of it is shown.", .. mail.LeftOut] };
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                failure = e;
            }
        }

        return HeaderOnly(raw, limits, $"The message could not be understood ({failure!.GetType().Name}); it was kept as it came.");
    }

    static ParsedMail Read(MimeMessage message, ParseLimits limits)
    {
        var head = Head(message.Headers, limits);
        var body = MailBody.Read(message, limits);
        var words = Words.Read(body, MailContext.Read(head), limits);
        var mail = head with
        {
            NewText = words.NewText,
            NewHtml = words.NewHtml,
            Signature = words.Signature,
            SignatureHtml = words.SignatureHtml,
            QuotedText = words.QuotedText,
            QuotedHtml = words.QuotedHtml,
            WholeText = words.WholeText,
            PlainForm = words.PlainForm,
            OriginalHtml = words.OriginalHtml,
            HtmlPieces = words.OriginalHtml is null ? [] : body.HtmlPieces,
            Files = body.Files.All,
            ForwardedFrom = words.ForwardedFrom,
            ForwardedAbove = words.Forwarded.Above,
            ForwardedText = words.Forwarded.Text,
            LetterDoubt = body.LetterDoubt,
            Invitations = body.Invitations,
            Remarks = body.Remarks,
            LeftOut = [.. head.LeftOut, .. body.Files.LeftOut, .. words.LeftOut],
        };
        return Classification.Apply(mail, message);
    }

    static ParsedMail Head(HeaderList headers, ParseLimits limits)
    {
        var authors = Addresses.All(headers, HeaderId.From, limits.Addresses);
        var senders = Addresses.All(headers, HeaderId.Sender, limits.Addresses);
        var from = authors.Concat(senders).FirstOrDefault(a => a.Address.Length > 0) ?? (authors.Count > 0 ? authors[0] : null);
        var to = Addresses.All(headers, HeaderId.To, limits.Addresses);
        var cc = Addresses.All(headers, HeaderId.Cc, limits.Addresses);
        var replied = MessageIds.All(headers[HeaderId.InReplyTo]);
        var references = MessageIds.All(headers[HeaderId.References]);
        return new ParsedMail
        {
            From = from,
            Authors = authors,
            ReplyTo = Addresses.All(headers, HeaderId.ReplyTo, limits.Addresses),
            OriginalFrom = Addresses.All(headers, "X-Original-From", limits.Addresses),
            To = to,
            Cc = cc,
            Subject = Texts.Line(headers[HeaderId.Subject]),
            Date = DateOf(headers[HeaderId.Date]),
            MessageId = MessageIds.Normalise(headers[HeaderId.MessageId]),
            InReplyTo = replied,
            References = references,
            LeftOut = to.Count == limits.Addresses || cc.Count == limits.Addresses ? [$"Only the first {limits.Addresses:N0} of the people it was sent to are known here."] : [],
            TokenCandidates = Candidates(headers, [.. to, .. cc], replied, references),
            Trace = [.. headers.Where(h => h.Id is HeaderId.Received or HeaderId.AuthenticationResults).Take(200).Select(h => new TraceHeader(h.Id == HeaderId.Received, Texts.Line(h.Value, h.Id == HeaderId.Received ? TraceHeader.Longest : TraceHeader.LongestResults)))],
        };
    }

    static DateTimeOffset? DateOf(string? field)
    {
        if (field is null || !DateUtils.TryParse(field, out var date) || date.Year < 1971 || date.Year > 9000) return null;
        return DateTimeOffset.FromUnixTimeSeconds(date.ToUnixTimeSeconds());
    }

    static List<string> Candidates(HeaderList headers, List<WrittenAddress> recipients, IReadOnlyList<string> replied, IReadOnlyList<string> references)
    {
        var candidates = recipients.Select(r => r.Address).ToList();
        foreach (var name in (ReadOnlySpan<string>)["Delivered-To", "X-Original-To", "X-Forwarded-To", "Envelope-To", "X-Envelope-To"])
        {
            candidates.AddRange(headers.Where(h => h.Field.Equals(name, StringComparison.OrdinalIgnoreCase)).Take(10).Select(h => Texts.Line(h.Value.Trim('<', '>', ' '), 320)));
        }

        candidates.AddRange(replied);
        candidates.AddRange(references.Reverse());
        return [.. candidates.Where(c => c.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Take(300)];
    }

    /// <summary>What can be shown of a message that may not be read whole: its first header fields.</summary>
    static ParsedMail HeaderOnly(Stream raw, ParseLimits limits, string why)
    {
        try
        {
            raw.Position = 0;
            var start = new byte[Math.Min(raw.Length, 256 * 1024)];
            raw.ReadExactly(start);
            using var head = LongFields.Cut(start.AsSpan(), limits.FieldBytes) ?? new MemoryStream(start);
            return Head(HeaderList.Load(Options, head), limits) with { Unreadable = why, LeftOut = [why] };
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new ParsedMail { Unreadable = why, LeftOut = [why], Subject = string.Create(CultureInfo.InvariantCulture, $"(unreadable message of {raw.Length} bytes)") };
        }
    }
}
